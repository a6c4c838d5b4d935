// Small inputs that are made to be slow, as processes of the built command with the memory and the computing that they may take.
// Times are told as multiples of what the command takes for an empty project here and now: machines differ, and do other things.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ATTACKS } from '../../bench/attacks.ts';

/** An empty project takes an eighth of a second where these take at most two; twice that is allowed. */
const MOST_TIMES = 32;
const MOST_MEGABYTES = 512;
/** No process computes longer, in seconds, whatever the machine. */
const STOPPED_AFTER = 60;

const WORST = [
  'ports: a range over an alias',
  'include: diamonds',
  'extends: many of one with much',
  'aliases: networks of many services',
  'aliases: environment of many services',
  'an env file of many services',
  'fronts and stores on one network',
  'subnets that overlap',
  'documents',
  'policy: rules of all for all',
  'policy: rules with gateways',
  'environment: variables',
  'causes: several of each of 60 services',
  'causes: several of each of 190 services',
  'causes: tiny projects with one each',
  'causes: a large file that many calls load',
  'policy: rules of what is not known',
  'command: words',
  'beside: one configuration file of many services',
];

const usage = `data:text/javascript,process.on('exit', () => { const { userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write('\\n' + JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6 }) + '\\n'); })`;

/** Seconds of computing, and the exit; `null`: it was stopped. */
function cost(files: Readonly<Record<string, string>>): { readonly seconds: number; readonly exit: number | null } {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bounds-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const node = [process.execPath, `--max-old-space-size=${String(MOST_MEGABYTES)}`, '--import', usage];
  const call = [...node, resolve('dist/cli.js'), 'check', '.', '--format', 'json'];
  const limited = `ulimit -t ${String(STOPPED_AFTER)}; exec "$@"`;
  const { status, stderr } = spawnSync('sh', ['-c', limited, 'sh', ...call], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  rmSync(folder, { recursive: true });
  const used = /\{"seconds":([\d.]+)\}\s*$/.exec(stderr)?.[1];
  return { seconds: used === undefined ? Infinity : Number(used), exit: status };
}

test.each(WORST)('%s', { timeout: 300_000 }, (name) => {
  const attack = ATTACKS.find((each) => each.name === name);
  if (attack === undefined) throw new Error(`no attack is called ${name}`);
  const empty = Math.max(...[1, 2].map(() => cost({ 'compose.yaml': 'services: {a: {image: x}}\n' }).seconds));
  const { seconds, exit } = cost(attack.files(1));
  expect([0, 1, 2]).toContain(exit);
  expect(seconds / empty).toBeLessThan(MOST_TIMES);
});
