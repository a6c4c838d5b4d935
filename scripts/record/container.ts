import { output, type Bounds } from './command.ts';
import type { Answer, Target } from './connections.ts';

/** Command of a service: on every port of `listens` it answers with `name`. */
export function answering(name: string, listens: readonly number[]): string {
  const servers = listens.map(
    (port) => `/bin/busybox nc ${LISTENING} -p ${String(port)} -e /bin/busybox echo ${name} &`,
  );
  return [...servers, 'exec /bin/busybox tail -f /dev/null'].join(' ');
}

/** As many connections wait to be taken as there are `l`s; one more drops out. */
const LISTENING = `-${'l'.repeat(100)}`;

/** A busy machine may lose the first try. */
const SCRIPT = `
answer() { /bin/busybox timeout 3 /bin/busybox nc -w 1 "$1" "$2" </dev/null 2>/dev/null; }
started=0
while read -r address port; do
  { name=$(answer "$address" "$port"); echo "$address $port \${name:-$(answer "$address" "$port")}"; } &
  started=$((started + 1))
  [ $((started % 80)) -eq 0 ] && wait
done
wait
`;

/** Those of `targets` that answer with a name, as the container sees them. */
export async function connectionsFrom(
  container: string,
  targets: readonly Target[],
  bounds: Bounds,
): Promise<readonly Answer[]> {
  const input = targets.map(({ address, port }) => `${address} ${String(port)}\n`).join('');
  const words = ['exec', '--interactive', '--user=0', container, '/bin/busybox', 'sh', '-c', SCRIPT];
  const text = await output('docker', words, { ...bounds, seconds: 120, input });
  return text.split('\n').flatMap((line) => {
    const [address, port, name] = line.split(' ');
    return address === undefined || !name ? [] : [{ address, port: Number(port), name }];
  });
}
