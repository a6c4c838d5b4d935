import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../src/rules/index.ts';
import type { Rule } from '../src/rules/rule.ts';

/**
 * Writes docs/rules.md and docs/rules/<id>.md from the rules and their fixtures; with `--check` it writes nothing and fails where they
 * differ from what is there.
 */
const ROOT = join(import.meta.dirname, '..');
const pages = new Map([['rules.md', overview()], ...RULES.map((rule) => [`rules/${rule.id}.md`, page(rule)] as const)]);

if (process.argv.includes('--check')) check();
else write();

function check(): void {
  const wrong = [...pages].filter(([path, text]) => current(path) !== text).map(([path]) => `docs/${path}`);
  const stale = existing()
    .filter((path) => !pages.has(path))
    .map((path) => `docs/${path}`);
  if (wrong.length + stale.length === 0) return;
  console.error(`Not what the rules say: ${[...wrong, ...stale].join(', ')}. Run: npm run docs`);
  process.exitCode = 1;
}

function write(): void {
  mkdirSync(join(ROOT, 'docs/rules'), { recursive: true });
  for (const path of existing().filter((path) => !pages.has(path))) rmSync(join(ROOT, 'docs', path));
  for (const [path, text] of pages) writeFileSync(join(ROOT, 'docs', path), text);
}

function existing(): readonly string[] {
  const folder = join(ROOT, 'docs/rules');
  return existsSync(folder) ? readdirSync(folder).map((name) => `rules/${name}`) : [];
}

function current(path: string): string | null {
  const file = join(ROOT, 'docs', path);
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : null;
}

function overview(): string {
  return [
    '# Rules',
    '',
    'What Bulkhead reports when nobody has configured anything. Each page shows what is found, what is not, and how to fix it.',
    'A policy file changes a severity, or switches a rule off:',
    '',
    '```yaml',
    '# .github/bulkhead.yaml',
    'rules:',
    '  published-past-proxy: off',
    '  unused-volume: medium',
    '```',
    '',
    '| rule | severity | what it claims |',
    '|---|---|---|',
    ...RULES.map(({ id, severity, summary }) => `| [\`${id}\`](rules/${id}.md) | ${severity} | ${summary} |`),
    '',
  ].join('\n');
}

function page(rule: Rule): string {
  const found = fixturesOf(rule, 'bad');
  const innocent = fixturesOf(rule, 'good');
  return [
    `# \`${rule.id}\``,
    '',
    `**${rule.summary}.** Severity: ${rule.severity}.`,
    '',
    rule.why,
    '',
    ...section('## Found', found),
    ...section('## Not found', innocent),
    '## How to fix it',
    '',
    rule.fix,
    '',
    ...(rule.references.length === 0 ? [] : ['## Read more', '', ...rule.references.map((url) => `- <${url}>`), '']),
    ...settings(rule),
    '[All rules](../rules.md)',
    '',
  ].join('\n');
}

function section(title: string, examples: readonly string[]): readonly string[] {
  return examples.length === 0 ? [] : [title, '', ...examples];
}

/** The first comment of a fixture is its caption; the line that is reported keeps its mark. */
function fixturesOf({ id }: Rule, kind: 'bad' | 'good'): readonly string[] {
  const folder = join(ROOT, 'fixtures/rules', id);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(`.${kind}.yaml`))
    .sort()
    .flatMap((name) => {
      const [caption = '', ...lines] = readFileSync(join(folder, name), 'utf8')
        .replaceAll('\r\n', '\n')
        .trimEnd()
        .split('\n');
      const yaml = lines.map((line) => line.replace(`# finding: ${id}`, '# ← here'));
      return [caption.replace(/^# /, ''), '', '```yaml', ...yaml, '```', ''];
    });
}

function settings({ id, severity }: Rule): readonly string[] {
  if (id === 'isolation') return [];
  const value = severity === 'off' ? 'low' : 'off';
  const title = severity === 'off' ? '## Switch it on' : '## Switch it off, or allow one case';
  const exception = [
    'exceptions:',
    `  - rule: ${id}`,
    '    subject: db',
    '    because: why this one is meant to be so',
    '    until: 2027-06-30',
  ];
  return [
    title,
    '',
    '```yaml',
    '# .github/bulkhead.yaml',
    'rules:',
    `  ${id}: ${value}`,
    ...(severity === 'off' ? [] : exception),
    '```',
    '',
  ];
}
