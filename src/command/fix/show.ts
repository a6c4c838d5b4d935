import type { Report, ReportCause } from '../../review/report/report.ts';
import type { Call, Command } from '../command.ts';
import { OUTPUT_OPTIONS, PROJECT_OPTIONS } from '../options.ts';
import { deliver } from '../output.ts';
import { presentReport } from '../present-report.ts';
import { type ExitCode, UsageError } from '../terminal.ts';

export const show: Command = {
  name: 'show',
  operands: 'ID [PATH…]',
  fewest: 1,
  most: Infinity,
  summary: 'Show one finding in full: path, reason, patch, and the exception to paste',
  details: [
    'ID stands at the end of a row of `check` or `diff`; the fingerprint of a finding, or the first digits of one, will do as well.',
    'It is looked for in the files as they are now, below each PATH (default: this folder).',
  ].join('\n'),
  options: [...PROJECT_OPTIONS, 'policy', ...OUTPUT_OPTIONS],
  formats: ['text', 'json'],
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const [id = '', ...paths] = call.operands;
  const report = await presentReport({ ...call, operands: paths }, 'all');
  const cause = causeNamed(report, id);
  if (call.format === 'json') {
    const findings = report.findings.filter((finding) => finding.cause === cause.id);
    deliver(call, `${JSON.stringify({ schemaVersion: report.schemaVersion, cause, findings }, null, 2)}\n`);
    return 0;
  }
  const { renderCause } = await import('../../render/terminal/whole-cause.ts');
  const { color, width } = call.terminal;
  deliver(call, renderCause(report, cause, { color: color && !call.values.text.has('output'), width }));
  return 0;
}

/** The one cause that `id` is of, or that ends the finding with this fingerprint. */
function causeNamed({ causes }: Report, id: string): ReportCause {
  const exact = causes.find((cause) => cause.id === id);
  if (exact !== undefined) return exact;
  const named = causes.filter(({ findings }) => findings.some((fingerprint) => fingerprint.startsWith(id)));
  const [only] = named;
  if (only === undefined)
    throw new UsageError(`there is no finding "${id}" here; the ids stand at the end of the rows of bulkhead check`);
  if (named.length > 1)
    throw new UsageError(`"${id}" is the start of several: ${named.map((cause) => cause.id).join(', ')}`);
  return only;
}
