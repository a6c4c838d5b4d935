/**
 * The words of a command line as Compose splits it; `null` where it refuses: an open quote, a bracket outside quotes.
 * Nothing is expanded. An operator of the shell (`;`, `&`, `|`, `<`, `>`) outside quotes ends the line: the rest is dropped.
 */
export function wordsOf(line: string): readonly string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let offset = 0; offset < line.length; offset++) {
    const character = line[offset] ?? '';
    if (character === '\\' && quote !== "'") {
      const next = line[++offset];
      if (next === undefined) return null;
      word = (word ?? '') + (ESCAPES.get(next) ?? next);
    } else if (quote !== '') {
      if (character === quote) quote = '';
      if (character !== quote && quote !== '') word += character;
      else if (quote === '' && character === '`') word += character;
    } else if (SPACES.has(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (character === '"' || character === "'" || character === '`') {
      quote = character;
      word = (word ?? '') + (character === '`' ? character : '');
    } else if (character === '(') {
      return null;
    } else if (OPERATORS.has(character)) {
      // A digit before `>` names a stream and is no word.
      if (character === '>' && word !== null && /^\d/.test(word)) word = null;
      break;
    } else word = (word ?? '') + character;
  }
  if (quote !== '') return null;
  return word === null ? words : [...words, word];
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
]);
const SPACES: ReadonlySet<string> = new Set([' ', '\t', '\r', '\n']);
const OPERATORS: ReadonlySet<string> = new Set([';', '&', '|', '<', '>']);
