import { describe, expect, test } from 'vitest';
import { folder } from './repository.ts';
import { bulkhead } from './terminal.ts';

describe('a wrong call ends with exit code 2 and one line that says what to do', () => {
  test.each([
    [['chekc'], 'unknown command "chekc"; did you mean "check"? See bulkhead --help'],
    [['--verison'], 'unknown option "--verison". See bulkhead --help'],
    [['check', '--fromat', 'json'], 'unknown option --fromat; did you mean --format?'],
    [
      ['check', '--format', 'xml'],
      'bulkhead check knows no format "xml"; it prints text, json, unix, sarif, markdown, codeclimate, junit, html',
    ],
    [['check', '--fail-on', 'urgent'], '--fail-on takes low, medium, high or critical, not "urgent"'],
    [['check', '--format'], '--format needs a value: --format FORMAT'],
    [['check', 'no/such/folder'], 'there is no file or folder "no/such/folder"'],
    [['check', 'a'.repeat(5_000)], `there is no file or folder "${'a'.repeat(5_000)}"`],
    [['check', ''], 'an argument is empty; usage: bulkhead check [PATH…]'],
    [['diff', '.', '-f', '-'], 'standard input is one state, and diff compares two: name files with -f'],
    [['diff', ''], 'an argument is empty; usage: bulkhead diff BASE [HEAD] | --engine FROM..TO [FOLDER]'],
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

  const APART = 'files are those of one project: give one PATH with -f, --project-directory or as a file';
  test.each([
    [['check', 'a', 'b', '-f', 'compose.yaml'], APART],
    [['check', 'a', 'b', '--project-directory', 'a'], APART],
    [['check', 'a', 'b/compose.yaml'], APART],
    [['matrix', 'a/compose.yaml', 'b/compose.yaml'], APART],
    [['check', 'a/compose.yaml', '-f', 'b/compose.yaml'], 'the PATH is a Compose file: give it with -f too'],
  ])('%j would leave out what it names', async (words, message) => {
    const place = folder({ 'a/compose.yaml': 'services: {}\n', 'b/compose.yaml': 'services: {}\n' });
    const { exitCode, printed, complained } = await bulkhead(words, place);
    expect([exitCode, printed, complained]).toEqual([2, '', expect.stringContaining(message)]);
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
