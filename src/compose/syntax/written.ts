/** A value as the text has it: types, aliases, merge keys are still to be decided. `at` and `end` are offsets in the text. */
export type WrittenNode = WrittenScalar | WrittenList | WrittenMap | WrittenAlias;

export interface Properties {
  /** In full, `tag:yaml.org,2002:str`; `null` where there is none. */
  readonly tag: string | null;
  readonly anchor: string | null;
}

export interface WrittenScalar extends Properties {
  readonly kind: 'scalar';
  /** Where the text stands, behind its tag and anchor. */
  readonly at: number;
  readonly text: string;
  /** Without quotes, and no block scalar: it may be a number. */
  readonly plain: boolean;
}

export interface WrittenList extends Properties {
  readonly kind: 'list';
  readonly at: number;
  readonly items: readonly WrittenNode[];
}

export interface WrittenMap extends Properties {
  readonly kind: 'map';
  readonly at: number;
  readonly pairs: readonly WrittenPair[];
}

export interface WrittenPair {
  readonly key: WrittenNode;
  readonly value: WrittenNode;
}

export interface WrittenAlias {
  readonly kind: 'alias';
  readonly at: number;
  readonly name: string;
}
