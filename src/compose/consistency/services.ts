import type { Entry } from '../tree.ts';

/** Services by name, sorted. */
export type Services = ReadonlyMap<string, Entry>;
