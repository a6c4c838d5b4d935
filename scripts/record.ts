// Starts a case on the Docker Engine at hand and records who connects to whom, in the format of fixtures/engine.
// node scripts/record.ts CASE… [--suffix NAME]: CASE is a folder with compose.yaml or with one folder per project; the recording is
// written beside it, as observed.json or observed.NAME.json.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { NotPossible, type Bounds } from './record/command.ts';
import { engineAtHand, type Engine } from './record/engine.ts';
import { engineNetworks } from './record/host-addresses.ts';
import { lanBesideHost } from './record/lan.ts';
import { observations } from './record/observe.ts';
import { probeImage, type ProbeImage } from './record/probe-image.ts';
import { caseAt } from './record/recorded-case.ts';
import { recordingOf, writeBeside } from './record/recording.ts';
import { startAll, type Undo } from './record/start.ts';
import { stationsOf } from './record/stations.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { suffix: { type: 'string' } } });
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    stop.abort();
  });

await main();

async function main(): Promise<void> {
  const undo: Undo = [];
  try {
    const cases = positionals.map((name) => resolve(name)).filter((folder) => existsSync(folder));
    if (positionals.length === 0 || cases.length < positionals.length)
      throw new NotPossible('usage: record CASE… [--suffix NAME], where each CASE is a folder.');
    const engine = await engineAtHand();
    const image = await probeImage({ signal: stop.signal });
    undo.push(image.remove);
    for (const folder of cases) await record(folder, engine, image);
  } catch (error) {
    if (stop.signal.aborted) console.error('Stopped; everything that was started is removed.');
    else if (error instanceof NotPossible) console.error(error.message);
    else throw error;
    process.exitCode = 2;
  } finally {
    await undoAll(undo);
  }
}

async function record(folder: string, engine: Engine, { name: image }: ProbeImage): Promise<void> {
  const found = caseAt(folder);
  const undo: Undo = [];
  const bounds: Bounds = { signal: AbortSignal.any([stop.signal, AbortSignal.timeout(600_000)]) };
  try {
    const scratch = mkdtempSync(join(tmpdir(), 'bulkhead-record-'));
    undo.push(() => Promise.resolve(rmSync(scratch, { recursive: true })));
    const lan = await lanBesideHost(bounds);
    if (lan === null) console.error('Not root: what leaves the host and what comes from outside is not observed.');
    else undo.push(lan.remove);
    const started = await startAll(found, { image, scratch, bounds, undo });
    const file = join(folder, values.suffix === undefined ? 'observed.json' : `observed.${values.suffix}.json`);
    if ('stage' in started) {
      write(file, recordingOf(found, engine, started));
      console.log(`${basename(folder)}: refused at ${started.stage}: ${started.message}`);
      return;
    }
    await pause(500, undefined, { signal: stop.signal });
    const stations = await stationsOf(started, found.isMany, bounds);
    const networks = await engineNetworks(bounds);
    const observed = await observations(stations, networks, lan, bounds);
    write(file, recordingOf(found, engine, { stations, networks, observed }));
    writeBeside(found, stations);
    console.log(`${basename(folder)}: recorded ${String(stations.length)} services`);
  } finally {
    await undoAll(undo);
  }
}

/** Every step is tried, the last first. */
async function undoAll(undo: Undo): Promise<void> {
  for (const step of undo.reverse()) {
    await step().catch((error: unknown) => {
      console.error(error);
    });
  }
}

function write(file: string, recording: unknown): void {
  writeFileSync(file, `${JSON.stringify(recording, null, 1)}\n`);
}
