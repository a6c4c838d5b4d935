import type { ReportHop, ReportLocation } from '../../review/report/report.ts';
import { forTerminal } from '../escape.ts';
import { isService, type NameOf } from '../names.ts';
import { portRanges } from '../../words/port-ranges.ts';
import type { Paint } from './paint.ts';

/** What a part of the text needs: how to name, to paint, and how wide a line may be. */
export interface Page {
  readonly name: NameOf;
  readonly paint: Paint;
  readonly width: number;
}

/** `compose.yaml:9:5`, as editors and terminals open it. */
export function place({ file, line, column }: ReportLocation): string {
  return `${forTerminal(file)}:${line.toString()}:${column.toString()}`;
}

/** A place in at most `most` columns where that can be: folders in the middle of its path are left out, then the first. */
export function shortPlace(at: ReportLocation, most: number): string {
  const whole = place(at);
  const [first = '', ...rest] = whole.split('/');
  const [file, ...ends] = rest.map((_, index) => rest.slice(index).join('/')).reverse();
  if (file === undefined) return whole;
  const shorter = [file, ...ends].slice(0, -1).map((end) => `${first}/…/${end}`);
  return [whole, ...shorter.reverse()].find((text) => text.length <= most) ?? `…/${file}`;
}

export function stop(id: string, { name, paint }: Page): string {
  if (!isService(id)) return id === 'host' ? 'the host' : 'outside';
  return paint('name', forTerminal(name(id)));
}

/** `80`, `53/udp`, `any port`. */
export function ports(all: readonly string[]): string {
  if (all.includes('*')) return 'any port';
  const folded = portRanges(all.map((port) => port.replace(/\/tcp$/u, '')));
  return `port${all.length === 1 ? '' : 's'} ${folded.map(forTerminal).join(', ')}`;
}

/** outside → web port 5000 → db over network backend; one line a hop where it does not fit. */
export function pathLines(
  hops: readonly ReportHop[],
  page: Page,
  width: number,
  columnsOf: (text: string) => number,
): readonly string[] {
  const [first] = hops;
  if (first === undefined) return [];
  const parts = [stop(first.from, page), ...hops.map((hop) => `→ ${hopText(hop, page)}`)];
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && columnsOf(last) + 1 + columnsOf(part) <= width)
      lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(last === undefined ? part : `  ${part}`);
  }
  return lines;
}

function hopText({ to, means, over, ports: reached }: ReportHop, page: Page): string {
  // What the ends and ports say need not be said again.
  const how = means === 'published' || (means === 'host-control' && to === 'host') ? '' : `over ${forTerminal(over)}`;
  const which = means === 'through-host' || reached.length === 0 || reached.includes('*') ? '' : ports(reached);
  return [stop(to, page), which, how].filter((part) => part !== '').join(' ');
}
