import { itemsOf, mapAt, stringOf, valueOf } from './yaml/nodes.ts';
import type { MapNode, Node } from './yaml/tree.ts';

/**
 * Names of the services that `profiles` start: those without a profile, and those of which one is named. `*` names all; `null`: each profile
 * may be named. The empty name is that of a call that names none, and only of such a call.
 */
export function activeServices(model: MapNode, profiles: readonly string[] | null): ReadonlySet<string> {
  const wanted = new Set(profiles ?? ['*']);
  const active = new Set<string>();
  for (const [name, { value }] of mapAt(model, 'services')?.entries ?? []) {
    const own = written(value);
    if (wanted.has('*') || own.length === 0 || own.some((profile) => wanted.has(profile))) active.add(name);
  }
  return active;
}

function written(service: Node | undefined): readonly string[] {
  return itemsOf(valueOf(service, 'profiles')).flatMap((profile) => stringOf(profile) ?? []);
}

/** Profiles of which a service needs one to be started; empty: it always is. */
export function profilesOf(service: Node | undefined): readonly string[] {
  const profiles = written(service);
  return profiles.includes('') ? [] : profiles;
}

/** Whether some profile starts both, by their profiles. */
export function runTogether(one: readonly string[], other: readonly string[]): boolean {
  return one.length === 0 || other.length === 0 || one.some((profile) => other.includes(profile));
}
