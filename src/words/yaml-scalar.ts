/** A scalar for YAML, in quotes where it needs them. */
export function scalar(text: string): string {
  return /^[A-Za-z/.][\w./-]*$/.test(text) ? text : JSON.stringify(text);
}
