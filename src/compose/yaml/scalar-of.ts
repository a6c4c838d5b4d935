import type { Scalar } from 'yaml';
import type { SourceLocation } from '../source.ts';
import type { ScalarNode } from './tree.ts';
import { isTimestamp, MERGE, numberOf, plainValue, TIMESTAMP } from './scalar.ts';

/** A scalar of a YAML document as a node of ours. */
export function scalarOf(source: Scalar.Parsed, at: SourceLocation): ScalarNode {
  const quoted = source.type !== 'PLAIN';
  const text = typeof source.value === 'string' ? source.value : (source.source ?? '');
  const tag = source.tag ?? null;
  const base = { kind: 'scalar', at, source: text, quoted } as const;
  if (tag === TIMESTAMP && isTimestamp(text)) return { ...base, tag, value: text };
  if (tag !== null && tag.startsWith('tag:yaml.org,2002:'))
    return { ...base, source: taggedSource(tag, text), tag: tag === MERGE ? tag : null, value: taggedValue(tag, text) };
  // A tag of the author's own, `!override` too, makes a text of whatever it stands before.
  if (quoted || tag !== null) return { ...base, tag, value: text };
  if (isTimestamp(text)) return { ...base, tag: TIMESTAMP, value: text };
  return { ...base, tag, value: plainValue(text) };
}

/** `!!float 1` is a float to whoever looks at how it is written. */
function taggedSource(tag: string, text: string): string {
  return tag.endsWith(':float') && /^[-+]?[0-9]+$/.test(text) ? `${text}.0` : text;
}

function taggedValue(tag: string, text: string): ScalarNode['value'] {
  if (tag.endsWith(':str')) return text;
  if (tag.endsWith(':binary')) return decoded(text);
  if (tag.endsWith(':int') || tag.endsWith(':float')) return numberOf(text) ?? text;
  return tag.endsWith(':null') ? null : plainValue(text);
}

/** The text in base 64; what is none stays as it is. */
function decoded(text: string): string {
  const plain = text.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(plain) || plain.length % 4 !== 0) return text;
  return new TextDecoder().decode(Uint8Array.from(atob(plain), (character) => character.charCodeAt(0)));
}

export function nullAt(at: SourceLocation): ScalarNode {
  return { kind: 'scalar', at, value: null, source: '', quoted: false, tag: null };
}
