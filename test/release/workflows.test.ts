import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const FOLDER = '.github/workflows';
const workflows = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const);

describe('workflows', () => {
  test.each(workflows)('%s takes actions by commit, with the version beside it', (_, text) => {
    const used = [...text.matchAll(/^\s*(?:- )?uses: (.+)$/gm)].map(([, what = '']) => what);
    expect(used.length).toBeGreaterThan(0);
    // A workflow cannot name its own commit: for others to call it has the tag that moves.
    const loose = used.filter(
      (what) => !/^(?:\.\/\S*|[\w-]+\/bulkhead@v\d+|[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/.test(what),
    );
    expect(loose).toEqual([]);
  });

  test.each(workflows)('%s says what it may do, for the whole and no more than read', (name, text) => {
    const { permissions } = parse(text) as { permissions?: Record<string, string> };
    const expected = name === 'bulkhead.yml' ? { contents: 'read', 'pull-requests': 'write' } : { contents: 'read' };
    expect(permissions).toEqual(expected);
  });

  test('the one for others to call hands on inputs that the action has, with its defaults', () => {
    const { on, jobs } = parse(readFileSync(join(FOLDER, 'review.yml'), 'utf8')) as {
      on: { workflow_call: { inputs: Record<string, { default: string }> } };
      jobs: { bulkhead: { steps: readonly [{ with: Record<string, string> }] } };
    };
    const { inputs } = parse(readFileSync('action.yml', 'utf8')) as { inputs: Record<string, { default: string }> };
    const { inputs: taken } = on.workflow_call;
    for (const [name, { default: value }] of Object.entries(taken)) expect(inputs[name]?.default, name).toBe(value);
    const handed = Object.keys(taken).map((name) => [name, `\${{ inputs.${name} }}`]);
    expect(jobs.bulkhead.steps[0].with).toEqual(Object.fromEntries(handed));
  });

  test('expressions stand in no script, where their text would be run', () => {
    const scripts = workflows.flatMap(([, text]) =>
      Object.values((parse(text) as { jobs: Record<string, { steps?: { run?: string }[] }> }).jobs).flatMap(
        ({ steps = [] }) => steps.flatMap(({ run }) => run ?? []),
      ),
    );
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});

/** Blocks of YAML in a document that are a workflow with this action. */
function documented(file: string): readonly unknown[] {
  const blocks = [...readFileSync(file, 'utf8').matchAll(/```yaml\n([^]*?)```/g)].map(([, text = '']) => text);
  return blocks
    .filter((text) => /^on:/m.test(text) && text.includes('OWNER/bulkhead'))
    .map((text) => parse(text) as unknown);
}

test.each(['README.md', 'docs/github.md'])('%s shows a workflow that starts whenever the answer may change', (file) => {
  const [first] = documented(file) as { on: { pull_request: { types: readonly string[] }; merge_group: null } }[];
  expect(first?.on.pull_request.types).toEqual(['opened', 'synchronize', 'reopened', 'ready_for_review', 'edited']);
  expect(first?.on).toHaveProperty('merge_group');
});

test.each(['README.md', 'docs/github.md'])('%s shows workflows whose newest run has the word', (file) => {
  expect(documented(file).length).toBeGreaterThan(0);
  for (const workflow of documented(file)) expect(workflow).toHaveProperty('concurrency');
});
