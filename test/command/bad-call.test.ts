import { describe, expect, test } from 'vitest';
import { bulkhead } from './terminal.ts';

describe('a wrong call ends with exit code 2 and one line that says what to do', () => {
  test.each([
    [['chekc'], 'unknown command "chekc"; did you mean "check"? See bulkhead --help'],
    [['--verison'], 'unknown option "--verison". See bulkhead --help'],
    [['check', '--fromat', 'json'], 'unknown option --fromat; did you mean --format?'],
    [['check', '--format', 'xml'], 'bulkhead check knows no format "xml"; it prints text, json, sarif, markdown, html'],
    [['check', '--fail-on', 'urgent'], '--fail-on takes low, medium, high or critical, not "urgent"'],
    [['check', '--format'], '--format needs a value: --format FORMAT'],
    [['check', 'no/such/folder'], 'there is no file or folder "no/such/folder"'],
    [['check', 'a'.repeat(5_000)], `there is no file or folder "${'a'.repeat(5_000)}"`],
    [['check', ''], 'an argument is empty; usage: bulkhead check [PATH…]'],
    [['diff', ''], 'an argument is empty; usage: bulkhead diff BASE [HEAD]'],
    [['explain', 'one'], 'usage: bulkhead explain FROM TO [PATH…]'],
    [['rules', 'data-publish'], 'there is no rule "data-publish"; did you mean "data-published"?'],
    [['diff', 'no-such-branch'], '"no-such-branch" is not a commit of this repository'],
  ])('%j', async (words, message) => {
    const { exitCode, printed, complained } = await bulkhead(words);
    expect({ exitCode, printed, complained }).toEqual({
      exitCode: 2,
      printed: '',
      complained: `bulkhead: ${message}\n`,
    });
  });

  test('control characters of an argument do not reach the terminal', async () => {
    const { complained } = await bulkhead(['\u001b[31mred']);
    expect(complained).not.toContain('\u001b');
  });
});

test('help names every command, and every command has its own', async () => {
  const { exitCode, printed } = await bulkhead(['--help']);
  expect(exitCode).toBe(0);
  for (const name of ['check', 'diff', 'explain', 'matrix', 'graph', 'config', 'rules', 'baseline', 'init']) {
    expect(printed).toContain(`  ${name} `);
    const own = await bulkhead([name, '--help']);
    expect(own.printed).toContain(`usage: bulkhead ${name} [OPTIONS]`);
  }
});
