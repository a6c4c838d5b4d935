import { compareLocations } from '../../compose/source.ts';
import type { Report, ReportLocation } from '../../review/report/report.ts';
import { forTerminal } from '../escape.ts';

/** One line for each cause and diagnostic, as editors and `grep -n` know them: `file:line:col: severity: text [rule]`. By place. */
export function renderUnix({ causes, diagnostics }: Report): string {
  const found = causes.flatMap(({ lines: [at], severity, message, fix, rules: [rule = ''] }) =>
    at === undefined ? [] : [{ at, severity, text: `${message} Fix: ${fix.summary}`, rule }],
  );
  const said = diagnostics
    .filter(({ revision }) => revision === 'head')
    .map((each) => ({ at: each, severity: each.severity, text: each.message, rule: each.code }));
  return [...said, ...found]
    .sort((a, b) => compareLocations(a.at, b.at))
    .map(({ at, severity, text, rule }) => `${forTerminal(`${place(at)}: ${severity}: ${text} [${rule}]`)}\n`)
    .join('');
}

function place({ file, line, column }: ReportLocation): string {
  return `${file}:${line.toString()}:${column.toString()}`;
}
