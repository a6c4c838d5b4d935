/** Width of a row of text in pixels at 14 px, in the widest of the sans-serif fonts that systems come with: no row leaves its box. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += WIDTHS.find(([kind]) => kind.test(character))?.[1] ?? ORDINARY;
  return width;
}

const ORDINARY = 8.9;
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[\u0300-\u036f]/u, 0],
  [/[ijl.,:;'|!]/u, 5],
  [/[ftrI()[\]/\\ -]/u, 6],
  [/[mwMWOQGDNHU@%✖_]/u, 12.5],
  [/[A-Z]/u, 10.5],
  [/[\u1100-\u{10ffff}]/u, 14.5],
];
