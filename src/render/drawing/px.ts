/** A length in pixels, to a tenth. */
export function px(length: number): string {
  return (Math.round(length * 10) / 10).toString();
}
