import { describe, expect, test } from 'vitest';
import { undoings } from '../../src/fixes/undo.ts';
import { writtenFile } from '../../src/fixes/write/written-file.ts';

const BASE =
  'services:\n  proxy:\n    networks: [front]\n  db:\n    networks:\n      - back\nnetworks:\n  back:\n    internal: true\n';

/** What each way makes of `head`. */
function undone(head: string, ...lines: readonly number[]): readonly string[] {
  const file = { name: 'compose.yaml', head: writtenFile(head), base: BASE };
  return undoings(file, new Set(lines)).map(({ after }) => after);
}

describe('taking a change back', () => {
  test('a changed line is what it was', () => {
    expect(undone(BASE.replace('[front]', '[front, back]'), 3)).toEqual([BASE]);
  });

  test('an added line goes, then all that was added with it', () => {
    const head = BASE.replace('  db:\n', '  db:\n    ports:\n      - "5432:5432"\n');
    expect(undone(head, 6)).toEqual([BASE.replace('  db:\n', '  db:\n    ports:\n'), BASE]);
  });

  test('a line that went comes back, whatever lines the finding is at', () => {
    expect(undone(BASE.replace('    internal: true\n', ''), 3)).toEqual([BASE]);
  });

  test('what is added beside much else goes alone', () => {
    const head = BASE.replace(
      '  db:\n',
      '  db:\n    image: postgres:17\n    user: "999"\n    tmpfs: /tmp\n    ports: ["5432:5432"]\n',
    );
    expect(undone(head, 8)).toEqual([head.replace('    ports: ["5432:5432"]\n', '')]);
  });

  test('of a file that is new nothing says what it was', () => {
    expect(undoings({ name: 'compose.yaml', head: writtenFile(BASE), base: null }, new Set([3]))).toEqual([]);
  });

  test('line breaks stay as they are', () => {
    const [base, head] = [BASE, BASE.replace('[front]', '[front, back]')].map((text) => text.replaceAll('\n', '\r\n'));
    const file = { name: 'compose.yaml', head: writtenFile(head ?? ''), base: base ?? '' };
    expect(undoings(file, new Set([3])).map(({ after }) => after)).toEqual([base]);
  });
});
