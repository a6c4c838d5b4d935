import type { NewAttribute } from '../versions/version.ts';

/** What a value may be: one bit for each kind of YAML value, and what holds for the values of that kind. */
export interface ComposeShape {
  readonly kinds: number;
  /** Texts that are allowed; all when `undefined`. */
  readonly texts?: ReadonlySet<string>;
  readonly pattern?: RegExp;
  /** For numbers. */
  readonly least?: number;
  readonly most?: number;
  readonly list?: ListShape;
  readonly map?: MapShape;
  /** An attribute that only some versions of Compose know. */
  readonly since?: NewAttribute;
}

export interface ListShape {
  readonly item: ComposeShape;
  readonly isUnique: boolean;
}

export interface MapShape {
  readonly attributes: ReadonlyMap<string, ComposeShape>;
  readonly required: readonly string[];
  /** Keys that are names, and what stands under them. */
  readonly names: { readonly pattern: RegExp; readonly value: ComposeShape } | null;
  /** What a key is that is neither attribute nor name; `null`: refused. */
  readonly others: ComposeShape | null;
  /** Keys that begin with `x-` are the author's. */
  readonly isExtensible: boolean;
}

export const KINDS = { text: 1, integer: 2, number: 6, boolean: 8, null: 16, list: 32, map: 64 } as const;

const ALL = 127;

export const anything: ComposeShape = { kinds: ALL };
export const text: ComposeShape = { kinds: KINDS.text };
export const boolean: ComposeShape = { kinds: KINDS.boolean };
export const number: ComposeShape = { kinds: KINDS.number };
export const integer: ComposeShape = { kinds: KINDS.integer };
export const nothing: ComposeShape = { kinds: KINDS.null };

export function oneOf(...words: readonly string[]): ComposeShape {
  return { kinds: KINDS.text, texts: new Set(words) };
}

export function matching(pattern: RegExp): ComposeShape {
  return { kinds: KINDS.text, pattern };
}

export function between(least: number, most: number): ComposeShape {
  return { kinds: KINDS.integer, least, most };
}

export function listOf(item: ComposeShape): ComposeShape {
  return { kinds: KINDS.list, list: { item, isUnique: false } };
}

export function setOf(item: ComposeShape): ComposeShape {
  return { kinds: KINDS.list, list: { item, isUnique: true } };
}

type Attributes = Readonly<Record<string, ComposeShape>>;

/** A mapping with fixed attributes and `x-` extensions. */
export function record(attributes: Attributes, ...required: readonly string[]): ComposeShape {
  return mapping({
    attributes: new Map(Object.entries(attributes)),
    required,
    names: null,
    others: null,
    isExtensible: true,
  });
}

/** A mapping with fixed attributes and nothing else. */
export function closed(attributes: Attributes, ...required: readonly string[]): ComposeShape {
  return mapping({
    attributes: new Map(Object.entries(attributes)),
    required,
    names: null,
    others: null,
    isExtensible: false,
  });
}

/** A mapping whose known attributes are checked and whose others are free. */
export function open(attributes: Attributes): ComposeShape {
  return mapping({
    attributes: new Map(Object.entries(attributes)),
    required: [],
    names: null,
    others: anything,
    isExtensible: false,
  });
}

/** A mapping from names to values. */
export function named(value: ComposeShape, pattern: RegExp = NAME, others: ComposeShape | null = null): ComposeShape {
  return mapping({ attributes: new Map(), required: [], names: { pattern, value }, others, isExtensible: false });
}

export const NAME = /^[a-zA-Z0-9._-]+$/;
export const ANY_KEY = /./;

/** An attribute that only versions of Compose know which list it. */
export function since(attribute: NewAttribute, shape: ComposeShape): ComposeShape {
  return { ...shape, since: attribute };
}

function mapping(map: MapShape): ComposeShape {
  return { kinds: KINDS.map, map };
}

/** Either of several forms, which differ in the kind of value: `either(text, listOf(text))`. */
export function either(...shapes: readonly ComposeShape[]): ComposeShape {
  return shapes.reduce((all, shape) => ({ ...all, ...shape, kinds: all.kinds | shape.kinds }));
}
