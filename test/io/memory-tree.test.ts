import { describe, expect, test } from 'vitest';
import { memoryTree } from '../../src/io/memory-tree.ts';

const tree = memoryTree({
  'compose.yaml': 'services: {}',
  'apps/web/.env': 'A=1',
  '../beside/x.yaml': 'x',
  'node_modules/p/compose.yaml': 'no',
  'late.yaml': { kind: 'pending' },
});

describe('a record of strings as a tree', () => {
  test('paths are relative to the root, which is /project', () => {
    expect(tree.root).toBe('/project');
    expect(tree.read('/project/compose.yaml')).toEqual({ kind: 'file', text: 'services: {}' });
    expect(tree.read('/beside/x.yaml')).toEqual({ kind: 'file', text: 'x' });
  });

  test('folders are there because of their files', () => {
    expect(tree.kind('/project/apps')).toBe('directory');
    expect(tree.read('/project/apps')).toEqual({ kind: 'directory' });
    expect(tree.kind('/project/app')).toBe('missing');
  });

  test('the list is sorted, below the root, without node_modules', () => {
    expect(tree.list(tree.root)).toEqual(['/project/apps/web/.env', '/project/compose.yaml', '/project/late.yaml']);
  });

  test('a file may be pending, and a service file may be called __proto__', () => {
    expect(tree.read('/project/late.yaml')).toEqual({ kind: 'pending' });
    expect(tree.kind('/project/late.yaml')).toBe('file');
    expect(tree.read('/project/__proto__')).toEqual({ kind: 'missing' });
  });

  test('a text with a NUL byte is refused', () => {
    expect(memoryTree({ a: 'x\0' }).read('/project/a')).toEqual({ kind: 'refused', reason: 'it is not a text file' });
  });
});
