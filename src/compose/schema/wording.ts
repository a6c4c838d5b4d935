import { nearest } from '../../words/nearest.ts';
import { KINDS } from './shape.ts';

/** Keys and list positions that lead to a value, innermost first; `null`: the file itself. */
export type SchemaPath = { readonly key: string; readonly parent: SchemaPath } | null;

/** `services.web.ports[0]` */
export function pathText(path: SchemaPath): string {
  if (path === null) return 'A Compose file';
  let text = '';
  for (let step: SchemaPath = path; step !== null; step = step.parent) {
    text = `${step.parent === null || step.key.startsWith('[') ? '' : '.'}${step.key}${text}`;
  }
  return text;
}

const WORDS: readonly (readonly [number, string])[] = [
  [KINDS.text, 'a text'],
  [KINDS.number, 'a number'],
  [KINDS.integer, 'a whole number'],
  [KINDS.boolean, 'true or false'],
  [KINDS.list, 'a list'],
  [KINDS.map, 'a mapping'],
  [KINDS.null, 'empty'],
];

/** `a text, a number or a list` */
export function wanted(kinds: number): string {
  const words = WORDS.filter(
    ([kind]) => (kinds & kind) === kind && !(kind === KINDS.integer && (kinds & KINDS.number) === KINDS.number),
  );
  return orOf(words.map(([, word]) => word));
}

export function unknownAttribute(key: string, path: SchemaPath, known: Iterable<string>): string {
  const near = nearest(key, known);
  const hint =
    near !== null ? ` Did you mean ${near}?` : path === null ? ' If it is a service, write it below services.' : '';
  return `${pathText(path)} has no attribute "${key}".${hint}`;
}

export function laterAttribute(key: string, path: SchemaPath, version: string): string {
  return `${pathText(path)} has no attribute "${key}" in ${version}; a later version knows it.`;
}

export function namesAllowed(key: string, path: SchemaPath): string {
  const allowed =
    key === ''
      ? 'It is empty.'
      : 'Letters, digits, ".", "_" and "-" are allowed, and variables are not replaced in names.';
  return `"${key}" cannot be a name below ${pathText(path)}. ${allowed}`;
}

export function allowedWords(value: string, allowed: ReadonlySet<string>): string {
  const near = nearest(value, allowed);
  return `must be ${orOf([...allowed])}.${near === null ? '' : ` Did you mean ${near}?`}`;
}

function orOf(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
