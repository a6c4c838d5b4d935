import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diskTree } from '../../src/io/disk/tree.ts';
import { systemPath, treePath } from '../../src/io/disk/system-path.ts';

const POSIX = process.platform !== 'win32';
const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'bulkhead-disk-')));
const tree = diskTree(folder);
const at = (path: string) => `${tree.root}/${path}`;

beforeAll(() => {
  mkdirSync(join(folder, 'apps/web'), { recursive: true });
  mkdirSync(join(folder, 'node_modules/p'), { recursive: true });
  mkdirSync(join(folder, '.git'));
  for (const path of ['compose.yaml', 'apps/web/compose.yaml', 'node_modules/p/compose.yaml', '.git/config']) {
    writeFileSync(join(folder, path), 'services: {}\n');
  }
  writeFileSync(join(folder, 'bom.yaml'), '\ufeffservices: {}\n');
  writeFileSync(join(folder, 'latin1.yaml'), Buffer.from('# caf\u00e9\nservices: {}\n# \u00e9t\u00e9', 'latin1'));
  writeFileSync(join(folder, 'cut.yaml'), Buffer.from('# ok\n\n# caf\u00e9').subarray(0, -1));
  writeFileSync(join(folder, 'binary.yaml'), Buffer.from([0x61, 0, 0x62]));
  writeFileSync(join(folder, 'empty.yaml'), '');
  writeFileSync(join(folder, 'large.yaml'), Buffer.alloc(2 * 1024 * 1024 + 1, 'a'));
  writeFileSync(join(folder, 'just-fits.yaml'), Buffer.alloc(2 * 1024 * 1024, 'a'));
  if (POSIX) {
    symlinkSync('compose.yaml', join(folder, 'link.yaml'));
    symlinkSync('nowhere', join(folder, 'broken.yaml'));
    symlinkSync('circle.yaml', join(folder, 'circle.yaml'));
    symlinkSync('..', join(folder, 'apps/up'));
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the files of this machine', () => {
  test('text is read, without a byte order mark', () => {
    expect(tree.read(at('compose.yaml'))).toEqual({ kind: 'file', text: 'services: {}\n' });
    expect(tree.read(at('bom.yaml'))).toEqual({ kind: 'file', text: 'services: {}\n', mark: '\ufeff' });
    expect(tree.read(at('empty.yaml'))).toEqual({ kind: 'file', text: '' });
  });

  test('what is not there, is a folder, or is below a file is told apart', () => {
    expect(tree.read(at('no.yaml'))).toEqual({ kind: 'missing' });
    expect(tree.read(at('compose.yaml/x'))).toEqual({ kind: 'missing' });
    expect(tree.read(at('a\0b'))).toEqual({ kind: 'missing' });
    expect(tree.read(at('apps'))).toEqual({ kind: 'directory' });
    expect([tree.kind(at('apps')), tree.kind(at('compose.yaml')), tree.kind(at('no'))]).toEqual([
      'directory',
      'file',
      'missing',
    ]);
  });

  test('what has NUL bytes is no text', () => {
    expect(tree.read(at('binary.yaml'))).toEqual({ kind: 'refused', reason: 'it is not a text file' });
  });

  test.each([
    ['latin1.yaml', 1],
    ['cut.yaml', 3],
  ])('%s is in another encoding than UTF-8, in line %i', (path, line) => {
    const reason = `it is not in UTF-8: line ${String(line)} has bytes of another encoding`;
    expect(tree.read(at(path))).toEqual({ kind: 'refused', reason });
  });

  test('two MiB is the most', () => {
    expect(tree.read(at('large.yaml'))).toEqual({ kind: 'refused', reason: 'it is larger than 2 MiB' });
    expect(tree.read(at('just-fits.yaml')).kind).toBe('file');
  });

  test.runIf(POSIX)('links are followed; a circle and a pipe are refused without waiting', () => {
    expect(tree.read(at('link.yaml')).kind).toBe('file');
    expect(tree.read(at('broken.yaml'))).toEqual({ kind: 'missing' });
    expect(tree.read(at('circle.yaml'))).toEqual({ kind: 'refused', reason: 'its links lead in a circle' });
    expect(tree.read(at('pipe.yaml'))).toEqual({ kind: 'refused', reason: 'it is not a regular file' });
    expect(tree.read(at('apps/up/apps/up/compose.yaml')).kind).toBe('file');
  });

  test('the list is sorted and leaves out .git, node_modules and what is behind links to folders', () => {
    expect(tree.list(tree.root).filter((path) => path.endsWith('/compose.yaml'))).toEqual([
      at('apps/web/compose.yaml'),
      at('compose.yaml'),
    ]);
    expect(tree.list(tree.root)).toEqual([...tree.list(tree.root)].sort());
    expect(tree.notListed()).toEqual([]);
  });

  test('what was listed is one state: a file that comes later is not there', () => {
    const listed = diskTree(join(folder, 'apps'));
    const late = `${listed.root}/web/late.yaml`;
    listed.list(listed.root);
    writeFileSync(join(folder, 'apps/web/late.yaml'), 'services: {}\n');
    expect([listed.kind(late), listed.read(late).kind]).toEqual(['missing', 'missing']);
    expect(diskTree(join(folder, 'apps')).kind(late)).toBe('file');
    rmSync(join(folder, 'apps/web/late.yaml'));
  });

  test('a bounded list says that it is one', () => {
    const bounded = diskTree(folder, { files: 1, milliseconds: 1000 });
    expect(bounded.list(bounded.root)).not.toContain(at('apps/web/compose.yaml'));
    expect(bounded.notListed()).toEqual([expect.stringMatching(/^only the first \d+ files below \. were searched/)]);
  });
});

test('paths of Windows and back', () => {
  expect(treePath('C:\\repo\\a', 'win32')).toBe('/C:/repo/a');
  expect(treePath('C:\\', 'win32')).toBe('/C:/');
  expect(systemPath('/C:/repo/a', 'win32')).toBe('C:/repo/a');
  expect(systemPath('/C:', 'win32')).toBe('C:/');
  expect(systemPath('/repo', 'linux')).toBe('/repo');
});
