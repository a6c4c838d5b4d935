import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { NotPossible, run, type Bounds } from './command.ts';

/** Image whose `/bin/busybox` every service of a recorded case runs. `remove` takes away what was built. */
export interface ProbeImage {
  readonly name: string;
  readonly remove: () => Promise<void>;
}

const BUILT = 'bulkhead-probe:latest';
const STORED = ['busybox:musl', 'busybox:latest'];

/** Built from the static busybox on PATH; else a busybox image that the engine has or can pull. */
export async function probeImage(bounds: Bounds): Promise<ProbeImage> {
  const remove = async (): Promise<void> => void (await run('docker', ['image', 'rm', '--force', BUILT]));
  if (await isBuilt(bounds)) return { name: BUILT, remove };
  await remove();
  for (const name of STORED) if (await answers(name, bounds)) return { name, remove: () => Promise.resolve() };
  const [name = ''] = STORED;
  await run('docker', ['pull', '--quiet', name], bounds);
  if (await answers(name, bounds)) return { name, remove: () => Promise.resolve() };
  throw new NotPossible(
    'Recording needs busybox: install a static one (Debian: busybox-static) or `docker pull busybox:musl`.',
  );
}

async function isBuilt(bounds: Bounds): Promise<boolean> {
  const file = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'busybox'))
    .find((path) => existsSync(path));
  if (file === undefined) return false;
  const archive = ['--create', '--file=-', '--dereference', '--absolute-names', '--transform=s,.*,bin/busybox,', file];
  const packed = await run('sh', ['-c', 'tar "$@" | docker import - "$0"', BUILT, ...archive], bounds);
  return packed.ok && (await answers(BUILT, bounds));
}

/** A busybox that needs libraries does not start in an image of its own. */
async function answers(image: string, bounds: Bounds): Promise<boolean> {
  const words = ['run', '--rm', '--pull=never', '--network=none', '--entrypoint=/bin/busybox', image, 'true'];
  return (await run('docker', words, bounds)).ok;
}
