import { patchOf } from '../../fixes/patch/diff.ts';
import { isSeverity, SEVERITIES, SEVERITY_NAMES } from '../../policy/severity.ts';
import { forTerminal } from '../../render/escape.ts';
import { counted } from '../../render/names.ts';
import type { Report, ReportCause } from '../../review/report/report.ts';
import type { Call, Command } from '../command.ts';
import { PROJECT_OPTIONS } from '../options.ts';
import { deliver } from '../output.ts';
import { presentInput, withProjects } from '../present-report.ts';
import { readsInput } from '../selection.ts';
import { type ExitCode, UsageError } from '../terminal.ts';
import { writeChanges } from './write-changes.ts';

export const fix: Command = {
  name: 'fix',
  operands: '[PATH…]',
  fewest: 0,
  most: Infinity,
  summary: 'Print one patch that ends what fails the gate, tried as a whole; --write applies it',
  details: [
    'The patch is in the form that `git apply` takes. It was applied in memory, loaded and judged: what services are known to need stays, and nothing opens.',
    'exit status: 0 nothing of what was asked for is left, 1 something is, 2 something was not understood or the call is wrong',
  ].join('\n'),
  options: [...PROJECT_OPTIONS, 'policy', 'rule', 'cause', 'severity', 'write', 'output'],
  formats: [],
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const { terminal, values } = call;
  if (readsInput(call)) throw new UsageError('fix changes files, and standard input is none');
  const input = await presentInput(call);
  const isWanted = wantedBy(call);
  const [{ reviewed }, { mended }] = await Promise.all([
    import('../../review/review.ts'),
    import('../../review/mended.ts'),
  ]);
  const first = reviewed(input);
  withProjects(first.report, call, input);
  const unknown = (values.lists.get('cause') ?? []).filter((id) =>
    first.report.causes.every((cause) => cause.id !== id),
  );
  if (unknown.length > 0)
    throw new UsageError(`there is no cause ${unknown.join(', ')}; bulkhead check shows their ids`);
  const { files, report } = mended(input, first, isWanted);
  const { text, hidesSecrets } = patchOf(files);
  if (values.flags.has('write')) {
    writeChanges(files, input.head.tree.root);
    for (const { name } of files) terminal.print(`changed ${forTerminal(name)}\n`);
  } else if (hidesSecrets) {
    terminal.complain(
      'The patch has … in the place of credentials: read it, and apply it with bulkhead fix --write.\n',
    );
    deliver(call, text);
  } else deliver(call, text);
  const say = values.flags.has('write') ? terminal.print : terminal.complain;
  say(outcome(first.report, report, isWanted));
  if (first.report.verdict === 'unknown' && files.length === 0) return 2;
  return report.causes.some(isWanted) ? 1 : 0;
}

/** The causes that the options ask for; without any, those that fail the gate. */
function wantedBy({ values }: Call): (cause: ReportCause) => boolean {
  const [rules, causes] = [values.lists.get('rule'), values.lists.get('cause')];
  const least = values.text.get('severity');
  if (least !== undefined && !isSeverity(least))
    throw new UsageError(`"${least}" is not a severity; it is one of ${SEVERITY_NAMES}`);
  const isNarrowed = rules !== undefined || causes !== undefined || least !== undefined;
  return (cause) => {
    if (!isNarrowed) return cause.blocking;
    if (rules !== undefined && !cause.rules.some((rule) => rules.includes(rule))) return false;
    if (causes !== undefined && !causes.includes(cause.id)) return false;
    return least === undefined || SEVERITIES.indexOf(cause.severity) >= SEVERITIES.indexOf(least);
  };
}

/** What is gone, what has to be done besides, and what is left and why. */
function outcome(before: Report, after: Report, isWanted: (cause: ReportCause) => boolean): string {
  const there = new Set(after.findings.map(({ fingerprint }) => fingerprint));
  const gone = before.findings.filter(({ fingerprint }) => !there.has(fingerprint));
  const ended = before.causes.filter(({ findings }) => findings.every((one) => !there.has(one)));
  const left = after.causes.filter(isWanted);
  const besides = [...new Set(ended.flatMap(({ fix: { tried } }) => tried?.after ?? []))];
  if (gone.length === 0 && left.length === 0) return 'There is nothing to fix.\n';
  return [
    `${counted(gone.length, 'finding')} ${gone.length === 1 ? 'ends' : 'end'} with it, ${counted(left.length, 'cause')} of what was asked for ${left.length === 1 ? 'stays' : 'stay'}.`,
    ...(besides.length === 0 ? [] : ['', 'Besides:', ...besides.map((line) => `  ${line}`)]),
    ...(left.length === 0 ? [] : ['', 'Left:']),
    ...left.flatMap(({ id, lines: [at], message, fix: { summary, caveat } }) => [
      `  ${id}  ${at === undefined ? '' : `${at.file}:${String(at.line)}  `}${message}`,
      `          ${[summary, caveat].filter((each) => each !== null).join(' ')}`,
    ]),
  ]
    .map((line) => `${forTerminal(line)}\n`)
    .join('');
}
