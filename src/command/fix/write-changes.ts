import { readFileSync, writeFileSync } from 'node:fs';
import type { ChangedFile } from '../../fixes/apply.ts';
import { resolved } from '../../compose/path.ts';
import { systemPath } from '../../io/disk/system-path.ts';
import { UsageError } from '../terminal.ts';

/**
 * Writes files of this machine as they are after a change, below the folder `root` of a tree; every other byte stays. Throws `UsageError`, and
 * writes none, where one of them is no longer what was judged.
 */
export function writeChanges(files: readonly ChangedFile[], root: string): void {
  const places = files.map((file) => ({ file, path: systemPath(resolved(root, file.name)) }));
  for (const { file, path } of places) {
    if (!Buffer.from(file.before.mark + file.before.text).equals(attempt(path, () => readFileSync(path))))
      throw new UsageError(`${file.name} was changed meanwhile; nothing is written. Call it again`);
  }
  for (const { file, path } of places)
    attempt(path, () => {
      writeFileSync(path, file.before.mark + file.after);
    });
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
