// What small inputs that are made to be slow cost the built command, as processes of their own. node bench/bounds.ts [NAME]
// Held to, for each: 2 s of computing and 512 MB.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ATTACKS, type Attack } from './attacks.ts';

const MOST_SECONDS = 2;
const MOST_MEGABYTES = 512;
const command = resolve('dist/cli.js');
/** Tells on the last line of stderr what the process used. */
const usage = `data:text/javascript,process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write('\\n' + JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }) + '\\n'); })`;

const only = process.argv[2] ?? '';
let over = 0;
for (const attack of ATTACKS) if (attack.name.includes(only)) report(attack);
process.exitCode = over > 0 ? 1 : 0;

function report(attack: Attack): void {
  const { seconds, megabytes, exit, bytes } = cost(attack.files(1));
  const isOver = seconds > MOST_SECONDS || megabytes > MOST_MEGABYTES || exit === null || exit > 2;
  if (isOver) over++;
  const half = isOver ? cost(attack.files(0.5)).seconds : null;
  console.log(
    [
      isOver ? 'OVER' : 'ok  ',
      `${seconds.toFixed(2)} s`,
      `${megabytes.toFixed(0)} MB`,
      `exit ${String(exit)}`,
      `${String(bytes)} bytes`,
      attack.name,
      half === null ? '' : `(half the size: ${half.toFixed(2)} s)`,
    ].join('  '),
  );
}

function cost(files: Readonly<Record<string, string>>): {
  readonly seconds: number;
  readonly megabytes: number;
  readonly exit: number | null;
  readonly bytes: number;
} {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bounds-'));
  let bytes = 0;
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    bytes += text.length;
  }
  // What computes far too long is stopped by the system: a limit of time would depend on what else the machine does.
  const call = [process.execPath, '--import', usage, command, 'check', '.', '--format', 'json'];
  const { status, stderr } = spawnSync('sh', ['-c', `ulimit -t ${4 * MOST_SECONDS}; exec "$@"`, 'sh', ...call], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  rmSync(folder, { recursive: true });
  const [last = ''] = stderr.trimEnd().split('\n').slice(-1);
  const used = last.startsWith('{"seconds"') ? (JSON.parse(last) as { seconds: number; megabytes: number }) : null;
  return { seconds: used?.seconds ?? Infinity, megabytes: used?.megabytes ?? Infinity, exit: status, bytes };
}
