import type { Project } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';

/** The text of the list item at `at` as the file has it, its variables in it; `null`: none is there. */
export function writtenItem(project: Project | null, at: SourceLocation): string | null {
  return project?.written.at(at).item ?? null;
}

/** The parts of a short form (`${HOST:-[::1]}:80:${PORT}`), between colons that are in no variable and no brackets. */
export function shortParts(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    if (character === ':' && depth <= 0) parts.push('');
    else parts.push((parts.pop() ?? '') + character);
  }
  return parts;
}
