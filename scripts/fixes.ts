/**
 * Whether the fixes do what they say: `fixes.ts DIR`. The edits of each fix of each recorded project are made to its files, in memory, and
 * what the rules say of the result is compared; its patch goes to `git apply --check`, unless it hides a secret. What stays, and why, is in
 * `STAYING`.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { FileTree } from '../src/compose/file-tree.ts';
import { apply, type ChangedFile } from '../src/fixes/apply.ts';
import { patchOf } from '../src/fixes/patch/diff.ts';
import { filesIn } from '../src/fixes/open-files.ts';
import { overlaid } from '../src/fixes/overlaid.ts';
import { diskTree } from '../src/io/disk/tree.ts';
import { judgedFiles, recordedProjects, type JudgedFiles, type JudgedProject } from './recorded-projects.ts';

type Finding = JudgedProject['findings'][number];
type Outcome = 'gone' | 'stays' | 'breaks the files' | 'refused' | 'no edits';

/** A console keeps the engine that it is for, which fewer then reach; in a command line only its author can put a variable. */
const STAYING: ReadonlySet<string> = new Set(['host-control', 'secret-in-environment']);

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  console.error('usage: fixes.ts DIR');
  process.exit(2);
}

const counts = new Map<string, Map<Outcome, number>>();
const patches = { taken: 0, refused: 0, hiding: 0 };
for (const project of recordedProjects(resolve(directory)).filter(({ category }) => category === 'project')) {
  const tree = remembering(diskTree(project.folder));
  const open = filesIn(tree);
  const judge = (seen: FileTree, env: Readonly<Record<string, string>>, ...rules: readonly string[]): JudgedFiles =>
    judgedFiles({
      ...project,
      workdir: resolve(project.folder, project.workdir),
      tree: seen,
      env: { ...env, ...project.env },
      ...(rules.length === 0 ? {} : { rules }),
    });
  const before = judge(tree, {});
  for (const finding of before.judged?.findings ?? []) {
    const { edits } = finding.violation.fix;
    const applied = apply(open, edits);
    const told = (outcome: Outcome, why = ''): void => count(project.id, finding, outcome, why);
    if (edits.length === 0) told('no edits');
    else if (applied.kind === 'refused') told('refused', applied.reason);
    else {
      checkPatch(project.id, project.folder, finding, applied.files);
      const names = applied.files.flatMap(({ after }) => [...after.matchAll(/\$\{(\w+):\?\}/g)]);
      const values = Object.fromEntries(names.map(([, name = '']) => [name, 'x']));
      told(...outcomeOf(before, judge(overlaid(tree, applied.files), values, finding.rule), finding));
    }
  }
}

for (const [rule, outcomes] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const texts = [...outcomes].map(([outcome, number]) => `${String(number)} ${outcome}`);
  console.log(`${rule.padEnd(32)} ${texts.join(', ')}`);
}
const all = [...counts.values()].flatMap((outcomes) => [...outcomes]);
const sum = (wanted: Outcome): string => String(all.reduce((so, [outcome, n]) => so + (outcome === wanted ? n : 0), 0));
console.log(
  `git apply --check takes ${String(patches.taken)} of ${String(patches.taken + patches.refused)} patches; ${String(patches.hiding)} hide a secret and are applied by their edits`,
);
console.log(
  `${String(all.reduce((so, [, n]) => so + n, 0))} fixes: after ${sum('gone')} the finding is gone, after ${sum('stays')} it stays; ` +
    `${sum('no edits')} have no edits, ${sum('refused')} cannot be made, ${sum('breaks the files')} break the files`,
);

/** `tree` with each file read once. */
function remembering(tree: FileTree): FileTree {
  const known = new Map<string, ReturnType<FileTree['read']>>();
  return {
    ...tree,
    read: (path) => {
      const read = known.get(path) ?? tree.read(path);
      known.set(path, read);
      return read;
    },
  };
}

function outcomeOf(before: JudgedFiles, after: JudgedFiles, { rule, violation }: Finding): [Outcome, string] {
  const errors = ({ diagnostics }: JudgedFiles): readonly string[] =>
    diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  const known = new Set(errors(before));
  const [broken] = errors(after).filter((message) => !known.has(message));
  if (after.judged === null || broken !== undefined) return ['breaks the files', broken ?? ''];
  const isThere = after.judged.findings.some(
    (other) =>
      other.rule === rule &&
      other.violation.subject === violation.subject &&
      other.violation.identity === violation.identity,
  );
  return [isThere ? 'stays' : 'gone', ''];
}

function checkPatch(id: string, folder: string, { rule }: Finding, files: readonly ChangedFile[]): void {
  const { text, hidesSecrets } = patchOf(files);
  if (hidesSecrets) {
    patches.hiding += 1;
    return;
  }
  const { status, stderr } = spawnSync('git', ['apply', '--check', '-'], {
    cwd: folder,
    input: text,
    encoding: 'utf8',
  });
  if (status === 0) patches.taken += 1;
  else {
    patches.refused += 1;
    process.exitCode = 1;
    console.log(`git apply refuses: ${id} ${rule}: ${stderr.trim()}\n${text}`);
  }
}

function count(id: string, { rule, violation }: Finding, outcome: Outcome, why: string): void {
  const outcomes = counts.get(rule) ?? new Map<Outcome, number>();
  counts.set(rule, outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1));
  const isFault = outcome === 'refused' || outcome === 'breaks the files';
  if (!isFault && (outcome !== 'stays' || STAYING.has(rule))) return;
  console.log(`${outcome}: ${id} ${rule}: ${violation.message}${why === '' ? '' : ` (${why})`}`);
  process.exitCode = 1;
}
