import type { SourceLocation } from '../compose/source.ts';
import type { Violation } from './rule.ts';
import { code } from './wording.ts';

/** A violation for each of a project's declared networks or volumes that nobody uses. */
export function* unused(
  kind: 'network' | 'volume',
  project: string,
  declared: ReadonlyMap<string, { readonly key: string; readonly at: SourceLocation; readonly implicit?: boolean }>,
  isUsed: (key: string) => boolean,
): Generator<Violation> {
  for (const { key, at, implicit } of declared.values()) {
    if (implicit === true || isUsed(key)) continue;
    yield {
      project,
      subject: key,
      identity: kind,
      message: `${kind === 'network' ? 'Network' : 'Volume'} ${code(key)} is declared and no service ${kind === 'network' ? 'is on it' : 'mounts it'}.`,
      at,
      related: [],
      path: [],
      services: [],
      fix: { summary: `Remove ${code(key)} from ${code(`${kind}s`)}.`, yaml: `${kind}s:\n- ${key}:`, caveat: null },
      severity: null,
    };
  }
}
