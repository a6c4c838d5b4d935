import { fitted, wrapped } from '../render/terminal/layout.ts';
import { painter } from '../render/terminal/paint.ts';
import { nearest } from '../words/nearest.ts';
import { RULES } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';
import type { Call, Command } from './command.ts';
import { OUTPUT_OPTIONS } from './options.ts';
import { deliver } from './output.ts';
import { type ExitCode, UsageError } from './terminal.ts';

export const rules: Command = {
  name: 'rules',
  operands: '[ID]',
  fewest: 0,
  most: 1,
  summary: 'List the rules, or explain the rule ID',
  details: '',
  options: OUTPUT_OPTIONS,
  formats: ['text', 'json'],
  run,
};

function run(call: Call): Promise<ExitCode> {
  const [id] = call.operands;
  const chosen = id === undefined ? RULES : [ruleNamed(id)];
  const width = Math.min(Math.max(call.terminal.width, 40), 120);
  const text = id === undefined ? listed(RULES, width) : chosen.map((rule) => explained(rule, width)).join('\n');
  deliver(call, call.format === 'json' ? `${JSON.stringify(chosen.map(data), null, 2)}\n` : text);
  return Promise.resolve(0);
}

function ruleNamed(id: string): Rule {
  const rule = RULES.find((candidate) => candidate.id === id);
  if (rule !== undefined) return rule;
  const guess = nearest(
    id,
    RULES.map((candidate) => candidate.id),
  );
  throw new UsageError(`there is no rule "${id}"${guess === null ? '' : `; did you mean "${guess}"?`}`);
}

/** One row each, whatever the width: `bulkhead rules ID` has what is left out of a summary. */
function listed(all: readonly Rule[], width: number): string {
  const longest = Math.max(...all.map(({ id }) => id.length));
  return all
    .map(({ id, severity, summary }) => {
      const left = `${id.padEnd(longest)}  ${severity.padEnd(8)}  `;
      return `${left}${fitted(summary, Math.max(20, width - left.length), painter(false))}\n`;
    })
    .join('');
}

function explained({ id, severity, summary, why, fix, references }: Rule, width: number): string {
  const parts = [`${id} (${severity})`, summary, `Why: ${why}`, `Fix: ${fix}`];
  const said = parts.flatMap((text) => [...wrapped(text, width, painter(false)), '']);
  return [...said, ...references, ''].join('\n');
}

function data({ id, severity, summary, why, fix, references }: Rule) {
  return { id, severity, summary, why, fix, references };
}
