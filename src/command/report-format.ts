import type { TriedFixes } from '../review/causes/sources.ts';
import type { Report } from '../review/report/report.ts';
import type { Call } from './command.ts';
import { withDrawingParts } from './graph/drawing-parts.ts';

type Renderer = (report: Report, call: Call) => Promise<string>;

/** `--format` of `check` and `diff`; each renderer is loaded only when it is asked for. */
const RENDERERS: Readonly<Record<string, Renderer>> = {
  text: async (report, { terminal, values }) =>
    (await import('../render/text.ts')).renderText(report, {
      color: terminal.color && !values.text.has('output'),
      width: terminal.width,
      verbose: values.flags.has('verbose'),
      all: values.flags.has('all'),
      quiet: values.flags.has('quiet'),
    }),
  json: (report) => Promise.resolve(`${JSON.stringify(report, null, 2)}\n`),
  unix: async (report) => (await import('../render/ci/unix.ts')).renderUnix(report),
  sarif: async (report) => (await import('../render/sarif/sarif.ts')).renderSarif(report),
  markdown: async (report) => (await import('../render/markdown.ts')).renderMarkdown(report),
  codeclimate: async (report) => (await import('../render/ci/codeclimate.ts')).renderCodeClimate(report),
  junit: async (report) => (await import('../render/ci/junit.ts')).renderJunit(report),
  html: (report) => withDrawingParts(async () => (await import('../render/html/html.ts')).renderHtml(report)),
};

export const REPORT_FORMATS: readonly string[] = Object.keys(RENDERERS);

/** Fixes that what the call prints has patches of, or says that there are some. */
export function triedFor({ format, values }: Call): TriedFixes {
  if (format === 'text' && values.flags.has('quiet')) return 'none';
  if (format === 'text') return values.flags.has('verbose') ? 'all' : 'urgent';
  return LINES.has(format) ? 'none' : 'all';
}

/** Formats of one line or entry for each cause or finding. */
const LINES: ReadonlySet<string> = new Set(['unix', 'codeclimate', 'junit']);

/** A report in the format that the call asks for. */
export async function reportText(report: Report, call: Call): Promise<string> {
  const renderer = RENDERERS[call.format];
  if (renderer === undefined) throw new Error(`no renderer for ${call.format}`);
  return renderer(report, call);
}
