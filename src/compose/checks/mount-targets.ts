import type { Services } from './services.ts';
import { error, type Problems } from '../diagnostics.ts';
import { itemsOf, stringOf, valueOf } from '../yaml/nodes.ts';
import type { Node } from '../yaml/tree.ts';

/** A `tmpfs` is mounted where nothing else is. */
export function checkMountTargets(services: Services, problems: Problems): void {
  for (const [service, { value }] of services) {
    const taken = new Set<string>();
    for (const { target, at } of [...memoryOf(value), ...volumesOf(value)]) {
      if (taken.has(target))
        problems.push(error('target-taken', at, `The service ${service} mounts two things at ${target}. Keep one.`));
      taken.add(target);
    }
  }
}

interface Target {
  readonly target: string;
  readonly at: Node['at'];
}

function memoryOf(service: Node): readonly Target[] {
  return itemsOf(valueOf(service, 'tmpfs')).map((item) => ({
    target: stringOf(item)?.split(':', 1)[0] ?? '',
    at: item.at,
  }));
}

function volumesOf(service: Node): readonly Target[] {
  return itemsOf(valueOf(service, 'volumes')).map((item) => ({
    target: stringOf(valueOf(item, 'target')) ?? '',
    at: item.at,
  }));
}
