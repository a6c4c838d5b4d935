import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callsIn, isCaller } from '../../src/compose/calls/callers.ts';
import { commandsIn } from '../../src/compose/calls/shell-words.ts';

/** `LINE [FOLDER/] FILES…` of each call; `?` for what is not known. */
function calls(path: string, text: string): readonly string[] {
  return callsIn(path, text, path).map(({ at, folder, files, envFiles, projectName }) =>
    [
      `${String(at.line)}:`,
      ...(folder === null ? [] : [`${folder}/`]),
      ...files,
      ...envFiles.map((file) => `env=${file}`),
      ...(projectName === null ? [] : [`name=${projectName}`]),
    ]
      .join(' ')
      .replaceAll('\0', '?'),
  );
}

describe('words of a shell', () => {
  const words = (text: string) => commandsIn(text).map((command) => command.map((word) => word.replaceAll('\0', '?')));

  test.each([
    ['a "b c" d\\ e \'f "g\'', [['a', 'b c', 'd e', 'f "g']]],
    ['a && b || c; d | e & (f)', [['a'], ['b'], ['c'], ['d'], ['e'], ['f']]],
    ['a # b\nc#d', [['a'], ['c#d']]],
    ['a $X "${Y}/b" ${Z:-c} $(d e) `f`', [['a', '?', '?/b', 'c', '?', '?'], ['d', 'e'], ['f']]],
    ['a ${{ matrix.x }}.yml {{.X}} $$Y $', [['a', '?.yml', '?', '?', '$']]],
    ['a b > c', [['a', 'b'], ['c']]],
    ['a "b', [['a', 'b']]],
    ['a $(b', [['a', '?'], ['b']]],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test('any text has some, and none takes long', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'\'"\\$`(){}# \na-|;&<>') }),
        (text) => commandsIn(text).length >= 0,
      ),
    );
    const started = performance.now();
    for (const part of ['$(', '"$(', '`', '${', '{{', '\\', "'", '((', '"`']) commandsIn(part.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('calls of docker compose', () => {
  test.each([
    [
      'Makefile',
      'A = docker compose -f a.yml \\\n  -f b.yml\nup:\n\t@cd deploy && $(A) up -d\n',
      ['4: deploy/ a.yml b.yml'],
    ],
    [
      'Makefile',
      'up:\n\tcd x; docker-compose --file=a.yml up\ndown:\n\tdocker-compose -f b.yml logs -f web\n',
      ['2: x/ a.yml', '4: b.yml'],
    ],
    ['justfile', 'dc := "docker compose -f a.yml"\nup:\n    {{dc}} up\n', ['3: a.yml']],
    [
      'up.sh',
      'cd "$(dirname "$0")/.."\nF="-f a.yml"\ndocker compose $F -f b.$ENV.yml --env-file p.env -p shop up\n',
      ['3: ../ a.yml b.?.yml env=p.env name=shop'],
    ],
    ['up.sh', 'ssh host "cd /opt/x && docker compose -f a.yml up"\n', ['1: /opt/x/ a.yml']],
    ['up.sh', 'X=$(sudo /usr/bin/docker --context c compose -f a.yml ps -q)\n', ['1: a.yml']],
    ['up.sh', '"$DC" -f docker-compose.prod.yml up\n"$KUBECTL" -f pod.yml apply\n', ['1: docker-compose.prod.yml']],
    ['up.sh', 'COMPOSE=(docker compose -f a.yml)\n"${COMPOSE[@]}" -f b.yml up\n', ['2: a.yml b.yml']],
    ['up.sh', 'docker stack deploy --with-registry-auth -c a.yml -c b.yml shop\n', ['1: a.yml b.yml name=shop']],
    [
      'up.sh',
      'export COMPOSE_FILE=a.yml:b.yml\nCOMPOSE_FILE=c.yml docker compose up\n',
      ['1: a.yml b.yml', '2: c.yml'],
    ],
    ['.env', 'TAG=1\nCOMPOSE_FILE=a.yml:b.yml\n', ['2: a.yml b.yml']],
    ['package.json', '{\n\t"scripts": { "up": "cd x && docker compose -f \\"a b.yml\\" up" }\n}', ['2: x/ a b.yml']],
    [
      '.devcontainer/devcontainer.json',
      '{ // x: "dockerComposeFile"\n "dockerComposeFile": ["../a.yml", "b.yml"], }',
      ['2: ../a.yml b.yml'],
    ],
    [
      'Taskfile.yml',
      'vars: { C: docker compose -f a.yml }\ntasks:\n  up: { dir: x, cmds: ["{{.C}} up"] }\n',
      ['1: a.yml', '3: x/ a.yml'],
    ],
    [
      '.gitlab-ci.yml',
      'variables: { COMPOSE_FILE: "a.yml:b.yml" }\nup: { script: [docker compose up] }\n',
      ['1: a.yml b.yml', '2:'],
    ],
    [
      '.github/workflows/x.yml',
      'defaults: { run: { working-directory: app } }\njobs:\n  a:\n    steps:\n      - run: |\n          echo\n          docker compose -f a.yml up\n',
      ['7: app/ a.yml'],
    ],
    ['README.md', 'Never `docker compose -f no.yml up`.\n```sh\n$ docker compose -f a.yml up\n```\n', ['3: a.yml']],
  ])('in %s: %s', (path, text, expected) => {
    expect(calls(path, text)).toEqual(expected);
  });

  test.each(['src/main.ts', 'docs/guide.md', 'compose.yaml', 'LICENSE'])('%s holds none', (path) => {
    expect(isCaller(path)).toBe(false);
  });

  test('text that is made to be slow is not', () => {
    const started = performance.now();
    for (const part of [
      'docker compose ',
      'A=$A docker compose\n',
      '"docker compose ',
      '$(docker compose ',
      '{"a": "docker compose -f ',
      '"\\',
      '/*',
      'A=$B$B$B$B\nB=docker compose $A$A$A\n',
    ])
      for (const path of ['Makefile', 'package.json', 'README.md', '.gitlab-ci.yml'])
        callsIn(path, `compose ${part.repeat(3_000)}`, path);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
