/**
 * How loud the rules are on real projects: `noise.ts DIR [--list [RULE]] [--sample N] [--at-least-severity low]`.
 * Counts findings per project and per rule under the default policy, over recorded projects that Docker Compose accepts.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { RULES } from '../src/rules/index.ts';
import { isAtLeast } from '../src/policy/severity.ts';
import { judged, recordedProjects } from './recorded-projects.ts';

const MEDIAN_ANY = 3;
const MEDIAN_HIGH = 1;
const SHARE = 0.4;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: 'boolean' }, rule: { type: 'string' }, sample: { type: 'string' } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('usage: noise.ts DIR [--list] [--rule ID] [--sample N]');
  process.exit(2);
}

const projects = recordedProjects(resolve(folder)).filter(({ category }) => category === 'project');
const results = projects.flatMap((project) => {
  const result = judged(project);
  if (result === null) console.log(`not loaded: ${project.id}`);
  // Recordings bring env files that were made up for them, and no `.gitignore`: whose these are says nothing.
  const written = result?.findings.filter(({ violation }) => /\.ya?ml$/.test(violation.at.file)) ?? [];
  return result === null ? [] : [{ id: project.id, findings: written }];
});

const counts = results.map(({ findings }) => findings.length);
const high = results.map(({ findings }) => findings.filter(({ severity }) => isAtLeast(severity, 'high')).length);
const shares = RULES.map(({ id }) => ({
  id,
  projects: results.filter(({ findings }) => findings.some(({ rule }) => rule === id)).length,
  findings: results.flatMap(({ findings }) => findings.filter(({ rule }) => rule === id)).length,
}));

if (flags.list === true || flags.rule !== undefined || flags.sample !== undefined) list();
console.log(`${String(results.length)} projects, ${String(counts.reduce((sum, count) => sum + count, 0))} findings`);
console.log(
  `median per project: ${String(median(counts))} (at most ${String(MEDIAN_ANY)}), high and above: ${String(median(high))} (at most ${String(MEDIAN_HIGH)})`,
);
console.log(
  `most: ${results
    .map(({ id, findings }) => ({ id, count: findings.length }))
    .sort((a, b) => b.count - a.count)
    .slice(0, 5)
    .map(({ id, count }) => `${id} ${String(count)}`)
    .join(', ')}`,
);
for (const { id, projects: share, findings } of [...shares].sort((a, b) => b.projects - a.projects)) {
  console.log(`${percent(share)} of projects, ${String(findings).padStart(5)} findings  ${id}`);
}
const tooLoud = shares.filter((share) => share.projects > results.length * SHARE).map(({ id }) => id);
if (median(counts) > MEDIAN_ANY || median(high) > MEDIAN_HIGH || tooLoud.length > 0) {
  console.log(`too loud${tooLoud.length === 0 ? '' : `: ${tooLoud.join(', ')}`}`);
  process.exitCode = 1;
}

/** Findings to read one by one; `--sample N` takes N of them, spread evenly over all. */
function list(): void {
  const all = results.flatMap(({ id, findings }) =>
    findings
      .filter(({ rule }) => flags.rule === undefined || rule === flags.rule)
      .map((finding) => ({ id, ...finding })),
  );
  const step = flags.sample === undefined ? 1 : Math.max(1, all.length / Number(flags.sample));
  for (let at = step / 2; at < all.length; at += step) {
    const finding = all[Math.floor(at)];
    if (finding === undefined) continue;
    const { id, rule, severity, violation } = finding;
    console.log(`${id} ${violation.at.file}:${String(violation.at.line)} ${severity} ${rule}: ${violation.message}`);
  }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

function percent(share: number): string {
  return `${((100 * share) / Math.max(1, results.length)).toFixed(0).padStart(3)} %`;
}
