import { isNull, map, mapValues, scalar, valueOf, withValue } from '../yaml/nodes.ts';
import type { MapEntry } from '../yaml/tree.ts';
import { bytes } from './amounts.ts';
import { unsigned, type GoConversion } from '../go/types.ts';

/** The types in which Compose keeps devices: limits and weights of block devices, and GPUs. */

/** Compose prints these under the names of its own fields, and `defaults` where nothing is written. */
const device =
  (defaults: Readonly<Record<string, string | number>>): GoConversion =>
  (node, path, problems) => {
    if (node.kind !== 'map') return node;
    const absent = Object.entries(defaults).map(([key, value]): [string, MapEntry] => [
      key,
      { at: node.at, value: scalar(value, node.at) },
    ]);
    const names = new Map([
      ['path', 'Path'],
      ['rate', 'Rate'],
      ['weight', 'Weight'],
    ]);
    const written = [...node.entries].map(([key, { at, value }]): [string, MapEntry] => {
      const size = key === 'rate' ? (bytes(value, [...path, key], problems) ?? value) : value;
      return [names.get(key) ?? key, { at, value: isNull(size) && key === 'rate' ? scalar('0', at) : size }];
    });
    return map(new Map([...absent, ...written]), node.at);
  };

export const rated: GoConversion = device({ Path: '', Rate: '0' });
export const weighted: GoConversion = (node, path, problems) => {
  const filled = device({ Path: '', Weight: 0 })(node, path, problems);
  const weight = valueOf(filled, 'Weight');
  if (filled?.kind !== 'map' || weight === undefined) return filled;
  return withValue(filled, 'Weight', unsigned(16)(weight, [...path, 'weight'], problems) ?? weight);
};

const GPU_KEYS: ReadonlySet<string> = new Set(['capabilities', 'count', 'device_ids', 'driver', 'options']);

/** Keys of a GPU that Compose does not know are let in and go nowhere. */
export const gpu: GoConversion = (node) => {
  if (node.kind !== 'map') return node;
  return mapValues(node, (value, key) => (GPU_KEYS.has(key) ? value : undefined));
};
