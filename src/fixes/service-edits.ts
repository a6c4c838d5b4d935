import { entriesOf, itemsOf, valueOf } from '../compose/yaml/nodes.ts';
import type { Project, Service } from '../compose/project.ts';
import { placeKey, type SourceLocation } from '../compose/source.ts';
import type { Node } from '../compose/yaml/tree.ts';
import type { Edit, EditPlace, ModelPath, NewValue } from './edit.ts';

/** A key of a service, and what leads to it. `beside`: what stands in the same section, where something does. */
export function setKey({ name, at }: Service, keys: ModelPath, value: NewValue, beside: SourceLocation = at): Edit {
  return { kind: 'set', path: ['services', name, ...keys], at: beside, owner: at, sharers: [], scope: 'own', value };
}

export function removeKey(project: Project | null, service: Service, keys: ModelPath, at: SourceLocation): Edit {
  return { kind: 'remove', ...placed(project, service, keys, at) };
}

export function replaceKey(
  project: Project | null,
  service: Service,
  keys: ModelPath,
  at: SourceLocation,
  value: NewValue,
): Edit {
  return { kind: 'replace', ...placed(project, service, keys, at), value };
}

/** One more item of a list of a service. */
export function appendItem({ name, at }: Service, key: string, value: NewValue, beside: SourceLocation = at): Edit {
  return { kind: 'append', path: ['services', name, key], at: beside, owner: at, sharers: [], scope: 'own', value };
}

export function removeItem(project: Project | null, service: Service, key: string, at: SourceLocation): Edit {
  return removeKey(project, service, [key, indexOf(project, service, key, at)], at);
}

export function replaceItem(
  project: Project | null,
  service: Service,
  key: string,
  at: SourceLocation,
  value: NewValue,
): Edit {
  return replaceKey(project, service, [key, indexOf(project, service, key, at)], at, value);
}

/** A key of an item in its long form. */
export function setInItem(
  project: Project | null,
  service: Service,
  key: string,
  at: SourceLocation,
  [inner, value]: readonly [string, NewValue],
): Edit {
  return setKey(service, [key, indexOf(project, service, key, at), inner], value, at);
}

/** A network or a volume of the project, declared in the file of `service`. */
export function declared(
  section: 'networks' | 'volumes' | 'services',
  name: string,
  value: NewValue,
  { at }: Service,
): Edit {
  return { kind: 'set', path: [section, name], at, owner: at, sharers: [], scope: 'own', value };
}

function placed(project: Project | null, service: Service, keys: ModelPath, at: SourceLocation): EditPlace {
  return {
    path: ['services', service.name, ...keys],
    at,
    owner: service.at,
    sharers: sharersOf(project, service, String(keys[0]), at),
    scope: 'own',
  };
}

/** Other services that have something from the same place. */
function sharersOf(project: Project | null, { name }: Service, key: string, at: SourceLocation): readonly string[] {
  if (project === null) return [];
  const known = SHARERS.get(project) ?? servicesByPlace(project);
  SHARERS.set(project, known);
  return (known.get(`${key} ${placeKey(at)}`) ?? []).filter((other) => other !== name);
}

/** Looked through once a project. */
const SHARERS = new WeakMap<Project, ReadonlyMap<string, readonly string[]>>();

/** The services that have something from a place, by the key that it stands under and the place. */
function servicesByPlace(project: Project): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [name, { value }] of entriesOf(valueOf(project.model, 'services'))) {
    for (const [key, entry] of entriesOf(value)) {
      for (const place of new Set([placeKey(entry.at), ...placesIn(entry.value)])) {
        const services = found.get(`${key} ${place}`);
        if (services === undefined) found.set(`${key} ${place}`, [name]);
        else services.push(name);
      }
    }
  }
  return found;
}

function placesIn(node: Node): readonly string[] {
  if (node.kind === 'scalar') return [placeKey(node.at)];
  const inner = node.kind === 'list' ? node.items : [...node.entries.values()].map(({ value }) => value);
  const keys = node.kind === 'list' ? [] : [...node.entries.values()].map(({ at }) => placeKey(at));
  return [placeKey(node.at), ...keys, ...inner.flatMap(placesIn)];
}

function isSame(a: SourceLocation, b: SourceLocation): boolean {
  return a === b || (a.line === b.line && a.column === b.column && a.file === b.file);
}

/** The item of a list of the loaded service that stands at `at`. */
function indexOf(project: Project | null, { name }: Service, key: string, at: SourceLocation): number {
  const list = valueOf(valueOf(valueOf(project?.model, 'services'), name), key);
  return Math.max(
    0,
    itemsOf(list).findIndex((item) => isSame(item.at, at)),
  );
}

/** The first of `names` that is not `taken`, or else the first with a number behind it. */
export function freshName(names: readonly string[], taken: ReadonlyMap<string, unknown> | undefined): string {
  const [first = 'new'] = names;
  const numbered = Array.from({ length: (taken?.size ?? 0) + 1 }, (_, index) => `${first}-${String(index + 2)}`);
  return [...names, ...numbered].find((name) => taken?.has(name) !== true) ?? first;
}
