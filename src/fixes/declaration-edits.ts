import type { SourceLocation } from '../compose/source.ts';
import type { Edit, ModelPath, NewValue } from './edit.ts';

/** A key of a network or a volume that stands at `at`. */
export function setOf(
  section: 'networks' | 'volumes',
  name: string,
  at: SourceLocation,
  keys: ModelPath,
  value: NewValue,
): Edit {
  return { kind: 'set', path: [section, name, ...keys], at, owner: at, sharers: [], scope: 'own', value };
}

/** Takes a network or a volume away, and the section where it is the last. */
export function undeclared(section: 'networks' | 'volumes', name: string, at: SourceLocation): Edit {
  return { kind: 'remove', path: [section, name], at, owner: at, sharers: [], scope: 'own' };
}
