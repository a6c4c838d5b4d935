import { extname } from 'node:path';
import { CLOSING, OPENING } from '../../render/markdown/kept-diagram.ts';
import { THEMES, type Theme } from '../../render/drawing/paint.ts';
import type { Report } from '../../review/report/report.ts';
import { complainOf } from '../analysis.ts';
import type { Call, Command } from '../command.ts';
import { withDrawingParts } from './drawing-parts.ts';
import { OUTPUT_OPTIONS, PROJECT_OPTIONS } from '../options.ts';
import { deliver } from '../output.ts';
import { presentReport } from '../present-report.ts';
import { type ExitCode, UsageError } from '../terminal.ts';
import { kept } from './kept.ts';

type Drawing = (report: Report, theme: Theme | null) => Promise<string | Uint8Array>;

/** `--format` of the diagram; each renderer, and the engine that lays a picture out, is loaded only when it is asked for. */
const RENDERERS: Readonly<Record<string, Drawing>> = {
  mermaid: async (report) => (await import('../../render/mermaid.ts')).renderMermaid(report),
  svg: async (report, theme) => (await import('../../render/drawing/drawing.ts')).renderSvg(report, theme),
  png: async (report, theme) => {
    const [{ renderSvg }, { pngOf }] = await Promise.all([
      import('../../render/drawing/drawing.ts'),
      import('./png.ts'),
    ]);
    return pngOf(await renderSvg(report, theme ?? 'light'));
  },
  dot: async (report) => (await import('../../render/dot.ts')).renderDot(report),
  json: (report) => Promise.resolve(`${JSON.stringify(report.topology, null, 2)}\n`),
};

/** Format of a file by its ending. */
const ENDINGS: Readonly<Record<string, string>> = {
  '.svg': 'svg',
  '.png': 'png',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.dot': 'dot',
  '.gv': 'dot',
  '.json': 'json',
};

export const graph: Command = {
  name: 'graph',
  operands: '[PATH…]',
  fewest: 0,
  most: Infinity,
  summary: 'Draw the services, networks and volumes of the projects below each PATH',
  details: [
    'Without --format the ending of the file behind --output decides: .svg, .png, .mmd, .dot, .json.',
    `--update FILE writes a Mermaid diagram into a Markdown file, between the lines ${OPENING} and ${CLOSING}; with --check nothing is written,`,
    'and the exit status is 1 where the diagram there is not the current one.',
  ].join('\n'),
  options: [...PROJECT_OPTIONS, 'policy', ...OUTPUT_OPTIONS, 'theme', 'update', 'check'],
  formats: Object.keys(RENDERERS),
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const { text, flags } = call.values;
  const page = text.get('update');
  if (flags.has('check') && page === undefined)
    throw new UsageError('--check says whether the diagram in a file is current: name the file, as --update README.md');
  const format = page === undefined ? formatIn(call) : 'mermaid';
  const theme = themeIn(call);
  if (page !== undefined && (text.has('output') || (text.get('format') ?? 'mermaid') !== 'mermaid'))
    throw new UsageError('--update writes Mermaid into the file that it names; leave out --output and --format');
  if (format === 'png' && !text.has('output'))
    throw new UsageError('a PNG is no text for a terminal; say where to write it, as -o map.png');
  const report = await presentReport(call, 'none');
  const renderer = RENDERERS[format];
  if (renderer === undefined) throw new Error(`no renderer for ${format}`);
  const drawn = await withDrawingParts(() => renderer(report, theme));
  const understood = complainOf(
    report.diagnostics.map((diagnostic) => ({ ...diagnostic, at: diagnostic })),
    call.terminal,
  );
  if (page !== undefined && typeof drawn === 'string') return worse(kept(call, page, drawn), understood);
  deliver(call, drawn);
  return understood;
}

function worse(one: ExitCode, other: ExitCode): ExitCode {
  return one > other ? one : other;
}

function formatIn({ values: { text }, format }: Call): string {
  const byEnding = ENDINGS[extname(text.get('output') ?? '').toLowerCase()];
  return text.has('format') ? format : (byEnding ?? format);
}

function themeIn({ values: { text } }: Call): Theme | null {
  const given = text.get('theme') ?? 'auto';
  const theme = THEMES.find((each) => each === given) ?? null;
  if (theme === null && given !== 'auto')
    throw new UsageError(`--theme takes auto, ${THEMES.join(' or ')}, not "${given}"`);
  return theme;
}
