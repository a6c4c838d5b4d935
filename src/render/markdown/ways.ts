import type { Report } from '../../review/report/report.ts';
import { counted, namesOf } from '../names.ts';
import type { PlaceOf } from './links.ts';
import { pathText } from './words.ts';

/** Shortest ways from outside and from each zone to each data store and to control of the host, as items of a list. */
export function wayItems(report: Report, placeOf: PlaceOf): readonly string[] {
  const name = namesOf(report);
  return report.paths.map(({ hops, pivots }) => {
    const over = pivots === 0 ? 'directly' : `${counted(pivots, 'service')} to take over first`;
    return `- ${pathText(hops, name, placeOf)}: ${over}`;
  });
}
