import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseBaseline } from '../../src/policy/baseline-file.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { RULES } from '../../src/rules/index.ts';

const examples = [...readFileSync('docs/policy.md', 'utf8').matchAll(/^```yaml\r?\n([^]*?)^```/gm)].map(
  ([, text = '']) => text,
);
const ids = RULES.map(({ id }) => id);

test.each(examples.filter((text) => !isBaseline(text)))(
  'the documentation of the policy gives a policy without a fault: %s',
  (text) => {
    expect(parsePolicy(text, 'docs', ids).diagnostics).toEqual([]);
  },
);

test.each(examples.filter(isBaseline))('the documentation gives a baseline without a fault', (text) => {
  const { baseline, diagnostics } = parseBaseline(text, 'docs');
  expect(diagnostics).toEqual([]);
  expect(baseline.entries).toHaveLength(1);
});

test('the documentation has examples', () => {
  expect(examples.length).toBeGreaterThan(4);
});

function isBaseline(text: string): boolean {
  return text.startsWith('version:');
}
