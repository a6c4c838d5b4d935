/** The pieces that a YAML text is cut into. `at` and `end` are offsets in the text. */
export type Token = Mark | Scalar | Named | Tag | Version | Handle;

export type MarkKind =
  | 'stream-end'
  | 'document-start'
  | 'document-end'
  | 'block-list'
  | 'block-map'
  | 'block-end'
  | 'flow-list'
  | 'flow-list-end'
  | 'flow-map'
  | 'flow-map-end'
  | 'flow-entry'
  | 'item'
  | 'key'
  | 'value';

interface Mark {
  readonly kind: MarkKind;
  readonly at: number;
  readonly end: number;
}

interface Scalar {
  readonly kind: 'scalar';
  readonly at: number;
  readonly end: number;
  readonly text: string;
  /** Without quotes, and no block scalar. */
  readonly plain: boolean;
}

interface Named {
  readonly kind: 'anchor' | 'alias';
  readonly at: number;
  readonly end: number;
  readonly name: string;
}

/** `!suffix` has the handle `!`; `!<suffix>` and `!` alone have none. */
interface Tag {
  readonly kind: 'tag';
  readonly at: number;
  readonly end: number;
  readonly handle: string;
  readonly suffix: string;
}

/** `%YAML 1.1`. */
interface Version {
  readonly kind: 'version';
  readonly at: number;
  readonly end: number;
  readonly isKnown: boolean;
}

/** `%TAG handle prefix`. */
interface Handle {
  readonly kind: 'handle';
  readonly at: number;
  readonly end: number;
  readonly handle: string;
  readonly prefix: string;
}
