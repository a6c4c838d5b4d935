/** A part of a text that is left out as a whole when room is short. */
export interface Section {
  readonly text: string;
  /** What a reader misses without it: `the whole map`. */
  readonly title: string;
  /** 0 always stays; the highest goes first, and of several the last. */
  readonly rank: number;
}

export interface TextBudget {
  readonly codePoints: number;
  readonly bytes: number;
}

/** The sections that fit, in their order, and a last one that `notice` makes of the titles that did not. */
export function fitting(
  sections: readonly Section[],
  budget: TextBudget,
  notice: (left: readonly string[]) => string,
): string {
  let kept = sections.filter(({ text }) => text !== '');
  const left: string[] = [];
  for (;;) {
    const titles = sections.map(({ title }) => title).filter((title) => left.includes(title));
    const text =
      [...kept.map((section) => section.text), ...(left.length > 0 ? [notice([...new Set(titles)])] : [])].join(
        '\n\n',
      ) + '\n';
    const goes = kept.reduce<Section | null>(
      (worst, section) => (section.rank > 0 && section.rank >= (worst?.rank ?? 0) ? section : worst),
      null,
    );
    if (fits(text, budget) || goes === null) return text;
    kept = kept.filter((section) => section !== goes);
    left.push(goes.title);
  }
}

export function fits(text: string, { codePoints, bytes }: TextBudget): boolean {
  // Three bytes are the most that one code unit takes.
  if (text.length <= codePoints && text.length * 3 <= bytes) return true;
  return [...text].length <= codePoints && bytesOf(text) <= bytes;
}

function bytesOf(text: string): number {
  return [...text].reduce((sum, character) => sum + width(character.codePointAt(0) ?? 0), 0);
}

function width(point: number): number {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}
