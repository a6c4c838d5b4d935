import { isAlias, isMap, isScalar, isSeq, type Alias, type ParsedNode, type YAMLMap } from 'yaml';
import type { NewValue } from '../edit.ts';
import { entryOf, type Shown, type ScalarStyle } from './print.ts';

/** A value of an edit as it is to be written. */
export function shownValue(value: NewValue, style: ScalarStyle = 'any'): Shown {
  if (value === null) return NOTHING;
  if (typeof value === 'string') {
    // Quotes that are not there may have to come.
    return { kind: 'scalar', text: value, style: style === 'plain' ? 'bare' : style };
  }
  if (typeof value !== 'object') return { kind: 'scalar', text: String(value), style: 'plain' };
  if (isList(value)) return { kind: 'list', items: value.map((item) => ({ from: null, value: shownValue(item) })) };
  const entries = Object.entries(value).map(([key, inner]) => entryOf(key, shownValue(inner)));
  return { kind: 'map', entries };
}

function isList(value: NewValue): value is readonly NewValue[] {
  return Array.isArray(value);
}

export const NOTHING: Shown = { kind: 'scalar', text: '', style: 'plain' };

/** A copy of what stands in a file: quotes, variables and aliases as they are, without comments and anchors. */
export function shownCopy(node: ParsedNode | null): Shown {
  if (node === null) return NOTHING;
  if (isAlias(node)) return { kind: 'verbatim', text: `*${node.source}` };
  if (isMap(node)) {
    return {
      kind: 'map',
      entries: node.items.map(({ key, value }) => ({
        key: keyText(key),
        isMerge: isMergeKey(key),
        value: shownCopy(value),
      })),
    };
  }
  if (isSeq(node)) {
    return { kind: 'list', items: node.items.map((item) => ({ from: item.range[0], value: shownCopy(item) })) };
  }
  return { kind: 'scalar', text: textOf(node), style: styleOf(node) };
}

export function textOf(node: ParsedNode | null): string {
  if (node === null || !isScalar(node)) return '';
  return typeof node.value === 'string' ? node.value : (node.source ?? '');
}

export function keyText(key: ParsedNode | null): string {
  return textOf(key);
}

/** The style to write a new scalar in that takes the place of `node`. */
export function styleOf(node: ParsedNode | null): ScalarStyle {
  if (node === null || !isScalar(node)) return 'any';
  const styles: Readonly<Record<string, ScalarStyle>> = {
    QUOTE_SINGLE: 'single',
    QUOTE_DOUBLE: 'double',
    PLAIN: 'plain',
  };
  return styles[node.type ?? ''] ?? 'double';
}

/** What brings keys into `map` by `<<`, the first first: the later ones count only for keys that the others do not have. */
export function mergedInto(map: YAMLMap.Parsed, targets: ReadonlyMap<Alias.Parsed, ParsedNode>): readonly ParsedNode[] {
  return map.items.flatMap(({ key, value }) => {
    if (!isMergeKey(key) || value === null) return [];
    const whole = isAlias(value) ? targets.get(value) : value;
    return isSeq(whole)
      ? whole.items.flatMap((item) => (isAlias(item) ? (targets.get(item) ?? []) : item))
      : (whole ?? []);
  });
}

export function isMergeKey(key: ParsedNode | null): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.value === '<<';
}
