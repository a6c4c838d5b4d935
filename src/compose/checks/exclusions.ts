import type { Services } from './services.ts';
import { error, type Problems } from '../diagnostics.ts';
import { goText } from '../go/text.ts';
import { entriesOf, isNull, stringOf, valueOf } from '../yaml/nodes.ts';
import type { Node } from '../yaml/tree.ts';

/** A service has an image or a build, one way of networking, one Dockerfile, one number for each limit. */
export function checkExclusions(services: Services, problems: Problems): void {
  for (const [name, { at, value }] of services) {
    if (!isWritten(value, 'image') && !isWritten(value, 'build') && !isWritten(value, 'provider')) {
      problems.push(error('no-image-or-build', at, `The service ${name} has neither an image nor a build.`));
    }
    const mode = valueOf(value, 'network_mode');
    if (mode !== undefined && stringOf(mode) !== '' && [...entriesOf(valueOf(value, 'networks'))].length > 0) {
      problems.push(
        error(
          'network-mode-and-networks',
          mode.at,
          `The service ${name} has a network_mode and networks, which exclude each other. Keep one.`,
        ),
      );
    }
    const build = valueOf(value, 'build');
    const inline = valueOf(build, 'dockerfile_inline');
    if (inline !== undefined && isWritten(build, 'dockerfile') && isWritten(build, 'dockerfile_inline')) {
      problems.push(
        error('two-dockerfiles', inline.at, `The service ${name} has a dockerfile and a dockerfile_inline. Keep one.`),
      );
    }
    for (const [own, path] of SAME)
      problems.push(...different(name, own, valueOf(value, own), path, valueAt(value, path)));
  }
}

/** Older attributes and what says the same under `deploy`. */
const SAME: readonly (readonly [string, readonly string[]])[] = [
  ['scale', ['deploy', 'replicas']],
  ['cpus', ['deploy', 'resources', 'limits', 'cpus']],
  ['mem_limit', ['deploy', 'resources', 'limits', 'memory']],
  ['mem_reservation', ['deploy', 'resources', 'reservations', 'memory']],
  ['pids_limit', ['deploy', 'resources', 'limits', 'pids']],
];

function different(
  service: string,
  own: string,
  one: Node | undefined,
  path: readonly string[],
  other: Node | undefined,
): ReturnType<typeof error>[] {
  if (one?.kind !== 'scalar' || other?.kind !== 'scalar') return [];
  // No limit is written as 0; no container is, too, but that is a number of its own.
  if (own !== 'scale' && (isZero(one.value) || isZero(other.value))) return [];
  if (Number(goText(one)) === Number(goText(other))) return [];
  return [
    error(
      'different-limits',
      one.at,
      `The service ${service} has different values for ${own} and ${path.join('.')}, which mean the same. Keep one.`,
    ),
  ];
}

function isZero(value: unknown): boolean {
  return value === null || value === 0 || value === '' || value === '0';
}

function valueAt(node: Node, path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>(valueOf, node);
}

function isWritten(node: Node | undefined, key: string): boolean {
  const value = valueOf(node, key);
  return value !== undefined && !isNull(value) && stringOf(value) !== '';
}
