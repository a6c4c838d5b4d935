import type { Report, ReportCause, ReportDiagnostic, ReportLocation } from '../../review/report/report.ts';
import { forLog } from '../escape.ts';
import { counted } from '../names.ts';
import { numbered } from '../numbered.ts';

/** A message on a line of the change, as data: whoever runs in a workflow emits it. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** `null`: on no file of the repository. */
  readonly at: ReportLocation | null;
}

/** GitHub shows this many of a level from one step and silently drops the rest. */
export const MOST_OF_A_LEVEL = 10;

/** Annotations of a report, the worst first and at most so many of a level; what is left out is counted in a last one. */
export function annotationsOf(report: Report, most = MOST_OF_A_LEVEL): readonly Annotation[] {
  const all = [
    ...report.diagnostics
      .filter(({ revision, severity }) => revision === 'head' && severity === 'error')
      .map(ofDiagnostic),
    ...numbered(report).main.map(({ cause }) => ofCause(cause)),
  ].filter(isFirst());
  const fitting = LEVELS.flatMap((level) => all.filter((each) => each.level === level).slice(0, most));
  if (fitting.length === all.length) return fitting;
  // The note takes the place of a notice.
  const notices = fitting.filter(({ level }) => level === 'notice').slice(0, most - 1);
  const shown = [...fitting.filter(({ level }) => level !== 'notice'), ...notices];
  return [...shown, more(all.length - shown.length)];
}

/** Whether nothing equal came before: two projects may be made of one file. */
function isFirst(): (annotation: Annotation) => boolean {
  const seen = new Set<string>();
  return (annotation) => seen.size < seen.add(JSON.stringify(annotation)).size;
}

const LEVELS = ['error', 'warning', 'notice'] as const satisfies readonly Annotation['level'][];

function ofDiagnostic({ code, message, file, line, column }: ReportDiagnostic): Annotation {
  return { level: 'error', title: forLog(code), message: forLog(message), at: inRepository({ file, line, column }) };
}

function ofCause(cause: ReportCause): Annotation {
  const { rules, severity, message, fix, lines } = cause;
  const [at] = lines;
  return {
    level: levelOf(cause),
    title: forLog(`${rules.join(', ')} (${severity})`),
    message: forLog(`${message} Fix: ${fix.summary}`),
    at: at === undefined ? null : inRepository(at),
  };
}

function levelOf({ blocking, severity }: ReportCause): Annotation['level'] {
  if (blocking) return 'error';
  return severity === 'low' ? 'notice' : 'warning';
}

function inRepository(at: ReportLocation): ReportLocation | null {
  const outside = at.file === '' || at.file.startsWith('/') || at.file.split('/').includes('..');
  return outside ? null : { ...at, file: forLog(at.file) };
}

function more(count: number): Annotation {
  return {
    level: 'notice',
    title: 'Bulkhead',
    message: `${counted(count, 'more message')} in the job summary`,
    at: null,
  };
}
