import { entriesOf, itemsOf, stringOf, valueOf } from './nodes.ts';
import { placeKey, type SourceLocation } from '../source.ts';
import type { Node, ScalarNode } from './tree.ts';

/** What the files show before variables are replaced and files merged, and the merged model no longer does. */
export interface Written {
  /** What stood at a place; nothing special for a place where nothing stood. */
  readonly at: (place: SourceLocation) => WrittenValue;
  /** Names that variables give: what they hold, and how the file has it (`${NETWORK}`). What they hold may be secret. */
  readonly names: ReadonlyMap<string, string>;
}

export interface WrittenValue {
  /**
   * Whether it takes text from a variable whose default is not in the file (`$X`, `${X}`, `${X:?}`, `${X:-}`), or is a name without a value
   * (`- X` of an environment): what it holds was not written there. A value with only defaults that say something (`${X:-secret}`) does not.
   */
  readonly isFromVariable: boolean;
  /** The text of an item of a list, as of a value that may be written in two ways (`- A=1`, `A: 1`); `null`: no such item. May be secret. */
  readonly item: string | null;
  /** A text with variables in it (`${PORT:-80}:80`); `null`: none is in it. Defaults in it may be secret. */
  readonly template: string | null;
  /** What its variables made of it, and what each that has a value held; `null`: no variable is in it. May be secret. */
  readonly held: { readonly text: string; readonly values: readonly string[] } | null;
  /** A command in one text, which the loaded model has word by word; `null`: none stands there. May be secret. */
  readonly line: string | null;
}

const PLAIN: WrittenValue = { isFromVariable: false, item: null, template: null, held: null, line: null };

/** `Written` while files are read. */
export interface AsWritten extends Written {
  readonly add: (place: SourceLocation, seen: Partial<WrittenValue>) => void;
  /** Networks and volumes that a service of any file names, also one that another file takes away again; words of mounts that are none. */
  readonly networks: Set<string>;
  readonly volumes: Set<string>;
  readonly names: Map<string, string>;
}

export function nothingWritten(): AsWritten {
  const values = new Map<string, WrittenValue>();
  const at = (place: SourceLocation): WrittenValue => values.get(placeKey(place)) ?? PLAIN;
  return {
    at,
    add: (place, seen) => values.set(placeKey(place), { ...at(place), ...seen }),
    networks: new Set(),
    volumes: new Set(),
    names: new Map(),
  };
}

/** Adds what `document`, one document of a Compose file, says. */
export function addWritten(document: Node, written: AsWritten): void {
  addValues(document, written, false);
  for (const [, { value: service }] of entriesOf(valueOf(document, 'services'))) {
    for (const command of [valueOf(service, 'command'), valueOf(service, 'entrypoint')]) {
      const line = stringOf(command);
      if (command !== undefined && line !== undefined) written.add(command.at, { line });
    }
    addPassedOn(valueOf(service, 'environment'), written);
    addPassedOn(valueOf(valueOf(service, 'build'), 'args'), written);
    for (const name of namesIn(valueOf(service, 'networks'))) written.networks.add(name);
    for (const item of itemsOf(valueOf(service, 'volumes'))) {
      const source = SOURCE.exec(stringOf(item) ?? '')?.[0] ?? stringOf(valueOf(item, 'source')) ?? '';
      written.volumes.add(source);
      // A mount that YAML takes for a mapping (`a: b`) names its volume somewhere in it.
      for (const [key, { value }] of item.kind === 'map' && item.entries.size === 1 ? item.entries : [])
        for (const word of `${key} ${stringOf(value) ?? ''}`.match(/[\w.-]+/g) ?? []) written.volumes.add(word);
      for (const name of namesInOdd(stringOf(item) ?? '')) written.volumes.add(name);
    }
  }
}

/** What a short mount names before its target; a colon in a variable (`${DATA:-data}`) is part of it. */
const SOURCE = /^(?:\$\{[^{}]*\}|[^:])+/;

/** Words of a short mount that is not what its author meant, as one with a condition in it: what it names is not unused. */
function namesInOdd(mount: string): readonly string[] {
  const bare = mount.replace(/\$\{[^{}]*\}/g, '');
  return /[\s?]/.test(bare) || bare.split(':').length > 3 ? mount.split(/[^\w.-]+/) : [];
}

function addValues(node: Node, written: AsWritten, isItem: boolean): void {
  if (node.kind === 'list') for (const item of node.items) addValues(item, written, true);
  else if (node.kind === 'map') for (const { value } of node.entries.values()) addValues(value, written, false);
  else addScalar(node, written, isItem);
}

function addScalar({ at, value, source }: ScalarNode, written: AsWritten, isItem: boolean): void {
  const text = typeof value === 'string' ? value : null;
  if (isItem) written.add(at, { item: text ?? source });
  if (text?.includes('$') !== true) return;
  written.add(at, { template: text });
  if (OPEN.test(text)) written.add(at, { isFromVariable: true });
}

/** A variable whose value the file does not hold: one without a default, or with an empty one. */
const OPEN = /(?:^|[^$])(?:\$\$)*\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*(?:\}|:?[?+]|:?-\}))/;

/** Names without a value (`- TOKEN`, `TOKEN:`): the value is the shell's. */
function addPassedOn(settings: Node | undefined, written: AsWritten): void {
  const passedOn = { isFromVariable: true };
  for (const item of itemsOf(settings)) if (stringOf(item)?.includes('=') === false) written.add(item.at, passedOn);
  for (const [, { at, value }] of entriesOf(settings)) {
    if (value.kind !== 'scalar' || value.value !== null) continue;
    written.add(at, passedOn);
    written.add(value.at, passedOn);
  }
}

function namesIn(networks: Node | undefined): readonly string[] {
  return [
    ...itemsOf(networks).flatMap((item) => stringOf(item) ?? []),
    ...[...entriesOf(networks)].map(([name]) => name),
  ];
}
