import { addFromVariables } from './from-variables.ts';
import { entriesOf, itemsOf, stringOf, valueOf } from './nodes.ts';
import type { SourceLocation } from '../source.ts';
import type { Node } from './tree.ts';

/** What the files show before they are merged, and the merged model no longer does. */
export interface AsWritten {
  /** See `Project.fromVariables`. */
  readonly fromVariables: Set<string>;
  /** See `Project.listItems`. */
  readonly listItems: Map<string, string>;
  /** See `Project.templates`. */
  readonly templates: Map<string, string>;
  /** Networks and volumes that a service of any file names, also one that another file takes away again. */
  readonly networks: Set<string>;
  readonly volumes: Set<string>;
}

export function nothingWritten(): AsWritten {
  return {
    fromVariables: new Set(),
    listItems: new Map(),
    templates: new Map(),
    networks: new Set(),
    volumes: new Set(),
  };
}

/** A place as a key of sets: `FILE\0LINE\0COLUMN`. */
export function placeKey({ file, line, column }: SourceLocation): string {
  return `${file}\0${String(line)}\0${String(column)}`;
}

/** Adds what `document`, one document of a Compose file, says. */
export function addWritten(document: Node, written: AsWritten): void {
  addFromVariables(document, written.fromVariables);
  addListItems(document, written.listItems);
  addTemplates(document, written.templates);
  for (const [, { value: service }] of entriesOf(valueOf(document, 'services'))) {
    addPassedOn(valueOf(service, 'environment'), written.fromVariables);
    addPassedOn(valueOf(valueOf(service, 'build'), 'args'), written.fromVariables);
    for (const name of namesIn(valueOf(service, 'networks'))) written.networks.add(name);
    for (const item of itemsOf(valueOf(service, 'volumes'))) {
      const source = stringOf(item)?.split(':', 1)[0] ?? stringOf(valueOf(item, 'source')) ?? '';
      written.volumes.add(source);
    }
  }
}

function addListItems(node: Node, places: Map<string, string>): void {
  if (node.kind === 'list') {
    for (const item of node.items) {
      if (item.kind === 'scalar')
        places.set(placeKey(item.at), typeof item.value === 'string' ? item.value : item.source);
      else addListItems(item, places);
    }
  } else if (node.kind === 'map') for (const { value } of node.entries.values()) addListItems(value, places);
}

function addTemplates(node: Node, templates: Map<string, string>): void {
  if (node.kind === 'list') for (const item of node.items) addTemplates(item, templates);
  else if (node.kind === 'map') for (const { value } of node.entries.values()) addTemplates(value, templates);
  else if (typeof node.value === 'string' && node.value.includes('$')) templates.set(placeKey(node.at), node.value);
}

/** Names without a value (`- TOKEN`, `TOKEN:`): the value is the shell's. */
function addPassedOn(settings: Node | undefined, places: Set<string>): void {
  for (const item of itemsOf(settings)) if (stringOf(item)?.includes('=') === false) places.add(placeKey(item.at));
  for (const [, { at, value }] of entriesOf(settings)) {
    if (value.kind !== 'scalar' || value.value !== null) continue;
    places.add(placeKey(at));
    places.add(placeKey(value.at));
  }
}

function namesIn(networks: Node | undefined): readonly string[] {
  return [
    ...itemsOf(networks).flatMap((item) => stringOf(item) ?? []),
    ...[...entriesOf(networks)].map(([name]) => name),
  ];
}
