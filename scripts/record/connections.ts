import { connect } from 'node:net';

/** Where to connect to: an address without brackets, and a port. */
export interface Target {
  readonly address: string;
  readonly port: number;
}

export interface Answer extends Target {
  /** What the other side called itself. */
  readonly name: string;
}

const MILLISECONDS = 1000;
const AT_ONCE = 60;

/** Those of `targets` that answer with a name, as this process sees them. A connection alone proves nothing: docker-proxy takes any. */
export async function connections(targets: readonly Target[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const waiting = [...targets];
  const next = async (): Promise<void> => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      // A busy machine may lose the first try.
      const name = (await nameAt(target)) || (await nameAt(target));
      if (name !== '') answers.push({ ...target, name });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return answers;
}

/** Empty, if nobody answers. */
function nameAt({ address, port }: Target): Promise<string> {
  return new Promise((resolve) => {
    let name = '';
    const socket = connect({ host: address, port });
    const end = (): void => {
      clearTimeout(late);
      socket.destroy();
      resolve(name.trim());
    };
    const late = setTimeout(end, MILLISECONDS);
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => (name += part));
    socket.on('error', end);
    socket.on('end', end);
  });
}
