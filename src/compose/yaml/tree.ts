import type { SourceLocation } from '../source.ts';

/** A YAML value that knows where it was written. Every pass moves or rebuilds nodes and keeps `at`. */
export type Node = ScalarNode | ListNode | MapNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly at: SourceLocation;
  readonly value: string | number | boolean | bigint | null;
  /** The text as written, before YAML gave it a type: `0080`, `yes`, `1e3`. */
  readonly source: string;
  readonly quoted: boolean;
  readonly tag: string | null;
}

export interface ListNode {
  readonly kind: 'list';
  readonly at: SourceLocation;
  readonly items: readonly Node[];
  readonly tag: string | null;
}

export interface MapNode {
  readonly kind: 'map';
  readonly at: SourceLocation;
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly tag: string | null;
}

/** A key of a map: the place of the key, and the value. */
export interface MapEntry {
  readonly at: SourceLocation;
  readonly value: Node;
}
