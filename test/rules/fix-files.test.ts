import { expect, test } from 'vitest';
import { dataReachableFromFrontend } from '../../src/rules/data-reachable-from-frontend.ts';
import { withFilesInFix } from '../../src/rules/fix-files.ts';
import { contextOf } from './violations.ts';

/** The first lines of the fix of the first finding. */
function fixOf(base: string, override: string): readonly string[] | undefined {
  const { context } = contextOf({ 'compose.yaml': base, 'compose.override.yaml': override });
  const [violation] = dataReachableFromFrontend.check(context);
  const fixed = violation === undefined ? undefined : withFilesInFix(context.topology, violation).fix.yaml;
  return fixed?.split('\n').slice(0, 4);
}

test('a fix says which file a service stands in, where that is not the file of the finding', () => {
  const base =
    'services:\n  web:\n    image: traefik:v3\n  app:\n    image: example/app\n    environment:\n      DB_HOST: db\n';
  expect(fixOf(base, 'services:\n  db:\n    image: postgres:16\n')).toEqual([
    'services:',
    '  db:  # compose.override.yaml',
    '+   networks: [backend]',
    '  app:',
  ]);
});

test('a fix says which file the lines stand in that it changes, where that is not the file of the service', () => {
  const base =
    'services:\n  web:\n    image: traefik:v3\n  db:\n    image: postgres:16\n    environment:\n      A: b\n';
  expect(fixOf(base, 'services:\n  db:\n    ports:\n      - "5432:5432"\n')).toEqual([
    'services:',
    '  db:',
    '+   networks: [backend]',
    '    ports:  # compose.override.yaml',
  ]);
});
