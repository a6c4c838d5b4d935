/** A capability as the engine knows it, without `CAP_`; that is optional and case does not count, but everything is `ALL`, never `CAP_ALL`. */
export function capabilityOf(written: string): string {
  const name = written.toUpperCase();
  return name === 'CAP_ALL' ? name : name.replace(/^CAP_/, '');
}
