import { lookedAt, namedAs } from '../../compose/compose-file.ts';
import { asYaml, type FileTree } from '../../compose/file-tree.ts';

/** A Compose file, and the services that it describes; none where it cannot be read. */
export interface ComposeFile {
  readonly path: string;
  readonly services: readonly string[];
}

/** Which of `paths` are Compose files, by name and content. Those whose name says so count also where they cannot be read. */
export function composeFilesAmong(paths: readonly string[], tree: FileTree): readonly ComposeFile[] {
  return paths.flatMap((path) => {
    const named = namedAs(path);
    const read = asYaml(tree.read(path));
    if (read.kind !== 'file') return read.kind === 'refused' && named === 'compose' ? [{ path, services: [] }] : [];
    const { kind, services } = lookedAt(read.text, named);
    return kind === 'compose' || (kind === 'broken' && named === 'compose') ? [{ path, services }] : [];
  });
}
