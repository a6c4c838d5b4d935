import { exceptionFor } from '../policy/exceptions.ts';
import type { Policy } from '../policy/policy.ts';
import type { ReportFinding } from './report/report.ts';

export interface Excepting {
  readonly kept: readonly ReportFinding[];
  readonly excepted: readonly ReportFinding[];
}

/** Takes out the findings that an exception of the policy allows on the day `today` (`YYYY-MM-DD`). */
export function excepting(findings: readonly ReportFinding[], { exceptions }: Policy, today: string): Excepting {
  const kept: ReportFinding[] = [];
  const excepted: ReportFinding[] = [];
  for (const finding of findings) {
    const exception = exceptionFor(exceptions, finding, today);
    if (exception === null) kept.push(finding);
    else {
      const { because, until } = exception;
      excepted.push({ ...finding, status: 'excepted', exception: { because, until } });
    }
  }
  return { kept, excepted };
}
