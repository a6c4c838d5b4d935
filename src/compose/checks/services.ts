import type { MapEntry } from '../yaml/tree.ts';

/** Services by name, sorted. */
export type Services = ReadonlyMap<string, MapEntry>;
