// Compares what is derived from recorded stacks with what a real engine let through, for each setting of it.
// node scripts/engine-conformance.ts DIR… [--at-least FILE]: DIR holds cases, or one folder of cases for each setting. FILE holds
// { "recordings": N, "agreeing": N }, and may hold how many agree of a setting by its name.
import { basename, join } from 'node:path';
import { judgementsOf, RELATIONS, type Judgement } from '../test/topology/engine-judgement.ts';
import { caseNames, engineCase, settingFolders } from '../test/topology/engine-recordings.ts';
import { folderArguments, holdsFloor } from './floor.ts';

interface Tally {
  agree: number;
  of: number;
}

const { folders, floor } = folderArguments('engine-conformance');
const relations = new Map<string, Tally>(RELATIONS.map((relation) => [relation, { agree: 0, of: 0 }]));
const settings = new Map<string, Tally>();
const undecided = new Set<string>();
let left = 0;

/** What the files do not say of a recording; the answer then is the more open one. */
const UNDECIDED: ReadonlyMap<string, string> = new Map([
  [
    'engine-28/m13-trusted-other-interface',
    'which interface of the host the LAN is on is in no file, so that any trusted one counts as it',
  ],
  [
    'engine-29-nftables/k009-single',
    'of two containers with ports on a routed network that is not their gateway network one was open and one was not (z016-single): the order in which the engine joins networks is in no file',
  ],
]);

for (const folder of folders.flatMap(settingFolders)) {
  const setting = basename(folder);
  for (const name of caseNames(folder)) {
    const found = engineCase(join(folder, name));
    if (!found.isJudged) left += 1;
    for (const recording of found.isJudged ? found.recordings : []) {
      const judgements = judgementsOf(found, recording, setting === 'udp' ? 'udp' : 'tcp');
      const wrong = judgements.filter(({ agrees }) => !agrees);
      count(settings, setting, wrong.length === 0);
      if (wrong.length > 0) undecided.add(`${setting}/${name}`);
      for (const { relation, agrees } of judgements) count(relations, relation, agrees);
      const suffix = recording.suffix === '' ? '' : `.${recording.suffix}`;
      for (const judgement of wrong) show(`${setting}/${name}${suffix}`, judgement);
    }
  }
}

for (const [name, reason] of UNDECIDED) if (undecided.has(name)) console.log(`${name} cannot be decided: ${reason}`);
for (const tally of [relations, settings]) {
  const width = Math.max(...[...tally.keys()].map(({ length }) => length)) + 2;
  for (const [name, { agree, of }] of tally) console.log(`${name.padEnd(width)}${String(agree)} of ${String(of)}`);
}
const all = [...settings.values()];
const recordings = all.reduce((sum, { of }) => sum + of, 0);
const agreeing = all.reduce((sum, { agree }) => sum + agree, 0);
console.log(`${String(agreeing)} of ${String(recordings)} recordings agree; ${String(left)} cases are not judged`);
const bySetting = floor === null ? {} : Object.fromEntries([...settings].map(([name, { agree }]) => [name, agree]));
process.exitCode = holdsFloor({ ...bySetting, recordings, agreeing }, floor) ? 0 : 1;

function count(tally: Map<string, Tally>, name: string, agrees: boolean): void {
  const found = tally.get(name) ?? { agree: 0, of: 0 };
  tally.set(name, found);
  found.of += 1;
  if (agrees) found.agree += 1;
}

function show(where: string, { relation, expected, actual }: Judgement): void {
  const [known, derived] = [new Set(expected), new Set(actual)];
  console.log(`${where}: ${relation}`);
  for (const line of expected) if (!derived.has(line)) console.log(`  observed, not derived: ${line}`);
  for (const line of actual) if (!known.has(line)) console.log(`  derived, not observed: ${line}`);
}
