import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FileTree } from '../../src/compose/file-tree.ts';
import type { ChangedFile } from '../../src/fixes/apply.ts';
import { filesIn } from '../../src/fixes/open-files.ts';
import { rewritten } from '../../src/fixes/together.ts';
import { replacedLines } from '../../src/render/patch-lines.ts';

/** What git makes of copies of the files that a patch names, or why it takes none of it. */
export function appliedByGit(
  tree: FileTree,
  patch: string,
): { readonly files: readonly ChangedFile[] } | { readonly reason: string } {
  const open = filesIn(tree);
  const names = [...new Set((replacedLines(patch, () => null) ?? []).map(({ file }) => file))];
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-fixes-'));
  try {
    for (const name of names) {
      const file = open(name);
      if ('reason' in file) return file;
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), file.mark + file.text);
    }
    const { status, stderr } = spawnSync('git', ['apply', '-'], { cwd: folder, input: patch, encoding: 'utf8' });
    if (status !== 0) return { reason: stderr.trim() };
    return {
      files: names.flatMap((name) => {
        const before = open(name);
        if ('reason' in before) return [];
        return [rewritten(name, before, readFileSync(join(folder, name), 'utf8').slice(before.mark.length))];
      }),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
