/**
 * Whether suggested walls do what they say: `suggest.ts DIR… [--show ID]`, folders as for `fixes.ts`. Each patch goes through `git apply` on
 * copies of the files; the result is judged anew. Prints what is wrong with one, and how much of the excess is gone.
 */
import { resolve } from 'node:path';
import { patchOf } from '../src/fixes/patch/diff.ts';
import { overlaid } from '../src/fixes/overlaid.ts';
import { plainName } from '../src/topology/node-id.ts';
import { suggestion } from '../src/review/walls/suggest.ts';
import { type Case, casesIn, inputOf } from './fixes/cases.ts';
import { appliedByGit } from './fixes/git-apply.ts';
import { judgedState, losses } from './fixes/judged-state.ts';

const words = process.argv.slice(2);
const shownAt = words.indexOf('--show');
const shown = shownAt < 0 ? null : (words[shownAt + 1] ?? null);
const folders = words.filter((word, at) => !word.startsWith('--') && words[at - 1] !== '--show');
const gone: number[] = [];
const figures = { projects: 0, patched: 0, taken: 0, faults: 0, again: 0, excess: 0, left: 0 };

for (const one of folders.flatMap((folder) => casesIn(resolve(folder)))) {
  if (shown === null || one.id === shown) examine(one);
}
const sorted = [...gone].sort((a, b) => a - b);
const at = (part: number): string => `${((sorted[Math.floor(part * (sorted.length - 1))] ?? 0) * 100).toFixed(0)} %`;
console.log(
  `${String(figures.projects)} cases, ${String(gone.length)} with excess to data; ${String(figures.patched)} patches, git apply takes ${String(figures.taken)}, ` +
    `${String(figures.faults)} faults, ${String(figures.again)} suggest more when asked again`,
);
console.log(
  `excess to data: ${String(figures.excess)} before, ${String(figures.left)} after; gone by case: median ${at(0.5)}, tenths ${[0.1, 0.2, 0.3, 0.4, 0.6, 0.8].map(at).join(', ')}; all gone in ${String(gone.filter((part) => part === 1).length)}`,
);
if (figures.faults + figures.again > 0) process.exitCode = 1;

function examine(one: Case): void {
  figures.projects += 1;
  const input = inputOf({ ...one, base: null });
  const result = suggestion(input);
  const [before, after] = [result.before.excess.data.length, result.after.excess.data.length];
  if (before > 0) {
    gone.push((before - after) / before);
    figures.excess += before;
    figures.left += after;
    if (after > 0)
      console.log(
        `left: ${one.id} ${String(after)} of ${String(before)} ${result.after.excess.data
          .slice(0, 3)
          .map((way) => way.map(plainName).join('→'))
          .join(' ')} | ${result.left
          .map(({ service, why }) => `${plainName(service)} ${why}`)
          .slice(0, 3)
          .join('; ')}`,
      );
  }
  if (result.files.length === 0) return;
  figures.patched += 1;
  const { text, hidesSecrets } = patchOf(result.files);
  if (shown !== null) console.log(text);
  if (!hidesSecrets) {
    const applied = appliedByGit(one.head.tree, text);
    if ('reason' in applied) return fault(one.id, applied.reason);
  }
  figures.taken += 1;
  const harm = losses(judgedState(input, []), judgedState(input, result.files), 0);
  if (harm.length > 0) fault(one.id, harm.join('; '));
  const again = suggestion({ ...input, head: { ...input.head, tree: overlaid(input.head.tree, result.files) } });
  if (again.files.length > 0) {
    figures.again += 1;
    console.log(`again: ${one.id}\n${patchOf(again.files).text}`);
  }
}

function fault(id: string, why: string): void {
  figures.faults += 1;
  console.log(`fault: ${id} ${why}`);
}
