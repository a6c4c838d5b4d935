import { spawn } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { NotPossible, output, run, type Bounds } from './command.ts';
import type { Answer, Target } from './connections.ts';
import { LAN, OUTSIDE } from './lan-addresses.ts';

/** A second machine beside the host: a network namespace, joined by a pair of interfaces. */
export interface Lan {
  readonly connections: (targets: readonly Target[]) => Promise<readonly Answer[]>;
  readonly remove: () => Promise<void>;
}

/** `null`, where this user may not make one. */
export async function lanBesideHost(bounds: Bounds): Promise<Lan | null> {
  if (process.getuid?.() !== 0) return null;
  if ((await run('ip', ['link', 'show', LAN.name])).ok)
    throw new NotPossible(`The interface ${LAN.name} exists already: another recording may be running.`);
  const program = join(import.meta.dirname, 'outside.ts');
  const child = spawn('unshare', ['--net', process.execPath, program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const failed = new Promise<never>((_, reject) => {
    child.on('error', reject);
    child.on('exit', () => {
      reject(new Error('The second machine stopped.'));
    });
  });
  failed.catch(() => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (targets: readonly Target[]): Promise<readonly Answer[]> => {
    child.stdin.write(`${JSON.stringify(targets)}\n`);
    const { value } = await Promise.race([lines.next(), failed]);
    return JSON.parse(String(value)) as readonly Answer[];
  };
  const remove = async (): Promise<void> => {
    child.kill('SIGKILL');
    await run('ip', ['link', 'delete', LAN.name]);
  };
  try {
    await Promise.race([hasOwnNamespace(child.pid ?? 0), failed]);
    for (const words of wiring(String(child.pid))) await output('ip', words, bounds);
    for (const words of addressesOutside())
      await output('nsenter', ['--net', '--target', String(child.pid), 'ip', ...words], bounds);
  } catch (error) {
    await remove();
    throw error;
  }
  return { connections: answer, remove };
}

async function hasOwnNamespace(pid: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (readlinkSync(`/proc/${String(pid)}/ns/net`) !== readlinkSync('/proc/self/ns/net')) return;
    await pause(20);
  }
  throw new Error('The network namespace of the second machine was not made.');
}

function wiring(pid: string): readonly (readonly string[])[] {
  return [
    ['link', 'add', LAN.name, 'type', 'veth', 'peer', 'name', LAN.name, 'netns', pid],
    ['address', 'add', `${LAN.ipv4}/24`, 'dev', LAN.name],
    ['-6', 'address', 'add', `${LAN.ipv6}/64`, 'dev', LAN.name, 'nodad'],
    ['link', 'set', LAN.name, 'up'],
    ['route', 'add', OUTSIDE.internet, 'via', OUTSIDE.ipv4],
    ['-6', 'route', 'add', OUTSIDE.internet6, 'via', OUTSIDE.ipv6],
  ];
}

/** It routes everything to the host, so that it tries the containers' own addresses. */
function addressesOutside(): readonly (readonly string[])[] {
  return [
    ['link', 'set', 'lo', 'up'],
    ['address', 'add', `${OUTSIDE.ipv4}/24`, 'dev', LAN.name],
    ['-6', 'address', 'add', `${OUTSIDE.ipv6}/64`, 'dev', LAN.name, 'nodad'],
    ['address', 'add', `${OUTSIDE.internet}/32`, 'dev', 'lo'],
    ['-6', 'address', 'add', `${OUTSIDE.internet6}/128`, 'dev', 'lo', 'nodad'],
    ['link', 'set', LAN.name, 'up'],
    ['route', 'add', 'default', 'via', LAN.ipv4],
    ['-6', 'route', 'add', 'default', 'via', LAN.ipv6],
  ];
}
