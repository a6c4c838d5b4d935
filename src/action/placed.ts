import type { FetchingTree } from '../io/github/tree.ts';
import { movedPaths, withPlacesOf } from '../review/placed.ts';
import type { Report } from '../review/report/report.ts';
import { readFrom } from './read-from.ts';

/** The report on `judged`, a merge, with places as they are in `written`, the head; `null`: it is the head that was judged. */
export async function placed(report: Report, judged: FetchingTree, written: FetchingTree | null): Promise<Report> {
  if (written === null) return report;
  for (const path of movedPaths(report, judged, written))
    for (const tree of [judged, written]) await readFrom(tree, path);
  return withPlacesOf(report, judged, written);
}
