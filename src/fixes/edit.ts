import type { SourceLocation } from '../compose/source.ts';

/** Keys and indices from the top of the loaded model: `['services', 'db', 'ports', 0]`. An index counts in the loaded list. */
export type ModelPath = readonly (string | number)[];

/** What an edit writes. Strings are what the file's reader is to see, variables (`${PORT}`) in them. */
export type NewValue = string | number | boolean | null | readonly NewValue[] | { readonly [key: string]: NewValue };

/** One change of a loaded model, and where in the files it is made. */
export type Edit = EditPlace &
  (
    | {
        /** A key that is not there, or another value for one that is; what leads to it is made where it is missing. */
        readonly kind: 'set';
        readonly value: NewValue;
      }
    | {
        /** A key with its value, or an item of a list. A list or a section that has nothing left goes too. */
        readonly kind: 'remove';
      }
    | {
        /** One more item of the list at `path`, which is made where it is missing. */
        readonly kind: 'append';
        readonly value: NewValue;
      }
    | {
        /** Another value for the key or the item. */
        readonly kind: 'replace';
        readonly value: NewValue;
      }
  );

export interface EditPlace {
  readonly path: ModelPath;
  /** What is removed or replaced; for what is new, something beside it or around it. Says which file is edited. */
  readonly at: SourceLocation;
  /** The key of the service, network or volume that `path` leads into: where it is told apart from others that have the same lines. */
  readonly owner: SourceLocation;
  /** Other services that have the value from the same place by `extends`, and are to keep it. */
  readonly sharers: readonly string[];
  /** Whom it is for: the one that `path` names, or whoever has the value from that place. */
  readonly scope: 'own' | 'all';
}
