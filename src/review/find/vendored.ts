import { type Diagnostic, warning } from '../../compose/diagnostics.ts';
import type { FileTree } from '../../compose/file-tree.ts';
import { folderOf, isBelow, nameOf, shownPath } from '../../compose/path.ts';
import { code, listed } from '../../words/words.ts';
import { isSameAt } from '../watched.ts';

/**
 * Whether a file is of other people's software: in a folder that a package manager fills, with what it leaves there or its lock beside it, and none
 * of the folders that were asked for. Where anything in such a folder differs from `other`, nothing in it counts as such.
 */
export function vendoredAmong(
  files: readonly string[],
  asked: readonly string[],
  tree: FileTree,
  other: FileTree | null,
): (path: string) => boolean {
  const folders = vendorFolders(files).filter(
    (folder) => !asked.some((path) => isBelow(path, folder)) && (other === null || isUntouched(folder, tree, other)),
  );
  return (path) => folders.some((folder) => isBelow(path, folder));
}

/** That the Compose files at `paths` are not judged; nothing where there are none. */
export function vendoredLeft(paths: readonly string[], tree: FileTree): readonly Diagnostic[] {
  const [first] = paths;
  if (first === undefined) return [];
  const folders = [...new Set(paths.map((path) => shownPath(folderOf(path), tree.root)))];
  const [what, them] =
    paths.length === 1 ? ['1 Compose file', 'it'] : [`${String(paths.length)} Compose files`, 'them'];
  const message = `Not judged: ${what} of other people's software, in ${listed(folders.map(code), MOST_SHOWN)}. What a change touches there is judged; to judge ${them} anyway, name the folder in the call.`;
  return [warning('vendored-not-judged', { file: shownPath(first, tree.root), line: 1, column: 1 }, message)];
}

const MOST_SHOWN = 3;

function vendorFolders(files: readonly string[]): readonly string[] {
  const names = new Set(files);
  const found = new Set<string>();
  for (const file of files) {
    for (let folder = folderOf(file); folder !== '/'; folder = folderOf(folder)) {
      const marks = MARKS.get(nameOf(folder));
      if (marks === undefined || found.has(folder)) continue;
      const places = [
        ...marks.inside.map((name) => `${folder}/${name}`),
        ...LOCKS.map((name) => `${folderOf(folder)}/${name}`),
      ];
      if (places.some((place) => names.has(place))) found.add(folder);
    }
  }
  return [...found];
}

/** Folders by name, and what those who fill them leave inside. */
const MARKS: ReadonlyMap<string, { readonly inside: readonly string[] }> = new Map([
  ['vendor', { inside: ['composer/installed.json', 'composer/installed.php', 'modules.txt', 'bundle/.bundle/config'] }],
  ['bower_components', { inside: [] }],
  ['third_party', { inside: [] }],
  ['third-party', { inside: [] }],
]);

/** Locks that lie beside the folder. */
const LOCKS = [
  'composer.lock',
  'go.sum',
  'Gemfile.lock',
  'package-lock.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bower.json',
  'Cargo.lock',
  'mix.lock',
];

/** Whether everything in the folder is the same in both, and it is filled by a package manager in both. */
function isUntouched(folder: string, tree: FileTree, other: FileTree): boolean {
  const [own, before] = [filesBelow(folder, tree), filesBelow(folder, other)];
  if (own.length !== before.length || own.some((path, index) => path !== before[index])) return false;
  if (!vendorFolders(other.list(other.root)).includes(folder)) return false;
  return own.every((path) => {
    const id = tree.id(path);
    return id !== null && id === other.id(path) ? true : isSameAt(path, tree, other);
  });
}

function filesBelow(folder: string, tree: FileTree): readonly string[] {
  return tree.list(tree.root).filter((path) => isBelow(path, folder));
}
