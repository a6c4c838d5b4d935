import { error, type Problems } from '../diagnostics.ts';
import { plainText } from '../go/types.ts';
import { isNull, itemsOf, list, stringOf, valueOf } from '../yaml/nodes.ts';
import type { SourceLocation } from '../source.ts';
import type { Node } from '../yaml/tree.ts';

/** A text of an include that names a file, and where it stands. */
interface NamedFile {
  readonly path: string;
  readonly at: SourceLocation;
}

/** One item of `include` in its long form. No schema stands before it: other keys than these are passed over. */
export interface IncludeItem {
  readonly at: SourceLocation;
  readonly paths: readonly NamedFile[];
  /** `''`: not written. */
  readonly projectDirectory: string;
  /** `null`: not written. */
  readonly envFiles: readonly NamedFile[] | null;
}

/** The item in its long form; `null` where Compose cannot make one of it. `path` says where it stands in the model. */
export function includeItem(item: Node, path: readonly string[], problems: Problems): IncludeItem | null {
  const short = stringOf(item);
  if (short !== undefined)
    return { at: item.at, paths: [{ path: short, at: item.at }], projectDirectory: '', envFiles: null };
  if (item.kind !== 'map' && !isNull(item)) {
    problems.push(error('wrong-type', item.at, `${path.join('.')} must be a file or a mapping with "path".`));
    return null;
  }
  const [paths, envFiles] = ['path', 'env_file'].map((key) => filesOf(valueOf(item, key), [...path, key], problems));
  const directory = valueOf(item, 'project_directory');
  const written =
    directory === undefined ? undefined : directoryOf(directory, [...path, 'project_directory'], problems);
  if (paths === null || envFiles === null || written === null) return null;
  return { at: item.at, paths: paths ?? [], projectDirectory: written ?? '', envFiles: envFiles ?? null };
}

/** `undefined`: not written. `null`: no list of files. */
function filesOf(
  node: Node | undefined,
  path: readonly string[],
  problems: Problems,
): readonly NamedFile[] | null | undefined {
  if (node === undefined || isNull(node)) return undefined;
  const items = itemsOf(node.kind === 'scalar' ? list([node], node.at) : node);
  const texts = items.flatMap((item): NamedFile[] => {
    const text = stringOf(item);
    return text === undefined ? [] : [{ path: text, at: item.at }];
  });
  if (node.kind !== 'map' && texts.length === items.length) return texts;
  problems.push(error('wrong-type', node.at, `${path.join('.')} must be a file or a list of files.`));
  return null;
}

function directoryOf(node: Node, path: readonly string[], problems: Problems): string | null {
  if (isNull(node)) return '';
  const text = stringOf(plainText(node, path, problems) ?? node);
  if (text !== undefined && node.kind === 'scalar') return text;
  if (node.kind !== 'scalar') problems.push(error('wrong-type', node.at, `${path.join('.')} must be text.`));
  return null;
}
