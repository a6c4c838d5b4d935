import { codeBlock } from '../escape.ts';

export const OPENING = '<!-- bulkhead graph -->';
export const CLOSING = '<!-- /bulkhead graph -->';

/** A Markdown page with a diagram between two lines. */
export type KeptDiagram =
  /** `line`: of the opening mark, from 1. `text`: the page with the diagram that was given. */
  | { readonly kind: 'found'; readonly line: number; readonly text: string }
  /** No place for it, in words. `line` from 1. */
  | { readonly kind: 'wrong'; readonly line: number; readonly message: string };

/** `page` with `mermaid` between its marks; everything else stays, and line ends are as they are there. Marks in blocks of code are none. */
export function withDiagram(page: string, mermaid: string): KeptDiagram {
  const lines = page.split('\n');
  const [openings, closings] = marksIn(lines);
  const [opening, second] = openings;
  const [closing, other] = closings;
  if (opening === undefined)
    return {
      kind: 'wrong',
      line: 1,
      message: `it has no place for a diagram; write these two lines where it should be: ${OPENING} and ${CLOSING}`,
    };
  if (second !== undefined || other !== undefined)
    return { kind: 'wrong', line: (second ?? other ?? 0) + 1, message: 'it has the marks of a diagram more than once' };
  if (closing === undefined || closing < opening)
    return { kind: 'wrong', line: opening + 1, message: `${OPENING} is not followed by ${CLOSING}` };
  const end = lines[opening]?.endsWith('\r') === true ? '\r' : '';
  const block = codeBlock('mermaid', mermaid.trimEnd()).split('\n');
  const drawn = ['', ...block, ''].map((line) => line + end);
  return {
    kind: 'found',
    line: opening + 1,
    text: [...lines.slice(0, opening + 1), ...drawn, ...lines.slice(closing)].join('\n'),
  };
}

/** Indices of the lines that open and close a diagram. */
function marksIn(lines: readonly string[]): readonly [readonly number[], readonly number[]] {
  const openings: number[] = [];
  const closings: number[] = [];
  let fence: string | null = null;
  for (const [index, line] of lines.entries()) {
    const [, marks = null] = /^ {0,3}(`{3,}|~{3,})/u.exec(line) ?? [];
    if (fence !== null) {
      if (marks?.startsWith(fence) === true && /^ {0,3}[`~]+\s*$/u.test(line)) fence = null;
    } else if (marks !== null) {
      fence = marks;
    } else if (line.trim() === OPENING) {
      openings.push(index);
    } else if (line.trim() === CLOSING) {
      closings.push(index);
    }
  }
  return [openings, closings];
}
