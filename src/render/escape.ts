/**
 * Text from Compose files is hostile. Each function makes one string safe for the language it goes into;
 * the result may be concatenated with that language's own marks.
 */

/** One line of readable characters: line breaks and tabs become spaces; controls, bidi, invisible characters and lone surrogates become U+FFFD. */
export function cleaned(text: string): string {
  return text.replace(BREAKS, ' ').replace(UNREADABLE, REPLACEMENT);
}

/** Plain prose inside Markdown: no markup, mention, reference, link, image, maths or HTML comes of it. */
export function forMarkdown(text: string): string {
  const escaped = cleaned(text)
    .replace(/[&<>$]/gu, entity)
    .replace(/[\\`*_[\]!|~]/gu, '\\$&')
    .replace(/^(\s*)(?=[-+=#])|^(\s*\d+)(?=\.)/u, '$1$2\\');
  return unlinked(escaped);
}

/** Text that is a name or a value: a code span whose fence is longer than any run of backticks in it. */
export function codeSpan(text: string): string {
  const shown = orPlaceholder(cleaned(text));
  const fence = '`'.repeat(longestRun(shown, '`') + 1);
  const pad = /^[` ]|[` ]$/u.test(shown) ? ' ' : '';
  return fence + pad + shown + pad + fence;
}

/** Markdown that stands in a table cell, already escaped: bars no longer end the cell. */
export function tableCell(markdown: string): string {
  return markdown
    .replace(/[\r\n]+/gu, ' ')
    .replace(/(?<!\\)\\*\|/gu, (bar) => (bar.length % 2 === 0 ? bar : `\\${bar}`));
}

/** A name or value in a table cell. A backslash next to a bar cannot be written in a code span there. */
export function codeCell(text: string): string {
  return /(?<!\\)\\+\|/u.test(text) ? codeTag(text) : tableCell(codeSpan(text));
}

/**
 * `<code>` for places where Markdown is not read (`<summary>`) or reads too much; safe as Markdown as well, which makes links of addresses
 * inside it, too.
 */
export function codeTag(text: string): string {
  const apart = orPlaceholder(cleaned(text)).replace(/@|:(?=\/\/)|\bwww(?=\.)/giu, `$&${JOINER}`);
  return `<code>${apart.replace(/[^A-Za-z0-9 \u00a0-\u{10ffff}]|\u2060/gu, entity)}</code>`;
}

/** Prose whose names stand in `backticks`: names become code spans, the rest is escaped. */
export function proseForMarkdown(text: string): string {
  return proseParts(text)
    .map(({ code, text: part }) => (code ? codeSpan(part) : forMarkdown(part)))
    .join('');
}

/** Prose whose names stand in `backticks`, for HTML in a comment: right whether it is read as Markdown as well or not. */
export function proseForHtml(text: string): string {
  return proseParts(text)
    .map(({ code, text: part }) => (code ? codeTag(part) : unlinked(forHtml(part).replace(/[\\*_[\]!|~]/gu, entity))))
    .join('');
}

/** Lines of code in a Markdown block; the fence is longer than any run of backticks in them. */
export function codeBlock(language: string, text: string): string {
  const lines = text.split(/\r\n|\r|\n/u).map((line) => line.replace(/\t/gu, '  ').replace(UNREADABLE, REPLACEMENT));
  const fence = '`'.repeat(Math.max(3, longestRun(text, '`') + 1));
  return `${fence}${language}\n${lines.join('\n')}\n${fence}`;
}

/** HTML text and quoted attribute values. */
export function forHtml(text: string): string {
  return cleaned(text).replace(/[&<>"'`$]/gu, entity);
}

/** XML text and quoted attribute values; characters that XML cannot hold are gone. */
export function forXml(text: string): string {
  return cleaned(text)
    .replace(/[\ufffe\uffff]/gu, REPLACEMENT)
    .replace(/[&<>"']/gu, entity);
}

/** A quoted Mermaid label, never empty, at most `limit` code points and an ellipsis. Right on Mermaid 10.9 to 12. */
export function mermaidLabel(text: string, limit = 24): string {
  const points = [...orPlaceholder(cleaned(text).replace(/^ +| +$/gu, ''))];
  const shown = points.length > limit ? `${points.slice(0, limit).join('')}…` : points.join('');
  const escaped = shown.replace(UNSAFE_IN_LABELS, mermaidEntity);
  // In a label of several lines Mermaid 12 sets `$$…$$` as maths, entities or not; a word joiner in between shows as nothing.
  return escaped.replace(/#36;(?=#36;)/gu, '#36;#8288;');
}

/** A quoted Graphviz label or attribute. */
export function forDot(text: string): string {
  return orPlaceholder(cleaned(text)).replace(/["\\]/gu, '\\$&');
}

/** One line of a workflow log that can start no workflow command, new (`::name::`) or old (`##[name]`). */
export function forLog(text: string): string {
  return cleaned(text)
    .replace(/^(\s*):(?=:)/u, '$1: ')
    .replace(/##\[/gu, '# #[');
}

/** One line at the terminal: escape sequences are gone, other controls are visible. */
export function forTerminal(text: string): string {
  return cleaned(text.replace(ESCAPE_SEQUENCES, ''));
}

/** Prose cut at its `backticks`; an odd one out is plain text. */
export function proseParts(text: string): readonly { readonly code: boolean; readonly text: string }[] {
  return text
    .split(/(`[^`]+`)/u)
    .filter((part) => part !== '')
    .map((part) => (/^`[^`]+`$/u.test(part) ? { code: true, text: part.slice(1, -1) } : { code: false, text: part }));
}

/**
 * GitHub looks for mentions, references (`#1`, `GH-1`, `CVE-2020-1`, ids of commits), addresses and `:names:` of emoji in the finished page, where
 * a backslash is gone: something must stand in between.
 */
function unlinked(text: string): string {
  return text.replace(LINKED, `$&${NOTHING}`);
}

const LINKED =
  /@|(?<!&)#|:(?=\/\/)|\b(?:www(?=\.)|mailto:|xmpp:)|(?<=[a-z])-(?=\d)|\bGHSA(?=-)|:(?=[\w+-]{1,64}:)|\b[0-9a-f]{6}(?=[0-9a-f])/giu;

const REPLACEMENT = '\u{fffd}';
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
/** Controls, formats (bidi, zero width), lone surrogates and what draws nothing; the emoji variation selectors may stay. */
const UNREADABLE = /(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** CSI, OSC and the other string sequences, in their 7-bit and 8-bit spelling, then two-character escapes. */
const ESCAPE_SEQUENCES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]/gu;
const NOTHING = '<!-- -->';
/** Shows as nothing; written as an entity. */
const JOINER = '\u2060';

/** All but letters, digits, and marks between two of these, as most names have them: Mermaid reads nothing into those. */
const UNSAFE_IN_LABELS =
  /(?<![A-Za-z0-9])[-_./:,]|[-_./:](?![A-Za-z0-9])|,(?![A-Za-z0-9 ])|[^A-Za-z0-9 \-_./:,\u00a1-\u{10ffff}]/gu;

function orPlaceholder(text: string): string {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text) ? text : '(no name)';
}

function entity(character: string): string {
  return `&#${character.codePointAt(0) ?? 0};`;
}

function mermaidEntity(character: string): string {
  return `#${character.codePointAt(0) ?? 0};`;
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const each of text) {
    run = each === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
