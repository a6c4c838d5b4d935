// Compares what is derived from recorded stacks with what a real Docker Engine let through.
// node scripts/engine-conformance.ts DIR… [--at-least FILE]: FILE holds { "recordings": N, "agreeing": N }.
import { join } from 'node:path';
import { judgementsOf, RELATIONS, type Judgement } from './engine-judgement.ts';
import { caseNames, engineCase } from './engine-recordings.ts';
import { folderArguments, holdsFloor } from './floor.ts';

const { folders, floor } = folderArguments('engine-conformance');
const tally = new Map<string, { agree: number; of: number }>(
  RELATIONS.map((relation) => [relation, { agree: 0, of: 0 }]),
);
let [recordings, agreeing, left] = [0, 0, 0];

for (const folder of folders) {
  for (const name of caseNames(folder)) {
    const found = engineCase(join(folder, name));
    if (!found.isJudged) left += 1;
    for (const recording of found.isJudged ? found.recordings : []) {
      const judgements = judgementsOf(found, recording);
      const wrong = judgements.filter(({ agrees }) => !agrees);
      recordings += 1;
      if (wrong.length === 0) agreeing += 1;
      for (const { relation, agrees } of judgements) count(relation, agrees);
      for (const judgement of wrong) show(`${name}${recording.suffix === '' ? '' : `.${recording.suffix}`}`, judgement);
    }
  }
}

for (const [relation, { agree, of }] of tally) console.log(`${relation.padEnd(12)} ${String(agree)} of ${String(of)}`);
console.log(`${String(agreeing)} of ${String(recordings)} recordings agree; ${String(left)} cases are not judged`);
process.exitCode = holdsFloor({ recordings, agreeing }, floor) ? 0 : 1;

function count(relation: string, agrees: boolean): void {
  const found = tally.get(relation);
  if (found === undefined) return;
  found.of += 1;
  if (agrees) found.agree += 1;
}

function show(where: string, { relation, expected, actual }: Judgement): void {
  const [known, derived] = [new Set(expected), new Set(actual)];
  console.log(`${where}: ${relation}`);
  for (const line of expected) if (!derived.has(line)) console.log(`  observed, not derived: ${line}`);
  for (const line of actual) if (!known.has(line)) console.log(`  derived, not observed: ${line}`);
}
