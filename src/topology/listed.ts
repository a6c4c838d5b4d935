/** `a, b and c`; `more`: how many are left out. */
export function listed(names: readonly string[], more = 0): string {
  const unique = [...new Set([...names, ...(more > 0 ? [`${String(more)} more`] : [])])];
  return unique.length < 2 ? unique.join('') : `${unique.slice(0, -1).join(', ')} and ${unique.at(-1) ?? ''}`;
}
