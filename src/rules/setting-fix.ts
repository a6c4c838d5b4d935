import type { Project } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';
import { added, gone, isListItem, kept } from './fix-lines.ts';

/** A setting whose value is a credential. */
export interface Setting {
  readonly key: string;
  readonly at: SourceLocation;
}

/**
 * A fix that takes settings of `service` from variables without a default. The old value is not shown, not even its length.
 * `under`: the keys that lead to them, from the service's own.
 */
export function fromVariables(
  project: Project | null,
  service: string,
  under: readonly string[],
  settings: readonly Setting[],
): string {
  const indent = 4 + 2 * under.length;
  const rest = settings.length - SHOWN;
  return [
    'services:',
    kept(2, `${service}:`),
    ...under.map((key, depth) => kept(4 + 2 * depth, `${key}:`)),
    ...settings.slice(0, SHOWN).flatMap(({ key, at }) => {
      const value = `\${${variableOf(key)}:?}`;
      return isListItem(project, at)
        ? [gone(indent, `- ${key}=${HIDDEN}`), added(indent, `- ${key}=${value}`)]
        : [gone(indent, `${key}: ${HIDDEN}`), added(indent, `${key}: ${value}`)];
    }),
    ...(rest > 0 ? [kept(indent, `# and ${String(rest)} more, likewise`)] : []),
  ].join('\n');
}

const SHOWN = 6;
const HIDDEN = '…';

/** A variable's name is of letters, digits and underscores; a setting's may be `xpack.security.key`. */
function variableOf(key: string): string {
  const name = key.replace(/\W+/g, '_');
  return /^\d/.test(name) ? `_${name}` : name;
}
