import type { Matrix } from '../flows/matrix.ts';
import { codeCell, forTerminal } from './escape.ts';
import { padded } from './terminal/layout.ts';

/** More services than this make a grid that no terminal shows: then it is a list. */
const MOST_IN_GRID = 30;
const SIGNS = { direct: '●', host: '○', open: '?', none: '·', self: ' ' } as const;
const BEYOND = 'out: reaches other machines; host: reaches what the host listens on';
const LEGEND = '● directly, ○ over a published port of the host, · not at all';
const LEGEND_OPEN = ', ? not known: the files do not say';

/** Who reaches whom, as a grid or, for many services, as a list. */
export function renderMatrix(matrix: Matrix, format: 'text' | 'markdown'): string {
  if (matrix.services.length === 0) return 'There is no service.\n';
  const rows = rowsOf(matrix);
  if (format === 'markdown') return markdown(matrix, rows);
  return matrix.services.length > MOST_IN_GRID ? list(matrix, rows) : grid(matrix, rows);
}

interface MatrixRow {
  readonly from: string;
  /** Whether `from` is a name from the files. */
  readonly named: boolean;
  readonly direct: ReadonlySet<string>;
  readonly throughHost: ReadonlySet<string>;
  /** Whom it may reach, for all that is known. */
  readonly open: ReadonlySet<string>;
}

function rowsOf(matrix: Matrix): readonly MatrixRow[] {
  const nothing: ReadonlySet<string> = new Set();
  const [direct, throughHost] = [new Map(Object.entries(matrix.direct)), new Map(Object.entries(matrix.throughHost))];
  const open = new Map(Object.entries(matrix.unknown?.from ?? {}));
  return [
    {
      from: 'outside',
      named: false,
      direct: new Set(matrix.fromOutside),
      throughHost: nothing,
      open: new Set(matrix.unknown?.fromOutside),
    },
    {
      from: 'the host',
      named: false,
      direct: new Set(matrix.fromHost),
      throughHost: nothing,
      open: new Set(matrix.unknown?.fromHost),
    },
    ...matrix.services.map((from) => ({
      from,
      named: true,
      direct: new Set(direct.get(from) ?? []),
      throughHost: new Set(throughHost.get(from) ?? []),
      open: new Set(open.get(from) ?? []),
    })),
  ];
}

function sign({ from, named, direct, throughHost, open }: MatrixRow, to: string): string {
  if (named && from === to) return SIGNS.self;
  if (direct.has(to)) return SIGNS.direct;
  return throughHost.has(to) ? SIGNS.host : open.has(to) ? SIGNS.open : SIGNS.none;
}

/** Columns have the number of the service, rows its number and name. */
function grid({ services, egress, toHost, unknown }: Matrix, rows: readonly MatrixRow[]): string {
  const digits = services.length.toString().length;
  const number = (name: string): string => (services.indexOf(name) + 1).toString().padStart(digits);
  const names = rows.map(({ from, named }) =>
    named ? `${number(from)} ${forTerminal(from)}` : `${' '.repeat(digits)} ${from}`,
  );
  const width = Math.max(...names.map((name) => [...name].length));
  const head = [padded('from', width), ...services.map(number), 'out', 'host'].join(' ');
  const body = rows.map((row, index) => {
    const signs = services.map((to) => sign(row, to).padStart(digits));
    const beyond = [padded(isOut(egress, unknown, row), 3), isIn(toHost, row)];
    return [padded(names[index] ?? '', width), ...signs, ...beyond].join(' ').trimEnd();
  });
  return [head, ...body, '', `${legendOf(unknown)}; ${BEYOND}`, ''].join('\n');
}

function isIn(names: readonly string[], { named, from }: MatrixRow): string {
  return !named ? '' : names.includes(from) ? 'yes' : 'no';
}

function isOut(egress: readonly string[], unknown: Matrix['unknown'], row: MatrixRow): string {
  const known = isIn(egress, row);
  return known === 'no' && unknown?.egress.includes(row.from) === true ? SIGNS.open : known;
}

function legendOf(unknown: Matrix['unknown']): string {
  return unknown === undefined ? LEGEND : LEGEND + LEGEND_OPEN;
}

function list({ egress, toHost, unknown }: Matrix, rows: readonly MatrixRow[]): string {
  const lines = rows.flatMap(({ from, direct, throughHost, open }) => {
    const only = [...throughHost].filter((to) => !direct.has(to));
    const perhaps = [...open].filter((to) => !direct.has(to) && !throughHost.has(to));
    return [
      forTerminal(from),
      `  directly: ${named(direct)}`,
      ...(only.length > 0 ? [`  over the host: ${named(only)}`] : []),
      ...(perhaps.length > 0 ? [`  not known: ${named(perhaps)}`] : []),
    ];
  });
  const out = (unknown?.egress ?? []).filter((name) => !egress.includes(name));
  return [
    ...lines,
    'out',
    `  ${named(egress)}`,
    ...(out.length > 0 ? [`  not known: ${named(out)}`] : []),
    'host',
    `  ${named(toHost)}`,
    '',
  ].join('\n');
}

function named(names: Iterable<string>): string {
  const all = [...names].map((name) => forTerminal(name));
  return all.length === 0 ? 'nothing' : all.join(', ');
}

function markdown({ services, egress, toHost, unknown }: Matrix, rows: readonly MatrixRow[]): string {
  const lines = rows.map((row) => {
    const signs = services.map((to) => sign(row, to));
    return [row.named ? codeCell(row.from) : row.from, ...signs, isOut(egress, unknown, row), isIn(toHost, row)];
  });
  const head = ['from', ...services.map(codeCell), 'out', 'host'];
  const table = [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
  return [...table, '', `${legendOf(unknown)}; ${BEYOND}`, ''].join('\n');
}
