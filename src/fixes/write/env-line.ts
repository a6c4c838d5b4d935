import type { Edit } from '../edit.ts';
import type { Splice } from './content.ts';
import { lineEnd, offsetOf, type WrittenFile } from './written-file.ts';

/** What an edit makes of a line `NAME=value` of an env file, or a new line `NAME=` behind one; `null`: it is not about one, or about a value that is not edited there. */
export function envSplice(file: WrittenFile, { kind, path, at, ...edit }: Edit): Splice | null {
  const name = path.at(-1);
  const start = file.lines[at.line - 1];
  if (start === undefined || typeof name !== 'string') return null;
  const end = lineEnd(file, start);
  if (kind === 'append' && path.length === 1) {
    const isOpen = !/[\r\n]$/.test(file.text.slice(start, end));
    return { start: end, end, text: `${isOpen ? '\n' : ''}${name}=\n` };
  }
  const [, head = '', found = '', value = ''] = LINE.exec(file.text.slice(start, end).trimEnd()) ?? [];
  if (found !== name || offsetOf(file, at) > end) return null;
  if (kind === 'remove') return { start, end, text: '' };
  const after = 'value' in edit ? edit.value : null;
  if (kind === 'append' || !isWhole(value) || (typeof after === 'object' && after !== null)) return null;
  const from = start + head.length;
  return { start: from, end: from + value.length, text: after === null ? '' : quoted(String(after)) };
}

const LINE = /^(\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=[ \t]*)((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"'](?:(?!\s+#).)*)?)/;

/** Whether a value ends on its line: one in quotes need not. */
function isWhole(value: string): boolean {
  return !/^["']/.test(value) || (value.length > 1 && value.endsWith(value.charAt(0)));
}

function quoted(text: string): string {
  if (/^[\w./:@+=,-]*$/.test(text)) return text;
  return text.includes("'") || /[\n\r]/.test(text) ? JSON.stringify(text) : `'${text}'`;
}
