const BLOCK = 100;
const FACTOR = 37n;
/** What the character that leaves the block has been multiplied by. */
const OLDEST = BigInt.asUintN(64, FACTOR ** BigInt(BLOCK));
const [TAB, FEED, RETURN, SPACE, END] = [9, 10, 13, 32, 65_535];

/**
 * The fingerprints by which code scanning knows an alert again when lines move, by line from 1: a hash of the 100 characters from where the line
 * begins, blanks left out, and which of its equals it is. As the `upload-sarif` action computes them where it has the sources.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function lineHashes(text: string): ReadonlyMap<number, string> {
  const hashes = new Map<number, string>();
  const seen = new Map<string, number>();
  const window = new Array<number>(BLOCK).fill(0);
  const starts = new Array<number>(BLOCK).fill(0);
  let [hash, at, line, isStart, isAfterReturn] = [0n, 0, 0, true, false];

  function finish(): void {
    const started = starts[at] ?? 0;
    if (started === 0) return;
    const shown = hash.toString(16);
    const times = (seen.get(shown) ?? 0) + 1;
    seen.set(shown, times);
    hashes.set(started, `${shown}:${String(times)}`);
    starts[at] = 0;
  }

  function push(character: number): void {
    const oldest = BigInt(window[at] ?? 0);
    window[at] = character;
    hash = BigInt.asUintN(64, FACTOR * hash + BigInt(character) - OLDEST * oldest);
    at = (at + 1) % BLOCK;
  }

  function take(code: number): void {
    const isSecond = isAfterReturn && code === FEED;
    isAfterReturn = false;
    if (code === SPACE || code === TAB || isSecond) return;
    isAfterReturn = code === RETURN;
    const character = code === RETURN ? FEED : code;
    finish();
    if (isStart) {
      isStart = false;
      line += 1;
      starts[at] = line;
    }
    if (character === FEED) isStart = true;
    push(character);
  }

  for (let index = 0; index < text.length; index += 1) take(text.charCodeAt(index));
  take(END);
  for (let left = 0; left < BLOCK; left += 1) {
    finish();
    push(0);
  }
  return hashes;
}
