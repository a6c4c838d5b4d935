import { expect, test } from 'vitest';
import { resolved } from '../../src/compose/path.ts';
import { repositoryRoot } from '../../src/io/repository-root.ts';
import { sensitivePath } from '../../src/engines/host/sensitive-paths.ts';
import { writtenFrom } from '../../src/topology/build/written-path.ts';

test.each(['shop', 'dev', 'home', 'root', 'etc'])(
  'the folder of a repository called %s is none of the host',
  (name) => {
    const root = repositoryRoot(name);
    expect(['.', 'data', '..', '../..', '../data'].map((path) => sensitivePath(resolved(root, path)))).toEqual(
      Array(5).fill(null),
    );
  },
);

test('a folder beside the repository is written as the file has it', () => {
  const root = repositoryRoot('shop');
  expect(writtenFrom(root, resolved(root, '../data'))).toBe('../data');
});
