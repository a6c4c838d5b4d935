import type { Service } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';

/** A setting that holds credentials, which are its value or parts of it. */
export interface Setting {
  readonly key: string;
  readonly at: SourceLocation;
  readonly credentials: readonly string[];
  /** What holds them, defaults in the place of variables. May be secret. */
  readonly value: string;
  /** Whether the only one is all of the value. */
  readonly isWhole: boolean;
}

/** Settings of a service; `under`: the keys that lead to them, from the service's own; none: texts such as its `command`, under `key`. */
export interface Settings {
  readonly service: Service;
  /** Those who use a credential are told it by the name that the store has for it. */
  readonly isStore: boolean;
  readonly under: readonly string[];
  readonly settings: readonly Setting[];
}
