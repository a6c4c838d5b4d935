import type { ChangedFile } from '../src/fixes/apply.ts';
import { overlaid } from '../src/fixes/overlaid.ts';
import { knownFrom } from '../src/policy/identified.ts';
import { SEVERITIES } from '../src/policy/severity.ts';
import type { ReviewInput } from '../src/review/input.ts';
import { mended } from '../src/review/mended.ts';
import type { Report } from '../src/review/report/report.ts';
import { type Reviewed, reviewed } from '../src/review/review.ts';

/**
 * Applies each patch that a report shows, alone and all together, and judges the files again; throws where a patch is not what it changes,
 * brings an error or a finding as severe as those that it ends, or leaves what it says that it ends.
 */
export function tryFixes(input: ReviewInput): void {
  const first = reviewed(input);
  for (const cause of first.report.causes.slice(0, MOST_CAUSES)) {
    const { patch, hidesSecrets, tried } = cause.fix;
    const files = first.patches.get(cause.id) ?? [];
    if (patch === null || tried === null) continue;
    if (!hidesSecrets) holdsTo(patch, files);
    const after = reviewed(withFiles(input, files)).report;
    holds(`the fix of ${cause.id} (${cause.rules.join()})`, first, after, SEVERITIES.indexOf(cause.severity), patch);
    const left = after.findings.filter(({ fingerprint }) => tried.ends.includes(fingerprint));
    if (left.length > 0)
      throw new Error(`the fix of ${cause.id} leaves ${left.map(({ rule }) => rule).join()}\n${patch}`);
  }
  const { files, report } = mended(input, first, () => true);
  const least = Math.min(...first.report.causes.map(({ severity }) => SEVERITIES.indexOf(severity)));
  holds('all fixes', first, report, least, files.map(({ after }) => after).join('\n'));
}

/** So many patches of one input are tried, the worst first. */
const MOST_CAUSES = 4;

function withFiles(input: ReviewInput, files: readonly ChangedFile[]): ReviewInput {
  const asked = files.flatMap(({ after }) => [...after.matchAll(/\$\{(\w+):?\?/g)].map(([, name = '']) => name));
  const { selection, tree } = input.head;
  const samples = new Map([...selection.samples, ...asked.map((name) => [name, 'sample'] as const)]);
  return { ...input, head: { ...input.head, tree: overlaid(tree, files), selection: { ...selection, samples } } };
}

function holds(what: string, { report: before }: Reviewed, after: Report, least: number, patch: string): void {
  const said = new Set(before.diagnostics.map(({ code, message }) => code + message));
  const errors = after.diagnostics.filter(
    ({ code, message, severity, revision }) => severity === 'error' && revision === 'head' && !said.has(code + message),
  );
  if (errors.length > 0) throw new Error(`${what} brings ${errors.map(({ message }) => message).join(' ')}\n${patch}`);
  const isKnown = knownFrom([...before.findings, ...before.excepted]);
  const worse = after.findings.filter((finding) => SEVERITIES.indexOf(finding.severity) >= least && !isKnown(finding));
  if (worse.length > 0) throw new Error(`${what} leads to ${worse.map(({ message }) => message).join(' ')}\n${patch}`);
}

/** That a unified diff makes of the files what was judged. */
function holdsTo(patch: string, files: readonly ChangedFile[]): void {
  const parts = patch.split(/^(?=--- )/m).filter((part) => /^--- .*\n\+\+\+ /.test(part));
  if (parts.length !== files.length)
    throw new Error(`a patch of ${String(files.length)} files has other files\n${patch}`);
  for (const [index, { before, after }] of files.entries()) {
    const made = patched(before.mark + before.text, parts[index] ?? '');
    if (made !== before.mark + after)
      throw new Error(`a patch makes other text than was judged\n${patch}\n${JSON.stringify(made)}`);
  }
}

/** `text` after the hunks of a unified diff of one file, as `git apply` reads them. */
function patched(text: string, diff: string): string | null {
  const old = text.split(/(?<=\n)/);
  const lines = diff.split('\n').slice(2, -1);
  const made: string[] = [];
  let at = 0;
  for (const [index, line] of lines.entries()) {
    const start = /^@@ -(\d+)(?:,(\d+))? /.exec(line);
    if (start !== null) {
      const from = Number(start[1]) - (start[2] === '0' ? 0 : 1);
      made.push(...old.slice(at, from));
      at = from;
    } else if (!line.startsWith('\\')) {
      const own = line.slice(1) + (lines[index + 1]?.startsWith('\\') === true ? '' : '\n');
      if (!line.startsWith('+') && old[at++] !== own) return null;
      if (!line.startsWith('-')) made.push(own);
    }
  }
  return [...made, ...old.slice(at)].join('');
}
