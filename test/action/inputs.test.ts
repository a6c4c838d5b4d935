import { describe, expect, test } from 'vitest';
import { inputsFrom } from '../../src/action/inputs.ts';
import { markerOf } from '../../src/action/runner.ts';

const inputs = (values: Readonly<Record<string, string>>) =>
  inputsFrom((name) => ({ token: 't', ...values })[name] ?? '');

describe('inputs of the action', () => {
  test('nothing has to be given but the token', () => {
    expect(inputs({})).toEqual({
      token: 't',
      policy: null,
      files: null,
      profiles: null,
      failOn: null,
      scope: null,
      comment: 'changes',
      suggestions: false,
      check: false,
      issue: false,
      sarif: null,
      timeoutSeconds: 300,
    });
    expect(() => inputs({ token: ' ' })).toThrow('input token is empty');
  });

  test.each(['c4nary\nhunter2', 'c4nary hunter2', 'c4nary\u0000', 'c4nary\u00e9'])(
    'a token with %j in it is not told',
    (token) => {
      expect(() => inputs({ token })).toThrow(/^input token holds a space, a line break or a sign/);
      expect(() => inputs({ token })).not.toThrow(/c4nary/);
    },
  );

  test('lists are separated by commas or line ends', () => {
    expect(inputs({ files: 'a.yaml, b.yaml\n\n c.yaml' }).files).toEqual(['a.yaml', 'b.yaml', 'c.yaml']);
    expect(inputs({ profiles: ' , ' }).profiles).toBe(null);
  });

  test.each([
    ['fail-on', 'severe', 'input fail-on takes low, medium, high or critical, not "severe"'],
    ['scope', 'old', 'input scope takes new, all, not "old"'],
    ['check', 'yes', 'input check takes true, false, not "yes"'],
    ['comment', 'yes', 'input comment takes always, changes, findings, never, not "yes"'],
  ])('%s: %s is refused', (name, value, message) => {
    expect(() => inputs({ [name]: value })).toThrow(message);
  });

  test('a workflow that looks at a part has a comment of its own', () => {
    const repository = { owner: 'o', repo: 'shop' };
    expect(markerOf(repository, inputs({}))).toBe('<!-- bulkhead: shop -->');
    expect(markerOf(repository, inputs({ files: '--> @all' }))).toMatch(/^<!-- bulkhead: shop [0-9a-f]{12} -->$/);
    expect(markerOf(repository, inputs({ files: 'a' }))).not.toBe(markerOf(repository, inputs({ files: 'b' })));
  });
});
