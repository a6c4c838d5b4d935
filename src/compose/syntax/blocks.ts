import { fail, isInFlow, type Scanner } from './scanner.ts';

/** Deeper nesting than any real file has. The parser recurses once a level, and running out of stack ends the process. */
const MAX_DEPTH = 200;

const TOO_DEEP = 'The file nests too deep; it is not read.';

/** Opens a block where `column` lies to the right of the one that is open. Its token goes to `index` of those that wait. */
export function openBlock(
  scanner: Scanner,
  kind: 'block-list' | 'block-map',
  column: number,
  at: number,
  index = scanner.tokens.length,
): void {
  if (isInFlow(scanner) || scanner.indent >= column) return;
  scanner.indents.push(scanner.indent);
  scanner.indent = column;
  scanner.tokens.splice(index, 0, { kind, at, end: at });
  if (scanner.indents.length > MAX_DEPTH) fail(scanner, at, TOO_DEEP, 'too-deep');
}

/** Ends the blocks that lie to the right of `column`. */
export function closeBlocks(scanner: Scanner, column: number): void {
  if (isInFlow(scanner)) return;
  while (scanner.indent > column) {
    scanner.tokens.push({ kind: 'block-end', at: scanner.offset, end: scanner.offset });
    scanner.indent = scanner.indents.pop() ?? -1;
  }
}

export function openBracket(scanner: Scanner): void {
  scanner.keys.push(null);
  if (scanner.keys.length > MAX_DEPTH + 1) fail(scanner, scanner.offset, TOO_DEEP, 'too-deep');
}

export function closeBracket(scanner: Scanner): void {
  if (isInFlow(scanner)) scanner.keys.pop();
}
