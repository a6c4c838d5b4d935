/** What a finding is known by across revisions: nothing that a moved line or a reworded message changes. */
export interface Identified {
  readonly fingerprint: string;
  readonly rule: string;
  readonly project: string;
  readonly subject: string;
  /** Services that take part, as `project/service`. */
  readonly services: readonly string[];
  /** What it claims together, of its rule and project; empty: it is one claim. What is left of it later is in the baseline as well. */
  readonly claims: readonly string[];
}

/** Tells findings that are among `earlier` ones: by their fingerprint, or as what is left of such. */
export function knownFrom(earlier: readonly Identified[]): (finding: Identified) => boolean {
  const known = new Set(earlier.map(({ fingerprint }) => fingerprint));
  const claims = claimsIn(earlier);
  return (finding) =>
    known.has(finding.fingerprint) ||
    (finding.claims.length > 0 && finding.claims.every((claim) => claims.has(claimKey(finding, claim))));
}

/** Tells earlier findings of which something is left in `findings`. */
export function leftIn(findings: readonly Identified[]): (entry: Identified) => boolean {
  const present = new Set(findings.map(({ fingerprint }) => fingerprint));
  const claims = claimsIn(findings);
  return (earlier) =>
    present.has(earlier.fingerprint) || earlier.claims.some((claim) => claims.has(claimKey(earlier, claim)));
}

function claimsIn(findings: readonly Identified[]): ReadonlySet<string> {
  return new Set(findings.flatMap((finding) => finding.claims.map((claim) => claimKey(finding, claim))));
}

function claimKey({ project, rule }: Identified, claim: string): string {
  return [project, rule, claim].join('\0');
}
