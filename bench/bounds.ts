// What small inputs that are made to be slow cost the built command, as processes of their own. node bench/bounds.ts [NAME…]
// Held to, for each: 2 s of computing and 512 MB.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Attack } from './attack.ts';
import { ATTACKS } from './attacks.ts';

const MOST_SECONDS = 2;
const MOST_MEGABYTES = 512;
const command = resolve('dist/cli.js');
const AUTHOR = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
/** Tells on the last line of stderr what the process used. */
const usage = `data:text/javascript,process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write('\\n' + JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }) + '\\n'); })`;

const wanted = process.argv.slice(2);
let over = 0;
for (const attack of ATTACKS)
  if (wanted.length === 0 || wanted.some((name) => attack.name.includes(name))) report(attack);
process.exitCode = over > 0 ? 1 : 0;

function report(attack: Attack): void {
  const { seconds, megabytes, exit, bytes } = cost(attack, 1);
  const isOver = seconds > MOST_SECONDS || megabytes > MOST_MEGABYTES || exit === null || exit > 2;
  if (isOver) over++;
  const half = isOver && Number.isFinite(seconds) ? cost(attack, 0.5).seconds : null;
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

function cost(
  { files, before }: Attack,
  size: number,
): {
  readonly seconds: number;
  readonly megabytes: number;
  readonly exit: number | null;
  readonly bytes: number;
} {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bounds-'));
  if (before !== undefined) {
    write(folder, before(size));
    for (const call of [
      ['init', '-q'],
      ['add', '-A'],
      [...AUTHOR, 'commit', '-qm', 'before'],
    ])
      spawnSync('git', call, { cwd: folder });
  }
  const bytes = write(folder, files(size));
  // What computes far too long is stopped by the system: a limit of time would depend on what else the machine does.
  const call = [
    process.execPath,
    '--import',
    usage,
    command,
    ...(before === undefined ? ['check', '.'] : ['diff', 'HEAD']),
    '--format',
    'json',
  ];
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

/** Gives how many letters there are. */
function write(folder: string, files: Readonly<Record<string, string>>): number {
  let letters = 0;
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    letters += text.length;
  }
  return letters;
}
