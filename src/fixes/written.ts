import type { Project } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';
import type { Node } from '../compose/yaml/tree.ts';
import type { NewValue } from './edit.ts';

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

/** Whether what stands at `at` is a text in a list (`- A=1`, `- "80:80"`, `- backend`), and not a key or a longer form. */
export function isListItem(project: Project | null, at: SourceLocation): boolean {
  return project !== null && project.written.at(at).item !== null;
}

/** `node` of the loaded model as the file has it, its variables in it. */
export function writtenValue(project: Project | null, node: Node): NewValue {
  switch (node.kind) {
    case 'scalar': {
      const text = project?.written.at(node.at).template ?? node.value;
      return typeof text === 'bigint' ? String(text) : text;
    }
    case 'list':
      return node.items.map((item) => writtenValue(project, item));
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, writtenValue(project, value)]));
  }
}
