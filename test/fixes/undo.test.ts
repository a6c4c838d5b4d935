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
    expect(undone(BASE.replace('[front]', '[front, back]'), 3)[0]).toEqual(BASE);
  });

  test('an added line goes with the key that would have nothing left, and with what stands below it', () => {
    const head = BASE.replace('  db:\n', '  db:\n    ports:\n      - "5432:5432"\n');
    expect(undone(head, 6)).toEqual([BASE]);
    const long = BASE.replace(
      '  db:\n',
      '  db:\n    ports:\n      # open\n      - target: 5432\n        published: 5432\n',
    );
    expect(undone(long, 7)).toEqual([BASE]);
    const more = BASE.replace('  db:\n', '  db:\n    ports:\n      - "80:80"\n      - "5432:5432"\n');
    expect(undone(more, 7)[0]).toBe(more.replace('      - "5432:5432"\n', ''));
  });

  test('a line among others that changed is what it was, by its key or by the end of the item, else it goes', () => {
    const base =
      'services:\n  db:\n    image: postgres:17\n    ports:\n      - "127.0.0.1:5432:5432"\n      - "80:80"\n    restart: always\n';
    const head =
      'services:\n  db:\n    image: postgres:18\n    ports:\n      - "5432:5432"\n      - "81:81"\n    restart: no\n';
    const file = { name: 'compose.yaml', head: writtenFile(head), base };
    const afters = (line: number): readonly string[] => undoings(file, new Set([line])).map(({ after }) => after);
    expect(afters(5)[0]).toBe(head.replace('"5432:5432"', '"127.0.0.1:5432:5432"'));
    expect(afters(6)[0]).toBe(head.replace('      - "81:81"\n', ''));
    expect(afters(7)[0]).toBe(head.replace('restart: no', 'restart: always'));
  });

  test('a new service keeps what it is made with, but for ways to it', () => {
    const added =
      '  admin:\n    image: portainer/portainer-ce\n    ports: ["9000:9000"]\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n';
    const head = BASE.replace('networks:\n  back', `${added}networks:\n  back`);
    const line = (text: string): number => head.split('\n').indexOf(text) + 1;
    expect(undone(head, line('      - /var/run/docker.sock:/var/run/docker.sock'))).toEqual([]);
    expect(undone(head, line('    ports: ["9000:9000"]'))).toEqual([head.replace('    ports: ["9000:9000"]\n', '')]);
  });

  test('a value that a service may not start without only changes back', () => {
    const [base, head] = ['${PASSWORD}', 'hunter22x'].map(
      (value) => `services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: ${value}\n`,
    );
    const file = { name: 'compose.yaml', head: writtenFile(head ?? ''), base: base ?? '' };
    expect(undoings(file, new Set([5])).map(({ after }) => after)).toEqual([base]);
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

  test('of a file that is new only ways to its services go', () => {
    const file = { name: 'compose.yaml', head: writtenFile(BASE), base: null };
    expect(undoings(file, new Set([3])).map(({ after }) => after)).toEqual([
      BASE.replace('    networks: [front]\n', ''),
    ]);
    expect(undoings(file, new Set([9]))).toHaveLength(1);
  });

  test('line breaks stay as they are', () => {
    const [base, head] = [BASE, BASE.replace('[front]', '[front, back]')].map((text) => text.replaceAll('\n', '\r\n'));
    const file = { name: 'compose.yaml', head: writtenFile(head ?? ''), base: base ?? '' };
    expect(undoings(file, new Set([3]))[0]?.after).toEqual(base);
  });
});
