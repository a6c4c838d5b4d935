import type { SourceLocation } from '../source.ts';

/**
 * The place of an offset of `text`. Lines end at line feeds alone, as they do for git, for GitHub and in SARIF:
 * YAML breaks lines at other characters too, but no editor and no diff would show the line that counted those.
 */
export function placesIn(text: string, file: string): (offset: number) => SourceLocation {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    const line = lastAtMost(starts, offset);
    return { file, line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

/** The index of the last of the growing `numbers` that is not above `limit`. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] ?? Infinity) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
