import { closeSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import { MAX_FILE_BYTES } from '../../compose/file-tree.ts';
import { bytesFrom } from '../../io/disk/bytes.ts';
import { withDiagram } from '../../render/markdown/kept-diagram.ts';
import type { Call } from '../command.ts';
import { write } from '../output.ts';
import { type ExitCode, UsageError } from '../terminal.ts';

/** Writes the diagram into `page`, or says whether it is there. */
export function kept({ values, terminal }: Call, page: string, mermaid: string): ExitCode {
  const file = resolve(terminal.directory, page);
  const before = textOf(file, page);
  const result = withDiagram(before, mermaid);
  if (result.kind === 'wrong') throw new UsageError(`${page}:${result.line.toString()}: ${result.message}`);
  const isCurrent = result.text === before;
  if (values.flags.has('check')) {
    if (!isCurrent)
      terminal.complain(
        `${page}:${result.line.toString()}: the diagram is not the current one; run the same call without --check\n`,
      );
    return isCurrent ? 0 : 1;
  }
  if (!isCurrent) write(file, result.text);
  return 0;
}

function textOf(file: string, page: string): string {
  let bytes: Uint8Array;
  try {
    const opened = openSync(file, 'r');
    try {
      bytes = bytesFrom(opened);
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    throw new UsageError(`cannot read ${page}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (bytes.length > MAX_FILE_BYTES) throw new UsageError(`${page} is larger than a page may be`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(`${page} is not text in UTF-8`);
  }
}
