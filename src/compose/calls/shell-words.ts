/** A word of a command line. What is known only when it runs (`$X`, `$(…)`) stands in it as `UNKNOWN`. */
export type ShellWord = string;

export const UNKNOWN = '\0';

/** Substitutions inside substitutions that are read; deeper ones are unknown. */
const MOST_DEPTH = 6;

/**
 * The simple commands of a piece of shell text, each as its words: quotes and escapes taken away, split at `;`, `&&`, `|`, parentheses and
 * line ends; those inside `$(…)` and backticks come after the one that they stand in. Redirections end a command. Total: any text has words.
 */
export function commandsIn(text: string, depth = 0): readonly (readonly ShellWord[])[] {
  const commands: ShellWord[][] = [];
  const inner: string[] = [];
  let words: ShellWord[] = [];
  let word: string | null = null;
  const add = (part: string): void => void (word = (word ?? '') + part);
  const endWord = (): void => {
    if (word !== null) words.push(word);
    word = null;
  };
  const endCommand = (): void => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '\\') {
      if (text[at + 1] !== '\n') add(text.charAt(at + 1));
      at += 2;
    } else if (char === "'") {
      const end = endOf(text, "'", at + 1);
      add(text.slice(at + 1, end));
      at = end + 1;
    } else if (char === '"') {
      const quoted = quotedFrom(text, at + 1);
      add(quoted.value);
      inner.push(...quoted.inner);
      at = quoted.end;
    } else if (char === '$' || char === '`' || text.startsWith('{{', at)) {
      const found = substitutionAt(text, at);
      add(found.value);
      inner.push(...found.inner);
      at = found.end;
    } else if (SPACE.test(char)) {
      endWord();
      at += 1;
    } else if (char === '#' && word === null) {
      at = endOf(text, '\n', at);
    } else if (SEPARATOR.test(char)) {
      endCommand();
      at += 1;
    } else {
      add(char);
      at += 1;
    }
  }
  endCommand();
  return depth >= MOST_DEPTH ? commands : [...commands, ...inner.flatMap((part) => commandsIn(part, depth + 1))];
}

const SPACE = /[ \t\r]/;
const SEPARATOR = /[\n;&|()<>]/;

interface Piece {
  readonly value: string;
  /** Text of commands inside it. */
  readonly inner: readonly string[];
  /** Offset behind it. */
  readonly end: number;
}

function quotedFrom(text: string, start: number): Piece {
  const inner: string[] = [];
  let value = '';
  let at = start;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\') {
      if (text[at + 1] !== '\n') value += text.charAt(at + 1);
      at += 2;
    } else if (text[at] === '$' || text[at] === '`' || text.startsWith('{{', at)) {
      const found = substitutionAt(text, at);
      value += found.value;
      inner.push(...found.inner);
      at = found.end;
    } else {
      value += text.charAt(at);
      at += 1;
    }
  }
  return { value, inner, end: at + 1 };
}

/** What begins with `$`, a backtick or `{{` at `start`. A variable stands for the default that is written with it. */
function substitutionAt(text: string, start: number): Piece {
  if (text[start] === '`') {
    const end = endOf(text, '`', start + 1);
    return { value: UNKNOWN, inner: [text.slice(start + 1, end)], end: end + 1 };
  }
  if (text.startsWith('{{', start)) return { value: UNKNOWN, inner: [], end: behind(text, '}}', start + 2) };
  if (text.startsWith('${{', start)) return { value: UNKNOWN, inner: [], end: behind(text, '}}', start + 3) };
  // `$$` is how a Makefile writes `$`.
  const open = text.startsWith('$$', start) ? start + 2 : start + 1;
  if (text[open] === '(') {
    const end = closing(text, open);
    return { value: UNKNOWN, inner: [text.slice(open + 1, end)], end: end + 1 };
  }
  if (text[open] === '{') {
    const end = closing(text, open);
    const [, stated] = /^\w+:?-([^$`{}]*)$/.exec(text.slice(open + 1, end)) ?? [];
    return { value: stated ?? UNKNOWN, inner: [], end: end + 1 };
  }
  NAME.lastIndex = open;
  const [name = ''] = NAME.exec(text) ?? [];
  return name === '' && open === start + 1
    ? { value: '$', inner: [], end: open }
    : { value: UNKNOWN, inner: [], end: open + name.length };
}

const NAME = /[A-Za-z_]\w*|[0-9@*#?!-]/y;

/** Offset of the bracket that closes the one at `open`, past quotes; the end of the text where none does. */
function closing(text: string, open: number): number {
  const [opens, closes] = text[open] === '(' ? ['(', ')'] : ['{', '}'];
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === "'") at = endOf(text, "'", at + 1);
    else if (char === opens) depth += 1;
    else if (char === closes) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return text.length;
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found;
}

function behind(text: string, mark: string, from: number): number {
  return Math.min(endOf(text, mark, from) + mark.length, text.length);
}
