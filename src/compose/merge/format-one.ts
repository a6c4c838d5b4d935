import { entriesOf, map, valueOf } from '../yaml/nodes.ts';
import type { MapNode } from '../yaml/tree.ts';

/** Whether every key at the top of a file is a service, as until Compose 1.5: https://docs.docker.com/reference/compose-file/legacy-versions/ */
export function isFormatOne(document: MapNode): boolean {
  const all = [...entriesOf(document)];
  return (
    all.length > 0 &&
    all.every(
      ([name, { value }]) =>
        !OF_TODAY.has(name) &&
        !name.startsWith('x-') &&
        (valueOf(value, 'image') ?? valueOf(value, 'build') ?? valueOf(value, 'extends')) !== undefined,
    )
  );
}

const OF_TODAY: ReadonlySet<string> = new Set(
  'name version services networks volumes configs secrets include models'.split(' '),
);

/** The file with all that stands at its top below `services`. */
export function underServices(document: MapNode): MapNode {
  return map(new Map([['services', { at: document.at, value: document }]]), document.at);
}
