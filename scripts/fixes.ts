/**
 * Whether the fixes of causes do what they say: `fixes.ts DIR… [--at-least FILE] [--show N]`. A folder in DIR is a recorded project
 * (`project.json`), a change of one (`pair.json`, as a review of `base` and `head`) or a repository. Each patch, and the one for all that fails
 * the gate, goes through `git apply` on copies of the files; the result is judged anew, apart from where fixes are tried. `--show N` prints each
 * patch whose number N divides.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ChangedFile } from '../src/fixes/apply.ts';
import { lineHunks } from '../src/words/line-hunks.ts';
import { SEVERITIES, type Severity } from '../src/policy/severity.ts';
import type { ReviewInput, ReviewSide } from '../src/review/input.ts';
import type { ReportCause } from '../src/review/report/report.ts';
import { reviewed } from '../src/review/review.ts';
import { type Case, casesIn, inputOf } from './fixes/cases.ts';
import { appliedByGit } from './fixes/git-apply.ts';
import { judgedState, losses, type JudgedState } from './fixes/judged-state.ts';

const words = process.argv.slice(2);
const [floorFile, shownEvery] = [valueOf('--at-least'), valueOf('--show')];
const folders = words.filter((word, at) => !word.startsWith('--') && words[at - 1]?.startsWith('--') !== true);
if (folders.length === 0) {
  console.error('usage: fixes.ts DIR… [--at-least FILE] [--show N]');
  process.exit(2);
}

const figures = {
  causes: 0,
  patched: 0,
  elsewhere: 0,
  taken: 0,
  refused: 0,
  hiding: 0,
  gone: 0,
  stays: 0,
  harms: 0,
  wholes: 0,
  opening: 0,
  inverse: 0,
  openingOld: 0,
  inverseOld: 0,
};
/** What no line of the files can mend: the rule has no words for it in YAML, or what is used is written nowhere. */
const ELSEWHERE = /^the rule knows no edit$|no file says (which of them are used|whether it can do without)/u;

const reasons = new Map<string, number>();
for (const one of folders.flatMap((folder) => casesIn(resolve(folder)))) examine(one);

for (const [reason, count] of [...reasons].sort(([, a], [, b]) => b - a))
  console.log(`${String(count).padStart(5)}  ${reason}`);
const {
  causes,
  patched,
  elsewhere,
  taken,
  refused,
  hiding,
  gone,
  stays,
  harms,
  wholes,
  opening,
  inverse,
  openingOld,
  inverseOld,
} = figures;
const share = (part: number, whole: number): string => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);
console.log(
  `${String(patched)} of ${String(causes)} causes have a patch (${share(patched, causes)}); of ${String(causes - elsewhere)} that lie in the files ${share(patched, causes - elsewhere)}`,
);
if (opening > 0)
  console.log(
    `${String(inverse)} of ${String(opening)} changes that opened reach are taken back by what is shown (${share(inverse, opening)}), ${inverseOld} of ${openingOld} among services that were there (${share(inverseOld, openingOld)})`,
  );
console.log(
  `git apply takes ${String(taken)} of ${String(taken + refused)} patches (${String(wholes)} for all that fails), ${String(hiding)} hide a credential; ` +
    `after ${String(gone)} the findings are gone, after ${String(stays)} one stays, ${String(harms)} do harm`,
);
const least =
  floorFile === null ? {} : (JSON.parse(readFileSync(floorFile, 'utf8')) as Readonly<Record<string, number>>);
const reached: Readonly<Record<string, number>> = {
  patched: percent(patched, causes - elsewhere),
  inverse: percent(inverse, opening),
  'inverse-among-old': percent(inverseOld, openingOld),
};
for (const [name, floor] of Object.entries(least)) {
  if ((reached[name] ?? 0) >= floor) continue;
  console.log(`${name}: ${String(reached[name])} % is less than ${String(floor)} %`);
  process.exitCode = 1;
}
if (refused + stays + harms > 0) process.exitCode = 1;

function valueOf(name: string): string | null {
  const at = words.indexOf(name);
  return at < 0 ? null : (words[at + 1] ?? null);
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((1000 * part) / whole) / 10;
}

