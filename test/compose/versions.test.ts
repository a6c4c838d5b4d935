import { describe, expect, test } from 'vitest';
import type { LoadOptions } from '../../src/compose/options.ts';
import { loaded } from './loaded.ts';

const told = (
  files: Readonly<Record<string, string>>,
  composeVersion: LoadOptions['composeVersion'] = null,
): readonly string[] =>
  loaded(files, { composeVersion }).diagnostics.map(
    ({ at, severity, code, message }) => `${at.file}:${String(at.line)} ${severity} ${code}: ${message}`,
  );

const SHARED = {
  'compose.yaml': 'include: [inc.yaml]\nservices:\n  db:\n    ports: ["127.0.0.1:5432:5432"]\n',
  'inc.yaml': 'services:\n  db:\n    image: postgres\n    ports: ["5432:5432"]\n',
};

describe('without a version of Compose', () => {
  test('what both read alike is one reading, and nothing is said', () => {
    expect(told({ 'compose.yaml': 'services:\n  a:\n    image: "x:${T:-${U:-1}}"\n' })).toEqual([]);
    expect(told({ 'compose.yaml': 'include: [inc.yaml]\n', 'inc.yaml': 'services: {a: {image: x}}\n' })).toEqual([]);
  });

  test('what 2.40 refuses is judged as 5 reads it, and said', () => {
    expect(told(SHARED)).toMatchInlineSnapshot(`
      [
        "compose.yaml:3 warning compose-versions-differ: Docker Compose 2.40 refuses this project; it is judged as Docker Compose 5 reads it. Docker Compose 2.40: services.db is also defined by an included file (inc.yaml:2), differently. Change it in an override file, or keep one of them. Say in the policy which version runs, as "compose: { version: … }".",
      ]
    `);
    expect(loaded(SHARED).project?.services.get('db')?.ports).toHaveLength(2);
  });

  test('what 5 refuses and 2.40 does not is refused, and said', () => {
    expect(told({ 'compose.yaml': 'services: {a: {image: x, labels: {n: .nan}}}\n' })).toMatchInlineSnapshot(`
      [
        "compose.yaml:1 error not-finite: Compose cannot read .nan as a number. Put it in quotes to make it a text.",
        "compose.yaml:1 warning compose-versions-differ: Docker Compose 5 refuses this project, and counts here; Docker Compose 2.40 accepts it. Say in the policy which version runs, as "compose: { version: … }".",
      ]
    `);
  });

  test('what both accept and read differently is told with the attribute', () => {
    expect(
      told({
        'compose.yaml':
          'services:\n  a: &a\n    image: x\n    ports: !reset []\n  b:\n    <<: *a\n    extends: c\n  c:\n    image: x\n    ports: ["1:1"]\n',
      }),
    ).toMatchInlineSnapshot(`
      [
        "compose.yaml:10 warning compose-versions-differ: Docker Compose 2.40 reads services.b.ports differently; it is judged as Docker Compose 5 reads it. Say in the policy which version runs, as "compose: { version: … }".",
      ]
    `);
  });

  test('what no rule looks at may differ in silence', () => {
    const inc = 'services: {a: {image: x, post_start: [{command: y}]}}\n';
    expect(told({ 'compose.yaml': 'include: [inc.yaml, inc.yaml]\n', 'inc.yaml': inc })).toEqual([]);
    expect(
      told({
        'compose.yaml': 'services: {a: {image: x, volumes: [{type: bind, source: ./a, target: /a, bind: {}}]}}\n',
      }),
    ).toEqual([]);
  });

  test('what only Compose 5.0 to 5.5 refuse is a warning', () => {
    const inc = 'services: {a: {image: x, security_opt: [no-new-privileges]}}\n';
    expect(told({ 'compose.yaml': 'include: [inc.yaml, inc.yaml]\n', 'inc.yaml': inc })).toMatchInlineSnapshot(`
      [
        "inc.yaml:1 warning joined-twice: Compose 5.0 to 5.5 refuses this project: a definition is joined with an equal one that a file includes, and the list then holds this item twice. Keep one of them.",
      ]
    `);
  });
});

describe('with a version of Compose', () => {
  test('only its own reading counts', () => {
    expect(told(SHARED, '5')).toEqual([]);
    expect(told(SHARED, '2.40')).toMatchInlineSnapshot(`
      [
        "compose.yaml:3 error no-image-or-build: The service db has neither an image nor a build.",
        "compose.yaml:3 error include-conflict: services.db is also defined by an included file (inc.yaml:2), differently. Change it in an override file, or keep one of them.",
      ]
    `);
  });
});

describe('a tag that takes something away', () => {
  test('and finds nothing is told: in an included file it does not act on the other one', () => {
    const files = {
      'compose.yaml': 'include: [inc.yaml]\nservices:\n  db:\n    image: postgres\n    ports: ["5432:5432"]\n',
      'inc.yaml': 'services:\n  db:\n    ports: !reset []\n',
    };
    expect(told(files, '5')).toMatchInlineSnapshot(`
      [
        "inc.yaml:3 warning reset-without-effect: !reset changes nothing here: no file that this one is laid on has services.db.ports. It acts on earlier -f and override files, on what the service extends and, with Compose 5, on what the file includes.",
      ]
    `);
    expect(loaded(files, { composeVersion: '5' }).project?.services.get('db')?.ports).toHaveLength(1);
  });

  test('and finds something is not', () => {
    const files = {
      'compose.yaml': 'services:\n  db:\n    image: postgres\n    ports: ["5432:5432"]\n',
      'compose.override.yaml':
        'services:\n  db:\n    ports: !override ["127.0.0.1:5432:5432"]\n    expose: !reset []\n',
    };
    expect(told(files)).toMatchInlineSnapshot(`
      [
        "compose.override.yaml:4 warning reset-without-effect: !reset changes nothing here: no file that this one is laid on has services.db.expose. It acts on earlier -f and override files, on what the service extends and, with Compose 5, on what the file includes.",
      ]
    `);
  });

  test('acts on what the service extends, and not from the extended file under the name of the extending service', () => {
    const files = {
      'compose.yaml': 'services:\n  db:\n    extends: {file: base.yaml, service: store}\n',
      'base.yaml': 'services:\n  store:\n    image: x\n    ports: ["1:1"]\n  db:\n    image: y\n    ports: !reset []\n',
    };
    expect(told(files)).toMatchInlineSnapshot(`
      [
        "base.yaml:7 warning reset-without-effect: !reset changes nothing here: no file that this one is laid on has services.db.ports. It acts on earlier -f and override files, on what the service extends and, with Compose 5, on what the file includes.",
      ]
    `);
    expect(loaded(files).project?.services.get('db')?.ports).toHaveLength(1);
  });
});
