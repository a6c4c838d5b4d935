import type { Project } from '../../compose/project.ts';
import type { SourceLocation } from '../../compose/source.ts';
import { undeclared } from '../../fixes/declaration-edits.ts';
import type { Violation } from '../rule.ts';
import { code } from '../../words/words.ts';

/** A network or a volume. */
interface Declared {
  readonly key: string;
  readonly at: SourceLocation;
  readonly implicit?: boolean;
}

/** A violation for each of a project's declared networks or volumes that nobody uses. */
export function* unused(
  kind: 'network' | 'volume',
  project: string,
  declared: ReadonlyMap<string, Declared>,
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
      fix: {
        summary: `Remove ${code(key)} from ${code(`${kind}s`)}.`,
        edits: [undeclared(`${kind}s`, key, at)],
        caveat: null,
      },
      severity: null,
    };
  }
}

/** Whether one of `names`, as files write them, is `key`, or may be by what a variable holds (`${DATA:-data}`). One whose default is a path names none. */
export function mayBeAmong(names: ReadonlySet<string>, key: string): boolean {
  return names.has(key) || [...names].some((name) => mayBe(name, key));
}

function mayBe(name: string, key: string): boolean {
  const [before = '', ...after] = name
    .replaceAll(VARIABLE, (_, fallback?: string) => (isPath(fallback) ? '/' : '\0'))
    .split('\0');
  const last = after.at(-1);
  if (last === undefined || [before, ...after].some((part) => /[/\\$.~]/.test(part))) return false;
  return key.length >= before.length + last.length && key.startsWith(before) && key.endsWith(last);
}

function isPath(fallback: string | undefined): boolean {
  return fallback !== undefined && /[/\\]|^[.~]/.test(fallback);
}

const VARIABLE = /\$(?!\{?(?:PWD|HOME)\b)(?:\w+|\{\w+(?::?[-?+]([^{}]*))?\})/g;

/** Whether it has no service of its own: what it declares is for the files that it is loaded with. */
export function isFragment({ services, inactive }: Project): boolean {
  return services.size + inactive.size === 0;
}
