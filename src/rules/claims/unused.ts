import type { SourceLocation } from '../../compose/source.ts';
import { gone, kept } from '../fix-lines.ts';
import type { Violation } from '../rule.ts';
import { code } from '../../words/words.ts';

/** A network or a volume. */
interface Declared {
  readonly key: string;
  readonly at: SourceLocation;
  readonly nameAt: SourceLocation;
  readonly implicit?: boolean;
  readonly external: boolean;
  readonly driver: object | null;
  readonly labels: ReadonlyMap<string, unknown>;
}

/** A violation for each of a project's declared networks or volumes that nobody uses. */
export function* unused(
  kind: 'network' | 'volume',
  project: string,
  declared: ReadonlyMap<string, Declared>,
  isUsed: (key: string) => boolean,
): Generator<Violation> {
  const written = [...declared.values()].filter(({ implicit }) => implicit !== true);
  // Files whose section keeps something.
  const keeping = new Set(written.filter(({ key }) => isUsed(key)).map(({ at }) => at.file));
  for (const entry of written) {
    const { key, at } = entry;
    if (isUsed(key)) continue;
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
        yaml: goneDeclaration(`${kind}s`, entry, !keeping.has(at.file)),
        caveat: null,
      },
      severity: null,
    };
  }
}

/** Compose refuses a section with nothing in it. */
function goneDeclaration(section: string, entry: Declared, isLast: boolean): string {
  const { key, at, nameAt, external, driver, labels } = entry;
  const hasMore = nameAt !== at || external || driver !== null || labels.size > 0;
  return [
    kept(0, `${section}:${isLast ? '  # goes too, where nothing else is left in it' : ''}`),
    gone(2, `${key}:`),
    ...(hasMore ? [gone(4, '# and what stands below it')] : []),
  ].join('\n');
}
