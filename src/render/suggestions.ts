import type { Report, ReportCause } from '../review/report/report.ts';
import { codeSpan, proseForMarkdown } from './escape.ts';
import { type ReplacedLines, replacedLines } from './patch-lines.ts';

/** Lines of a file, and the text of a review comment that proposes others in their place. */
export interface SuggestedLines {
  /** The same for the same part of the fix of the same cause. */
  readonly key: string;
  readonly file: string;
  /** The first and the last of them, from 1. */
  readonly start: number;
  readonly end: number;
  /** As they are now, without line breaks. */
  readonly old: readonly string[];
  readonly body: string;
}

/**
 * The patches of what is new as suggestions, those of a cause together: one alone may break what all of them mend. Left out is what hides a
 * credential, meets the lines of a worse one, or has line breaks that a suggestion does not keep. `textOf`: as the files are in the head.
 */
export function suggestionsFor(
  { causes }: Report,
  textOf: (file: string) => string | null,
): readonly (readonly SuggestedLines[])[] {
  const groups: (readonly SuggestedLines[])[] = [];
  for (const cause of causes) {
    const { status, fix } = cause;
    if (status !== 'new' || fix.patch === null || fix.tried === null || fix.hidesSecrets) continue;
    const parts = (replacedLines(fix.patch, (file) => textOf(file) ?? '') ?? []).map(widened);
    const all = parts.flatMap((part) => part ?? []);
    if (all.length === 0 || all.length < parts.length || !all.every(isPlain)) continue;
    const suggested = all.map((part, index) => suggestionOf(cause, part, index, all.length));
    if (suggested.every((one) => groups.every((group) => group.every((other) => !meets(one, other)))))
      groups.push(suggested);
  }
  return groups;
}

/** A suggestion takes the place of a line: what only adds lines takes that of the one beside them. `null`: none is shown. */
function widened(lines: ReplacedLines): ReplacedLines | null {
  if (lines.old.length > 0) return lines;
  const { start, before, after } = lines;
  if (before !== null) return { ...lines, start: start - 1, old: [before], lines: [before, ...lines.lines] };
  return after === null ? null : { ...lines, old: [after], lines: [...lines.lines, after] };
}

function isPlain({ old, lines }: ReplacedLines): boolean {
  return [...old, ...lines].every((line) => /^[\P{C}\t]*\n?$/u.test(line));
}

function suggestionOf(
  cause: ReportCause,
  { file, start, old, lines }: ReplacedLines,
  index: number,
  parts: number,
): SuggestedLines {
  const text = lines.map((line) => line.replace(/\n$/u, ''));
  const runs = [...lines.join('').matchAll(/`+/gu)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run + 1)));
  const paragraphs = [
    `**${cause.severity}** ${proseForMarkdown(cause.message)}`,
    [`${fence}suggestion`, ...text, fence].join('\n'),
    ...(parts === 1 ? [] : [`Part ${String(index + 1)} of ${String(parts)}: commit them together, as a batch.`]),
    ...(cause.fix.tried?.after ?? []).map(proseForMarkdown),
    `Tried: it ends ${codeSpan(cause.rules.join(', '))} (${codeSpan(cause.id)}), and what services need stays.`,
  ];
  return {
    key: `${cause.id}.${String(index + 1)}`,
    file,
    start,
    end: start + old.length - 1,
    old: old.map((line) => line.replace(/\n$/u, '')),
    body: paragraphs.join('\n\n'),
  };
}

function meets(one: SuggestedLines, other: SuggestedLines): boolean {
  return one.file === other.file && one.start <= other.end && other.start <= one.end;
}
