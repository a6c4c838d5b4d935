import { itemsOf, mapAt, stringOf, valueOf } from '../yaml/nodes.ts';
import type { MapNode, Node } from '../yaml/tree.ts';

/** Names of the services that `profiles` start: those without a profile, and those of which one is named. `*` names all. */
export function activeServices(model: MapNode, profiles: readonly string[]): ReadonlySet<string> {
  const wanted = new Set(profiles);
  const active = new Set<string>();
  for (const [name, { value }] of mapAt(model, 'services')?.entries ?? [])
    if (isActive(value, wanted)) active.add(name);
  return active;
}

function isActive(service: Node, wanted: ReadonlySet<string>): boolean {
  const own = itemsOf(valueOf(service, 'profiles')).flatMap((profile) => stringOf(profile) ?? []);
  return wanted.has('*') || own.length === 0 || own.some((profile) => profile === '' || wanted.has(profile));
}
