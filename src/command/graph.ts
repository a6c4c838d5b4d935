import type { Report } from '../review/report/report.ts';
import { complainOf } from './analysis.ts';
import type { Call, Command } from './command.ts';
import { OUTPUT_OPTIONS, PROJECT_OPTIONS } from './options.ts';
import { deliver } from './output.ts';
import { presentReport } from './present-report.ts';
import type { ExitCode } from './terminal.ts';

/** `--format` of the diagram. */
const RENDERERS: Readonly<Record<string, (report: Report) => Promise<string>>> = {
  mermaid: async (report) => (await import('../render/mermaid.ts')).renderMermaid(report),
  dot: async (report) => (await import('../render/dot.ts')).renderDot(report),
  json: (report) => Promise.resolve(`${JSON.stringify(report.topology, null, 2)}\n`),
};

export const graph: Command = {
  name: 'graph',
  operands: '[PATH…]',
  fewest: 0,
  most: Infinity,
  summary: 'Draw the services, networks and volumes of the projects below each PATH',
  details: '',
  options: [...PROJECT_OPTIONS, 'policy', ...OUTPUT_OPTIONS],
  formats: Object.keys(RENDERERS),
  run,
};

async function run(call: Call): Promise<ExitCode> {
  const report = await presentReport(call);
  const renderer = RENDERERS[call.format];
  if (renderer === undefined) throw new Error(`no renderer for ${call.format}`);
  deliver(call, await renderer(report));
  return complainOf(
    report.diagnostics.map((diagnostic) => ({ ...diagnostic, at: diagnostic })),
    call.terminal,
  );
}
