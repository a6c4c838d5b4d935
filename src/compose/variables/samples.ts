import type { FileTree } from '../file-tree.ts';
import { folderOf, nameOf, resolved } from '../path.ts';
import type { SampleSetting } from '../project.ts';

/** Paths under which a sample of the env file at `path` may be committed, the likeliest first. */
export function samplePaths(path: string): readonly string[] {
  const [folder, name] = [folderOf(path), nameOf(path)];
  const bare = name.replace(/^\./, '');
  const names = [
    ...ENDS.map((end) => `${name}${end}`),
    ...ENDS.map((end) => `${bare}${end}`),
    ...STARTS.map((start) => `${start}${bare}`),
    ...ENDS.map((end) => `.env${end}`),
    ...ENDS.map((end) => `env${end}`),
  ];
  return [...new Set(names)].map((one) => resolved(folder, one));
}

const ENDS = [
  ...['.example', '.sample', '.dist', '.template', '.tmpl', '-example', '-sample', '_example', '_sample'],
  ...['.default', '.defaults'],
];
const STARTS = ['example.', 'sample.', '.example.', '.sample.', 'template.', 'default.', 'dot.'];

/** The first sample of `path` that is committed; `null`: none. */
export function sampleOf(tree: FileTree, path: string): string | null {
  return samplePaths(path).find((one) => tree.kind(one) === 'file') ?? null;
}

/** Letters of a value that counts: a setting may say it many times. */
const LONGEST = 500;

/** Settings of a sample, line by line: what cannot be read is left out, for it decides nothing. `file`: as places write it. */
export function settingsOf(text: string, file: string): readonly SampleSetting[] {
  return text.split('\n').flatMap((line, index) => {
    const [, key = '', value = ''] = /^(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/.exec(line.trim()) ?? [];
    const bare = value.trim().replace(/^(["'])(.*)\1$/, '$2');
    return key === '' || bare.length > LONGEST ? [] : [{ key, value: bare, at: { file, line: index + 1, column: 1 } }];
  });
}