function examine(one: Case): void {
  const { id, base, head, opens } = one;
  const input = inputOf(one);
  const { report, patches } = reviewed(input);
  const told = report.causes.filter(({ status }) => status === 'new');
  if (told.length === 0) return;
  const before = judgedState(input, []);
  for (const cause of told) {
    figures.causes += 1;
    const files = patches.get(cause.id) ?? [];
    if (cause.fix.patch === null) without(id, cause);
    else if (files.length === 0) fault('stays', id, cause, 'the patch changes nothing');
    else check(id, cause, files, before, input);
  }
  const whole = report.fix;
  if (whole !== null && !whole.hidesSecrets) {
    figures.wholes += 1;
    const applied = appliedByGit(head.tree, whole.patch);
    if ('reason' in applied) fault('refused', id, null, applied.reason);
    else {
      figures.taken += 1;
      const after = judgedState(input, applied.files);
      const ended = report.causes.filter(({ blocking, id: each }) => blocking && !whole.left.includes(each));
      verdict(
        id,
        null,
        ended.flatMap(({ findings }) => findings),
        worst(ended),
        before,
        after,
      );
    }
  }
  const ways = new Set(report.findings.filter(({ path }) => path.length > 0).map(({ fingerprint }) => fingerprint));
  const reach = told.filter(({ findings: [first = ''] }) => ways.has(first));
  if (!opens || base === null || reach.length === 0) return;
  figures.opening += 1;
  const files = reach.map((cause) => patches.get(cause.id) ?? []).find((all) => all.length > 0) ?? [];
  const isOfOld = !opensByNew(report.change?.services.added ?? [], reach);
  if (isOfOld) figures.openingOld += 1;
  if (files.length > 0 && files.every((file) => isInverse(file, base))) {
    figures.inverse += 1;
    if (isOfOld) figures.inverseOld += 1;
  } else console.log(`not the inverse: ${id}\n${reach.map(({ fix }) => fix.patch ?? fix.caveat).join('')}`);
}

/** Whether a service that the change adds takes part in all that it opened. */
function opensByNew(added: readonly string[], causes: readonly ReportCause[]): boolean {
  const isNew = (id: string): boolean => added.includes(id) || added.includes(id.slice(id.lastIndexOf('/') + 1));
  return causes.every(({ services }) => services.some(isNew));
}

function worst(all: readonly ReportCause[]): Severity {
  return SEVERITIES[Math.min(...all.map(({ severity }) => SEVERITIES.indexOf(severity)))] ?? 'low';
}

function check(
  id: string,
  cause: ReportCause,
  files: readonly ChangedFile[],
  before: JudgedState,
  input: ReviewInput,
): void {
  figures.patched += 1;
  const { patch, hidesSecrets } = cause.fix;
  if (shownEvery !== null && figures.patched % Number(shownEvery) === 0)
    console.log(
      `--- ${id} ${cause.severity} ${cause.rules.join(', ')}\n${cause.message}\n${cause.fix.summary} ${cause.fix.caveat ?? ''}\n${patch ?? ''}${cause.fix.tried?.after.join('\n') ?? ''}\n`,
    );
  if (hidesSecrets) figures.hiding += 1;
  else {
    const applied = appliedByGit(input.head.tree, patch ?? '');
    const texts = new Map('reason' in applied ? [] : applied.files.map(({ name, after }) => [name, after]));
    if ('reason' in applied) return fault('refused', id, cause, applied.reason);
    const other = files.find(({ name, after }) => texts.get(name) !== after);
    if (other !== undefined) return fault('refused', id, cause, `git makes another text of ${other.name}`);
    figures.taken += 1;
  }
  verdict(id, cause, cause.findings, cause.severity, before, judgedState(input, files));
}

function verdict(
  id: string,
  cause: ReportCause | null,
  fingerprints: readonly string[],
  severity: Severity,
  before: JudgedState,
  after: JudgedState,
): void {
  const left = fingerprints.find((one) => after.findings.has(one));
  if (left !== undefined) return fault('stays', id, cause, `${after.findings.get(left)?.rule ?? ''} is found again`);
  figures.gone += 1;
  const harm = losses(before, after, SEVERITIES.indexOf(severity));
  if (harm.length > 0) fault('harms', id, cause, harm.join('; '));
}

function fault(kind: 'refused' | 'stays' | 'harms', id: string, cause: ReportCause | null, why: string): void {
  figures[kind] += 1;
  console.log(`${kind}: ${id} ${cause === null ? 'all' : cause.rules.join(', ')}: ${why}`);
}

/** Why there is none, without names. */
function without(id: string, { rules, fix }: ReportCause): void {
  const why = /(No patch|It cannot be written) .*$/u.exec(fix.caveat ?? '')?.[0] ?? 'the rule knows no edit';
  const reason = `${rules[0] ?? ''}: ${why.replace(/`[^`]*`/gu, '…')}`;
  if (ELSEWHERE.test(why)) figures.elsewhere += 1;
  reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  if (shownEvery !== null) console.log(`none: ${id} ${rules[0] ?? ''}: ${fix.caveat ?? ''}`);
}

/** Whether each line that a change takes out or puts in makes the file more like it was. */
function isInverse({ name, before, after, splices }: ChangedFile, { tree }: ReviewSide): boolean {
  const read = tree.read(`${tree.root}/${name}`);
  const base = read.kind === 'file' ? read.text : '';
  return splices.length > 0 && distance(base, after) <= distance(base, before.text) - distance(before.text, after);
}

function distance(one: string, other: string): number {
  return lineHunks(one, other).reduce((sum, { from, to }) => sum + from.end - from.start + to.end - to.start, 0);
}
