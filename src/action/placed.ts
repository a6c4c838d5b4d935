import { resolved } from '../compose/path.ts';
import type { FetchingTree } from '../io/github/tree.ts';
import { filesIn, withPlaces } from '../review/placed.ts';
import type { Report } from '../review/report/report.ts';
import { lineMap, type LinePlace } from '../words/line-map.ts';
import { readFrom } from './read-from.ts';

/** The report on `judged`, a merge, with places as they are in `written`, the head; `null`: it is the head that was judged. */
export async function placed(report: Report, judged: FetchingTree, written: FetchingTree | null): Promise<Report> {
  if (written === null) return report;
  const places = new Map<string, (line: number) => LinePlace>();
  for (const file of filesIn(report)) {
    const path = resolved(judged.root, file);
    const before = judged.trail(path);
    if (before !== null && before === written.trail(path)) continue;
    const [from, to] = [await readFrom(judged, path), await readFrom(written, path)];
    if (from.kind === 'file' && to.kind === 'file') places.set(file, lineMap(from.text, to.text));
  }
  return withPlaces(report, places);
}
