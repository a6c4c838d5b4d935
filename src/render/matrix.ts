import type { Matrix } from '../flows/matrix.ts';
import { codeCell, forTerminal } from './escape.ts';
import { namesIn, projectOf } from './names.ts';
import { matrixGroups } from './terminal/matrix-groups.ts';
import { columns, padded, wrapped } from './terminal/layout.ts';
import { painter } from './terminal/paint.ts';

const SIGNS = { direct: '●', host: '○', open: '?', none: '·', self: ' ' } as const;
const BEYOND = 'out: reaches other machines; host: reaches what the host listens on';
const LEGEND = '● directly, ○ over a published port of the host, · not at all';
const LEGEND_OPEN = ', ? not known: the files do not say';

/** Who reaches whom: a grid, where that is wider than `width` one of groups that reach the same, and where those are too many a list. */
export function renderMatrix(matrix: Matrix, format: 'text' | 'markdown', width: number): string {
  if (matrix.services.length === 0) return 'There is no service.\n';
  const rows = rowsOf(matrix);
  if (format === 'markdown') return markdown(matrix, rows);
  const groups = matrixGroups(matrix);
  const projects = new Set(matrix.services.map(projectOf));
  const name = projects.has('') ? (text: string): string => text : namesIn(projects);
  const single = groups.flat().map((id): GridLine => ({ members: [id], names: [name(id)] }));
  const grouped = groups.map((members): GridLine => ({ members, names: members.map(name) }));
  return grid(matrix, rows, single, width) ?? grid(matrix, rows, grouped, width) ?? list(matrix, rows);
}

/** A line of the grid, and its column: a service, or several that reach the same. */
interface GridLine {
  readonly members: readonly string[];
  readonly names: readonly string[];
}

function labelOf({ names: [first = '', ...more] }: GridLine): string {
  return more.length === 0 ? first : `${first} +${more.length.toString()}`;
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
      from: 'host',
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

/**
 * Columns have the letter of the outside and the host, and the number of a service; rows that and the name. Numbers stand upright where columns
 * have no room for them. `null`: it is wider than `width`.
 */
function grid(matrix: Matrix, rows: readonly MatrixRow[], lines: readonly GridLine[], width: number): string | null {
  const numbers = ['O', 'H', ...lines.map((_, index) => (index + 1).toString())];
  const digits = Math.max(...numbers.map((number) => number.length));
  const labels = ['outside', 'host', ...lines.map((line) => forTerminal(labelOf(line)))];
  const names = labels.map((label, index) => `${(numbers[index] ?? '').padStart(digits)} ${label}`);
  const left = Math.max(...names.map(columns)) + 1;
  const room = Math.floor((width - left) / numbers.length);
  if (room < 1) return null;
  const cell = Math.min(room, digits + 1);
  const heads =
    cell > digits
      ? [numbers.map((number) => number.padStart(cell)).join('')]
      : Array.from({ length: digits }, (_, digit) =>
          numbers.map((number) => (number.padStart(digits)[digit] ?? ' ').padStart(cell)).join(''),
        );
  const known = new Map(rows.map((row) => [row.from, row]));
  const body = [['outside'], ['host'], ...lines.map(({ members }) => members)].map((members, index) => {
    const row = index < 2 ? rows[index] : known.get(members[0] ?? '');
    const signs = row === undefined ? [] : signsOf(matrix, row, lines);
    return padded(names[index] ?? '', left) + signs.map((each) => each.padStart(cell)).join('');
  });
  const several = lines.filter(({ members }) => members.length > 1);
  return [
    ...heads.map((head) => padded('', left) + head),
    ...body,
    '',
    ...several.flatMap((line) => wrapped(`${labelOf(line)}: ${line.names.join(', ')}`, width, painter(false))),
    ...(several.length > 0 ? [''] : []),
    ...wrapped(
      `${legendOf(matrix.unknown)}. O other machines, H the host and what it listens on.`,
      width,
      painter(false),
    ),
    '',
  ]
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Of `row` to other machines, to the host, and to each line; to its own line how its members reach each other. */
function signsOf({ egress, toHost, unknown }: Matrix, row: MatrixRow, lines: readonly GridLine[]): readonly string[] {
  const isOf = (known: readonly string[], open: readonly string[]): string =>
    !row.named
      ? SIGNS.self
      : known.includes(row.from)
        ? SIGNS.direct
        : open.includes(row.from)
          ? SIGNS.open
          : SIGNS.none;
  return [
    isOf(egress, unknown?.egress ?? []),
    isOf(toHost, []),
    ...lines.map(({ members }) => sign(row, members.find((name) => !row.named || name !== row.from) ?? row.from)),
  ];
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
