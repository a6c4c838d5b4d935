import { type Diagnostic, error, type Problems } from '../diagnostics.ts';
import type { SourceLocation } from '../source.ts';
import type { WrittenScalar } from '../syntax/written.ts';
import { MERGE, TIMESTAMP, typeOf } from './scalar.ts';
import type { ScalarNode } from './tree.ts';

const OWN = 'tag:yaml.org,2002:';

/** A scalar of a YAML document as a node of ours, with the type that Compose's reader gives it. */
export function scalarOf({ text, plain, tag }: WrittenScalar, at: SourceLocation, problems: Problems): ScalarNode {
  const base = { kind: 'scalar', at, source: text, quoted: !plain, tag: null } as const;
  if (tag?.startsWith(OWN) === true) {
    const value = tagged(tag.slice(OWN.length), text);
    // What is said to be a text is one as in quotes.
    if (value !== undefined) return { ...base, quoted: !plain || tag === `${OWN}str`, ...value };
    problems.push(error('wrong-tag', at, 'This value is not of the type that its tag says. Leave the tag out.'));
    return { ...base, value: text };
  }
  if (tag === '!') return { ...base, value: unspecific(text, plain, at, problems) };
  // A tag of the author's own, `!override` too, makes a text of whatever it stands before.
  if (!plain || tag !== null) return { ...base, tag, value: text };
  if (INNER_SIGN.test(text)) problems.push(ambiguous(at));
  const { type, value } = typeOf(text, true);
  return { ...base, tag: type === 'timestamp' ? TIMESTAMP : null, value };
}

/** `0o-7` is a number to Compose 2, and a text to Compose 5. */
const INNER_SIGN = /^0_*[bo]_*[-+][0-7_]+$/;

/** `! 12` is a number to Compose 2, and a text to Compose 5. */
function unspecific(text: string, plain: boolean, at: SourceLocation, problems: Problems): string {
  if (plain && (text === '<<' || typeOf(text, true).type !== 'str')) problems.push(ambiguous(at));
  return text;
}

type Tagged = Pick<ScalarNode, 'value'> & Partial<Pick<ScalarNode, 'source' | 'tag'>>;

/** What YAML's own tag `name` makes of a text; `undefined` where it does not fit. One that is none of a scalar's types makes a text of it. */
function tagged(name: string, text: string): Tagged | undefined {
  switch (name) {
    case 'binary': {
      const value = textOfBase64(text);
      return value === undefined ? undefined : { value, source: value };
    }
    case 'null':
    case 'bool':
    case 'int': {
      const { type, value } = typeOf(text, false);
      return type === name ? { value } : undefined;
    }
    case 'float':
      return floatOf(text);
    case 'timestamp':
      return typeOf(text, true).type === name ? { value: text, tag: TIMESTAMP } : undefined;
    case 'merge':
      return { value: text, tag: MERGE };
    default:
      return { value: text };
  }
}

/** `!!float 1` is a float to whoever looks at how it is written; one beyond 63 bits is not taken. */
function floatOf(text: string): Tagged | undefined {
  const { type, value } = typeOf(text, false);
  if (type === 'float') return { value };
  if (type !== 'int' || (typeof value === 'bigint' && value >= 1n << 63n)) return undefined;
  return { value: Number(value), source: `${String(Number(value))}.0` };
}

export function nullAt(at: SourceLocation): ScalarNode {
  return { kind: 'scalar', at, value: null, source: '', quoted: false, tag: null };
}

/** A value that is not the same to all releases of Compose. */
export function ambiguous(at: SourceLocation): Diagnostic {
  return error(
    'yaml-ambiguous',
    at,
    'Compose 2 and Compose 5 read this value differently. Put it in quotes, without a tag.',
  );
}

/** Groups of four; the last may be filled up. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The text that `written` stands for, line breaks apart; `undefined` where it is no base64, or of no text in UTF-8. */
function textOfBase64(written: string): string | undefined {
  const digits = written.replace(/[\r\n]/g, '');
  if (!BASE64.test(digits)) return undefined;
  const bytes = Uint8Array.from(atob(digits), (character) => character.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
