import type { ReportFix } from '../../review/report/report.ts';
import { addTo } from '../../words/grouped.ts';
import { encoded } from '../markdown/links.ts';
import { type ReplacedLines, replacedLines } from '../patch-lines.ts';

/** The property `fixes` of a result: what a patch replaces, in whole lines; nothing where it hides a credential, or the files are others by now. */
export function sarifFixes(
  { patch, hidesSecrets }: ReportFix,
  description: string,
  textOf: (file: string) => string | null,
): object {
  const replaced = patch === null || hidesSecrets ? null : replacedLines(patch, textOf);
  if (replaced === null || replaced.length === 0) return {};
  const files = new Map<string, ReplacedLines[]>();
  for (const each of replaced) addTo(files, each.file, each);
  const artifactChanges = [...files].map(([file, all]) => ({
    artifactLocation: artifactOf(file),
    replacements: all.map((each) => ({
      deletedRegion: regionOf(each),
      ...(each.lines.length === 0 ? {} : { insertedContent: { text: each.lines.join('') } }),
    })),
  }));
  return { fixes: [{ description: { text: description }, artifactChanges }] };
}

/** From the first column of the first line to that of the line behind the last, or to the end of a last line without a line break. */
function regionOf({ start, old }: ReplacedLines): object {
  const last = old.at(-1);
  const end =
    last === undefined || last.endsWith('\n')
      ? { endLine: start + old.length, endColumn: 1 }
      : { endLine: start + old.length - 1, endColumn: [...last].length + 1 };
  return { startLine: start, startColumn: 1, ...end };
}

/** A file of the repository, or one elsewhere on the machine. */
export function artifactOf(file: string): object {
  const uri = file.split('/').map(encoded).join('/');
  return file.startsWith('/') ? { uri: `file://${uri}` } : { uri: uri === '' ? '.' : uri, uriBaseId: '%SRCROOT%' };
}
