import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REPORT_FORMATS } from '../../src/command/report-format.ts';
import { SCHEMA } from '../../src/command/version.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import type { Report } from '../../src/review/report/report.ts';
import { RULES } from '../../src/rules/index.ts';
import { folder, put } from '../command/repository.ts';
import { bulkhead } from '../command/terminal.ts';

/**
 * What the pages show is so: a YAML block that begins with the name of a file is that file (a Compose file begins a new folder), one that begins
 * with `# found: RULE` or `# not found: RULE` is a Compose file and what `check` says of it, and a console block is a call in the folder so far.
 * A line `…` stands for lines that are left out.
 */
const PAGES = readdirSync('docs').filter((name) => name.endsWith('.md'));
const SHOWN = ['formats.md', 'questions.md', 'suggest.md'];

const read = (page: string): string => readFileSync(join('docs', page), 'utf8').replaceAll('\r\n', '\n');

function blocksOf(page: string): readonly { readonly language: string; readonly text: string }[] {
  return [...read(page).matchAll(/^```(\w+)\n([^]*?)^```$/gmu)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

interface Shown {
  readonly command: string;
  readonly output: string;
  readonly files: Readonly<Record<string, string>>;
}

function callsOf(page: string): readonly Shown[] {
  let files: Record<string, string> = {};
  return blocksOf(page).flatMap(({ language, text }): readonly Shown[] => {
    const [, name] = /^# (\S*\.ya?ml)\n/u.exec(text) ?? [];
    if (language === 'yaml' && name !== undefined)
      files = name === 'compose.yaml' ? { [name]: text } : { ...files, [name]: text };
    const [, command, output = ''] = /^\$ bulkhead ([^\n]*)\n([^]*)$/u.exec(text) ?? [];
    return language === 'console' && command !== undefined ? [{ command, output, files }] : [];
  });
}

/** What `shown` stands for, as a pattern: `…` alone on a line is any lines. */
function patternOf(shown: string): RegExp {
  const parts = shown.split(/^…\n/mu).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'));
  return new RegExp(`^${parts.join('(?:[^\\n]*\\n)*?')}$`, 'u');
}

const words = (command: string): readonly string[] =>
  [...command.matchAll(/'([^']*)'|(\S+)/gu)].map(([, quoted, plain]) => quoted ?? plain ?? '');

describe.each(SHOWN)('docs/%s', (page) => {
  test.each(callsOf(page))('shows what `bulkhead $command` prints', async ({ command, output, files }) => {
    const { printed, complained } = await bulkhead(words(command), folder(files));
    const told = printed + complained;
    expect(patternOf(output).test(told), told).toBe(true);
  });
});

const policies = SHOWN.flatMap((page) => blocksOf(page).filter(({ text }) => text.startsWith('# .github/')));

test.each(policies)('the pages give a policy without a fault: $text', ({ text }) => {
  const ids = RULES.map(({ id }) => id);
  expect(parsePolicy(text, 'docs', ids).diagnostics).toEqual([]);
});

test('docs/policy.md names the schema of this version', () => {
  expect(read('policy.md')).toContain(`$schema=${SCHEMA}\n`);
});

const claims = blocksOf('practices.md').flatMap(({ text }) =>
  [...text.matchAll(/^# (found|not found): ([\w-]+)$/gmu)].map(([, kind, rule = '']) => ({ kind, rule, text })),
);

test.each(claims)('docs/practices.md is right that $rule is $kind', async ({ kind, rule, text }) => {
  const place = folder({ 'compose.yaml': text });
  put(place, { '.github/bulkhead.yaml': `rules: { ${rule}: ${severityOf(rule)} }\n` });
  const report = JSON.parse((await bulkhead(['check', '--format', 'json'], place)).printed) as Report;
  expect(report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const found = report.findings.some((finding) => finding.rule === rule);
  expect(found, text).toBe(kind === 'found');
});

test('docs/practices.md shows of each rule what is found before what is not', () => {
  for (const { rule } of claims)
    expect(claims.filter((claim) => claim.rule === rule).map(({ kind }) => kind)).toEqual(['found', 'not found']);
});

function severityOf(id: string): string {
  const severity = RULES.find((rule) => rule.id === id)?.severity;
  return severity === undefined || severity === 'off' ? 'low' : severity;
}

test('docs/formats.md has a row for every format of check and diff', () => {
  const rows = [...read('formats.md').matchAll(/^\| `([\w]+)`/gmu)].map(([, name]) => name);
  expect(rows).toEqual(expect.arrayContaining([...REPORT_FORMATS]));
});

test('the README leads to every page, and every link between pages leads somewhere', () => {
  const readme = readFileSync('README.md', 'utf8');
  for (const page of PAGES) expect(readme).toContain(`(docs/${page}`);
  const pages = [...PAGES.map((page) => `docs/${page}`), 'README.md'];
  const lost = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/gu)]
      .filter(([, path = '', anchor]) => !leads(page, path, anchor))
      .map(([link]) => `${page}: ${link}`),
  );
  expect(lost).toEqual([]);
});

function leads(page: string, path: string, anchor: string | undefined): boolean {
  const file = path === '' ? page : join(dirname(page), path);
  return existsSync(file) && (anchor === undefined || anchorsOf(file).includes(anchor));
}

/** Anchors of the headings of a page, as GitHub makes them. */
function anchorsOf(file: string): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gmu)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
