import { diskTree } from '../io/disk/tree.ts';
import { treePath } from '../io/disk/system-path.ts';
import { parseBaseline, type ParsedBaseline } from '../policy/baseline-file.ts';
import { type Terminal, UsageError } from './terminal.ts';

/** The baseline in `file`, a path of this machine. Throws `UsageError` where it cannot be read. */
export function baselineIn({ directory }: Terminal, file: string): ParsedBaseline {
  const read = diskTree(directory).read(treePath(file));
  if (read.kind !== 'file') throw new UsageError(`cannot read the baseline ${file}`);
  return parseBaseline(read.text, file.startsWith(`${directory}/`) ? file.slice(directory.length + 1) : file);
}
