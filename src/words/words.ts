/** A name for a sentence: in backticks, whatever it holds. */
export function code(name: string): string {
  return `\`${name.replaceAll('`', "'")}\``;
}

/** `a`, `a and b`, `a, b and c`; more than `most` are counted: `a, b and 7 more`. */
export function listed(items: readonly string[], most = 4): string {
  const shown = items.length > most ? [...items.slice(0, most - 1), `${String(items.length - most + 1)} more`] : items;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
