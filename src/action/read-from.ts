import type { FileRead } from '../compose/file-tree.ts';
import type { FetchingTree } from '../io/github/tree.ts';

/** What is at `path`, fetched where it has to be. A link takes a round for itself and one for what it leads to. */
export async function readFrom(tree: FetchingTree, path: string): Promise<FileRead> {
  let read = tree.read(path);
  for (let round = 0; read.kind === 'pending' && round < 3; round += 1) {
    await tree.fetch();
    read = tree.read(path);
  }
  return read;
}
