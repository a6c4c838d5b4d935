import type { ReportFinding, ReportHop } from './report.ts';

/**
 * The hops that a finding objects to: its path without the hop by which the outside gets to its start, which is how a service that faces
 * outside is meant to be reached. A path of one hop is objected to as it is.
 */
export function claimOf({ path }: Pick<ReportFinding, 'path'>): readonly ReportHop[] {
  return path.length > 1 && path[0]?.from === 'outside' ? path.slice(1) : path;
}
