/**
 * How well zones are inferred from names and images alone: `zones.ts [FILE]`, with hand-made labels of services of public projects
 * (`fixtures/zones.json`: project → service → image, build folder, zone). Fails under 0.97 for data, edge and admin.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from '../src/compose/load.ts';
import { memoryTree } from '../src/io/memory-tree.ts';
import { zoneOf } from '../src/topology/zones/zones.ts';
import { NO_OPTIONS } from '../src/compose/options.ts';

/** Nothing but the name, the image and the build folder. */
const ABOUT = { projectId: 'project', overrides: [], isShared: false, isAwaited: false, written: null, built: null };

const LEAST = 0.97;
const ZONES = ['data', 'edge', 'admin'] as const;

interface Label {
  readonly image?: string;
  readonly build?: string;
  readonly zone: string;
}

const labels = read(process.argv.slice(2));
const judged = Object.entries(labels).flatMap(([id, services]) => inferred(id, services));

console.log(`${String(Object.keys(labels).length)} projects, ${String(judged.length)} services`);
for (const { id, name, image, zone, found, reason } of judged) {
  if (found !== zone) console.log(`${id} ${name} (${image}) is ${zone}, taken for ${found}: ${reason}`);
}
for (const zone of ZONES) {
  const both = judged.filter((service) => service.zone === zone && service.found === zone).length;
  const precision = both / Math.max(1, judged.filter(({ found }) => found === zone).length);
  const recall = both / Math.max(1, judged.filter((service) => service.zone === zone).length);
  console.log(`${zone}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
  if (Math.min(precision, recall) < LEAST) process.exitCode = 1;
}

type Labels = Readonly<Record<string, Readonly<Record<string, Label>>>>;

/** Ends with one line where the call or the file is wrong. */
function read([file = join(import.meta.dirname, '../fixtures/zones.json'), ...more]: readonly string[]): Labels {
  try {
    if (more.length > 0 || file.startsWith('-')) throw new Error('one argument at most, the file of labels');
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isLabels(found)) throw new Error(`${file} is not project → service → { image, build, zone }`);
    return found;
  } catch (error) {
    console.error(`zones.ts [FILE]: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(2);
  }
}

function isLabels(found: unknown): found is Labels {
  return (
    isRecord(found) &&
    Object.values(found).every(
      (services) =>
        isRecord(services) &&
        Object.values(services).every((label) => isRecord(label) && typeof label['zone'] === 'string'),
    )
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inferred(id: string, services: Readonly<Record<string, Label>>) {
  const compose = {
    services: Object.fromEntries(
      Object.entries(services).map(([name, { image, build }]) => [
        name,
        {
          ...(image === undefined ? {} : { image }),
          ...(build === undefined && image !== undefined ? {} : { build: build ?? '.' }),
        },
      ]),
    ),
  };
  const { project } = load({
    ...NO_OPTIONS,
    tree: memoryTree({ 'compose.yaml': JSON.stringify(compose) }, '/repo/project'),
    workingDirectory: '/repo/project',
    purpose: 'call',
  });
  return Object.entries(services).map(([name, { image, build, zone }]) => {
    const service = project?.services.get(name);
    const found = service === undefined ? null : zoneOf(service, { ...ABOUT, directory: project?.directory ?? null });
    return {
      id,
      name,
      image: image ?? build ?? '.',
      zone,
      found: found?.zone ?? 'not loaded',
      reason: found?.reason ?? '',
    };
  });
}
