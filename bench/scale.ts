// From loaded projects to flows and paths, at two sizes. node bench/scale.ts
// Held to: 3 s and 500 MB at the first size; at most 12 times the time at ten times the services.
import { DEFAULT_ASSUMPTIONS } from '../src/topology/assumptions.ts';
import { topologyOf } from '../src/topology/topology-of.ts';
import { flowsOf } from '../src/flows/flows-of.ts';
import { standingPaths } from '../src/flows/standing-paths.ts';
import { groupsOf } from '../src/topology/build/groups.ts';
import { projectOf, type Size } from './workspace.ts';

const FIRST: Size = { services: 10_000, networks: 3_000, attachments: 30_000, ports: 1_000 };
const TENFOLD: Size = { services: 100_000, networks: 30_000, attachments: 300_000, ports: 10_000 };

const only = process.argv[2];
const first = only === 'tenfold' ? 0 : measured('10,000 services', FIRST);
const tenfold = only === 'first' ? 0 : measured('100,000 services', TENFOLD);
if (only === undefined) {
  console.log(`ten times the services: ${(tenfold / first).toFixed(1)} times the time`);
  process.exitCode = first <= 3_000 && tenfold <= 12 * first ? 0 : 1;
}

function measured(name: string, size: Size): number {
  const projects = [{ id: 'scale', project: projectOf(size) }];
  const start = performance.now();
  let paths = 0;
  const steps: string[] = [];
  const step = <T>(label: string, work: () => T): T => {
    const from = performance.now();
    const result = work();
    steps.push(`${label} ${(performance.now() - from).toFixed(0)}`);
    return result;
  };
  for (const group of groupsOf(projects, DEFAULT_ASSUMPTIONS)) {
    const { topology } = step('topology', () => topologyOf(group, DEFAULT_ASSUMPTIONS));
    const flows = step('flows', () => flowsOf(topology, DEFAULT_ASSUMPTIONS));
    paths += step('paths', () => standingPaths({ topology, flows })).length;
  }
  const time = performance.now() - start;
  const memory = process.memoryUsage().rss / 1024 / 1024;
  console.log(
    `${name}: ${time.toFixed(0)} ms (${steps.join(', ')} ms), ${memory.toFixed(0)} MB, ${String(paths)} paths`,
  );
  return time;
}
