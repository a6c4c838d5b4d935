import { hopOf } from '../review/report/hops.ts';
import type { ReportHop } from '../review/report/report.ts';
import type { Explanation } from '../flows/explain/explanation.ts';
import { forTerminal } from './escape.ts';
import { counted, isService, type NameOf } from './names.ts';
import { columns, fittedTable, wrapped } from './terminal/layout.ts';
import { painter, type Style } from './terminal/paint.ts';
import { type Page, pathLines, place, ports, stop } from './terminal/words.ts';
import { type TextOptions } from './terminal/page.ts';
import type { Evidence } from '../compose/source.ts';
import { code, listed } from '../words/words.ts';

/** How one reaches the other, hop by hop with lines, or what stops it. */
export function renderExplain(explanation: Explanation, { color, width }: TextOptions): string {
  const { direct, path, membership, obstacles, opening } = explanation;
  const hops = [...direct, ...(path?.hops ?? [])].map(hopOf);
  const page: Page = { name: namesAmong(hops), paint: painter(color), width: Math.max(width, 40) };
  const blocks = [
    answer(explanation, page),
    evidenceLines(membership, page),
    ...direct.map((flow) => meansLines(hopOf(flow), page)),
    path === null ? [] : pathBlock(path.hops.map(hopOf), page),
    needsBlock(explanation, page),
    namesBlock(explanation, page),
    obstacles.length === 0 ? [] : [page.paint('name', 'What is in the way'), ...evidenceLines(obstacles, page)],
    opening === null
      ? []
      : [
          page.paint('name', 'What would open it'),
          `  ${forTerminal(opening.summary)}  ${page.paint('quiet', place(opening.at))}`,
        ],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

const STYLES = { direct: 'warning', pivot: 'unsure', none: 'good' } as const satisfies Record<
  Explanation['reach'],
  Style
>;

/** Connecting to what the host listens on is not control of it. */
function reachesHost({ from, to, direct, path }: Explanation): string {
  const [source, target] = [`\`${from.name}\``, `\`${to.name}\``];
  const [controls, connects] = [true, false].map((control) =>
    direct.some(({ means }) => (means.kind === 'host-control') === control),
  );
  if (controls === true)
    return `${source} controls ${target}${connects === true ? ', and connects to what it listens on' : ''}`;
  const rest =
    path === null ? 'nothing gives it control of it' : `gets control of it over ${counted(path.pivots, 'service')}`;
  return `${source} connects to what ${target} listens on; ${rest}`;
}

function answer(explanation: Explanation, page: Page): readonly string[] {
  const { from, to, reach, path, direct, isKnown } = explanation;
  const [source, target] = [`\`${from.name}\``, `\`${to.name}\``];
  const over = path === null ? '' : counted(path.pivots, 'service');
  const text = {
    direct:
      to.kind === 'host'
        ? reachesHost(explanation)
        : direct.length === 0
          ? `${source} and ${target} belong together`
          : `${source} reaches ${target} directly`,
    pivot: `${isKnown ? `${source} does not reach ${target} directly` : `It is not known whether ${source} reaches ${target} directly`}, but over ${over} that would have to be taken over first`,
    none: isKnown
      ? `${source} does not reach ${target}`
      : `It is not known whether ${source} reaches ${target}: the files do not say what the network in between lets through`,
  }[reach];
  const [first = '', ...rest] = wrapped(atHostFromOutside(explanation, over) ?? text, page.width - 2, page.paint);
  const sign = reach !== 'none' ? '→' : isKnown ? '·' : '?';
  const style = reach === 'none' && !isKnown ? 'unsure' : STYLES[reach];
  return [`${page.paint(style, sign)} ${first}`, ...rest.map((line) => `  ${line}`)];
}

/** Which ports of the host itself others get to is in no file. */
function atHostFromOutside({ from, to, reach }: Explanation, over: string): string | null {
  if (from.kind !== 'outside' || to.kind !== 'host' || reach === 'direct') return null;
  const [source, target] = [`\`${from.name}\``, `\`${to.name}\``];
  const rest = 'whether it connects to what the host itself listens on is not in the files';
  return reach === 'none'
    ? `Nothing gives ${source} control of ${target}; ${rest}`
    : `${source} gets to ${target} over ${over} that would have to be taken over first; ${rest}`;
}

const PORTLESS: ReadonlySet<string> = new Set(['host-control', 'volume', 'processes']);

function meansLines(hop: ReportHop, page: Page): readonly string[] {
  const ends = `${stop(hop.from, page)} → ${stop(hop.to, page)}`;
  // A socket, a path of the host and a volume have no ports.
  const which = PORTLESS.has(hop.means) ? [] : [ports(hop.ports)];
  return [`  ${[`${ends} over ${forTerminal(hop.over)}`, ...which].join(', ')}`, ...evidenceRows(hop, page)];
}

function pathBlock(hops: readonly ReportHop[], page: Page): readonly string[] {
  return [
    ...pathLines(hops, page, page.width - 2, columns).map((line) => `  ${line}`),
    ...hops.flatMap((hop) => evidenceRows(hop, page)),
  ];
}

function evidenceRows({ evidence }: ReportHop, { paint, width }: Page): readonly string[] {
  return fittedTable(
    evidence.map((at) => [paint('quiet', place(at)), paint('quiet', forTerminal(at.note))]),
    '    ',
    width,
  );
}

function evidenceLines(all: readonly Evidence[], { paint, width }: Page): readonly string[] {
  return fittedTable(
    all.map(({ at, note }) => [forTerminal(note), paint('quiet', place(at))]),
    '  ',
    width,
  );
}

/** Whether it is wanted, in the words of the files; of two services also that nothing says so. */
function needsBlock({ needs, from, to }: Explanation, page: Page): readonly string[] {
  const title = page.paint('name', 'Whether the files want it');
  if (needs.length > 0) return [title, ...evidenceLines(needs, page)];
  if (from.kind !== 'service' || to.kind !== 'service') return [];
  return [title, `  nothing in the files of ${forTerminal(from.name)} names ${forTerminal(to.name)}`];
}

/** What the one may call the other. */
function namesBlock({ names, from, to }: Explanation, page: Page): readonly string[] {
  if (names === null) return [];
  const title = page.paint('name', 'Which name leads there');
  if (names.names.length === 0)
    return [title, `  no name leads from ${forTerminal(from.name)} to ${forTerminal(to.name)}`];
  const { networks, inTurns } = names;
  const where =
    networks.length === 0
      ? ''
      : ` (${networks.length === 1 ? 'network' : 'networks'} ${forTerminal(listed(networks))})`;
  const found = forTerminal(`${code(from.name)} finds it as ${listed(names.names.map(code))}`);
  const turns =
    inTurns.length === 0 ? [] : [`  ${forTerminal(`others answer to ${listed(inTurns.map(code))} in turns`)}`];
  return [title, `  ${found}${where}`, ...turns];
}

/** Plain service names where all are of one project. */
function namesAmong(hops: readonly ReportHop[]): NameOf {
  const services = hops.flatMap(({ from, to }) => [from, to]).filter(isService);
  const projects = new Set(services.map((id) => id.slice(0, id.lastIndexOf('/'))));
  return projects.size > 1 ? (id) => id : (id) => id.slice(id.lastIndexOf('/') + 1);
}
