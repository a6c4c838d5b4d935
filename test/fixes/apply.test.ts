import { describe, expect, test } from 'vitest';
import { apply } from '../../src/fixes/apply.ts';
import type { Edit } from '../../src/fixes/edit.ts';
import { filesIn } from '../../src/fixes/open-files.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';
import { append, edited, placeOf, remove, replace, set } from './edits.ts';

const FILE = `# shop
services:
    db:   # the store
        image: 'postgres:16'
        ports:
        - '5432:5432'  # for tools
        - "80:80"
        networks: [front, back] # both
    web: &web
        image: nginx
        environment:
            A: b

    # behind it
    worker:
        <<: *web
        command: run
    copy: *web
networks:
    front:
    back: {}
`;
const at = (text: string, nth?: number) => ({ at: placeOf(FILE, text, nth) });

/** Lines that are not in both. */
function changed(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ].join('\n');
}

describe('an edit changes its own bytes only', () => {
  test.each([
    [
      'an item of a list goes with its line',
      [remove('services.db.ports.0', at("'5432"))],
      "-        - '5432:5432'  # for tools",
    ],
    [
      'an item keeps its quotes and its comment',
      [replace('services.db.ports.0', '127.0.0.1:5432:5432', at("'5432"))],
      "-        - '5432:5432'  # for tools\n+        - '127.0.0.1:5432:5432'  # for tools",
    ],
    [
      'a list that has nothing left goes',
      [remove('services.db.ports.0', at("'5432")), remove('services.db.ports.1', at('"80'))],
      '-        ports:\n-        - \'5432:5432\'  # for tools\n-        - "80:80"',
    ],
    [
      'a list in brackets loses one name and gets another',
      [set('services.db.networks.data', null, at('front,')), remove('services.db.networks.front', at('front,'))],
      '-        networks: [front, back] # both\n+        networks: [back, data] # both',
    ],
    [
      'a section that is not there is made as the file makes them',
      [set('volumes.data', null, at('db:')), append('services.db.volumes', 'data:/x', at('db:'))],
      '+        volumes:\n+        - data:/x\n+volumes:\n+    data:',
    ],
    ['a section loses its entry', [remove('networks.front', at('front:'))], '-    front:'],
    [
      'a setting of an anchor is written out for the service that gets another',
      [set('services.worker.environment.A', 'c', at('A: b'))],
      '+            A: c',
    ],
    [
      'an alias that stands for a service becomes a merge key beside what is new',
      [set('services.copy.networks.back', null, at('copy:'))],
      '-    copy: *web\n+    copy:\n+        networks:\n+        - back',
    ],
    [
      'what all have from one anchor is changed there',
      [replace('services.web.environment.A', '${A:?}', { ...at('A: b'), scope: 'all' })],
      '-            A: b\n+            A: ${A:?}',
    ],
    [
      'a text that YAML would take for something else is quoted',
      [set('services.db.labels.on', 'yes', at('db:')), set('services.db.labels.x: y', '# no', at('db:'))],
      '+        labels:\n+            "on": "yes"\n+            "x: y": "# no"',
    ],
  ])('%s', (_, edits, difference) => {
    expect(changed(FILE, edited(FILE, ...edits))).toBe(difference);
  });

  test('line breaks of the other kind stay, and a file without one at its end gets none', () => {
    const file = 'services:\r\n  a:\r\n    image: x';
    expect(edited(file, set('services.a.read_only', true, { at: placeOf(file, 'a:') }))).toBe(
      'services:\r\n  a:\r\n    image: x\r\n    read_only: true',
    );
  });

  test('a file in JSON stays one', () => {
    const file = '{\n  "services": {\n    "a": {\n      "image": "x"\n    }\n  }\n}\n';
    const place = { at: placeOf(file, '"a"') };
    const after = edited(
      file,
      append('services.a.ports', '80:80', place),
      set('networks.b', { internal: true }, place),
    );
    expect(JSON.parse(after)).toEqual({
      services: { a: { image: 'x', ports: ['80:80'] } },
      networks: { b: { internal: true } },
    });
  });

  test('what others refer to by an anchor does not go from under them', () => {
    const file = 'services:\n  a:\n    volumes: &v\n      - x:/x\n  b:\n    volumes: *v\n';
    expect(edited(file, remove('services.a.volumes', { at: placeOf(file, 'volumes') }))).toBe(
      'refused: others refer to what would go from compose.yaml by an anchor',
    );
  });

  test.each(['!!omap [{ a: 1 }, 2]', '!!pairs [a: 1]', '!!set { a, b }', '!!binary aQ=='])(
    'a file with the tag of %s elsewhere is edited',
    (tagged) => {
      const file = `x: ${tagged}\nservices:\n  db:\n    ports: ["80:80", "81:81"]\n`;
      const edit = remove('services.db.ports.0', { at: placeOf(file, '"80') });
      expect(edited(file, edit)).toBe(file.replace('"80:80", ', ''));
    },
  );

  test('the second document of a file is edited', () => {
    const file = 'services:\n  a:\n    image: x\n---\nservices:\n  a:\n    privileged: true # all\n    user: b\n...\n';
    expect(edited(file, remove('services.a.privileged', { at: placeOf(file, 'true') }))).toBe(
      'services:\n  a:\n    image: x\n---\nservices:\n  a:\n    user: b\n...\n',
    );
  });
});

describe('a value that an env file gives is edited there', () => {
  const env = '# shop\nexport HOST=db  # here\nA="b c"\nTOKEN=x [';
  const compose = 'services:\n  a:\n    image: x\n    env_file: app.env\n';
  const at = (line: number) => ({ at: { file: 'app.env', line, column: 1 } });
  const after = (edit: Edit): string | undefined => {
    const tree = memoryTree({ 'compose.yaml': compose, 'app.env': env }, '/repo');
    const applied = apply(filesIn(tree), [edit]);
    return applied.kind === 'refused' ? applied.reason : applied.files[0]?.after;
  };
  test.each([
    [replace('services.a.environment.HOST', 'other', at(2)), 'HOST=db', 'HOST=other'],
    [replace('services.a.environment.A', "it's", at(3)), 'A="b c"', 'A="it\'s"'],
    [replace('services.a.environment.TOKEN', 'a b', at(4)), 'TOKEN=x [', "TOKEN='a b'"],
    [remove('services.a.environment.A', at(3)), 'A="b c"\n', ''],
  ])('%j', (edit, before, now) => {
    expect(after(edit)).toBe(env.replace(before, now));
  });

  test('what is not on the line is not', () => {
    expect(after(replace('services.a.environment.B', 'x', at(3)))).toBe('app.env is no YAML');
  });
});
