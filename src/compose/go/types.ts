import { error, warning, type Problems } from '../diagnostics.ts';
import { BOOLEANS, integerOf, singlePrecision } from './values.ts';
import { isNull, mapValues, scalar } from '../yaml/nodes.ts';
import type { Rewrite } from '../yaml/rewrite.ts';
import type { Node, ScalarNode } from '../yaml/tree.ts';
import { TIMESTAMP } from '../yaml/scalar.ts';
import { isFloat } from './text.ts';
import { asText } from './pairs.ts';

/** How an attribute's value is turned into what Compose prints. */
export type GoConversion = Rewrite<Problems>;

/** The types in which Compose keeps single values: another kind of value is converted as Go converts it, or refused. */

/** `"yes"` is true, as it is after interpolation. */
export const flag: GoConversion = (node, path, problems) => {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return node;
  const value = BOOLEANS.get(node.value.toLowerCase());
  if (value !== undefined) return scalar(value, node.at);
  return refused(node, path, problems, 'must be true or false');
};

/** A whole number of 64 bits; fractions are cut off, and what is beyond 64 bits is the smallest. */
export const signed: GoConversion = (node, path, problems) => {
  if (node.kind !== 'scalar' || node.value === null || typeof node.value === 'boolean') return node;
  const written = typeof node.value === 'string' ? integerOf(node.value) : node.value;
  if (written === undefined) return refused(node, path, problems, 'must be a whole number');
  return whole(BigInt.asIntN(64, wholeOf(written, -(1n << 63n))), node);
};

/** A whole number from 0 on, of so many bits; text is refused, and what needs more bits loses the upper ones. */
export const unsigned =
  (bits: number): GoConversion =>
  (node, path, problems) => {
    if (node.kind !== 'scalar' || node.value === null || typeof node.value === 'boolean') return node;
    if (typeof node.value === 'string') return refused(node, path, problems, 'must be a number, not text');
    if (node.value < 0) return refused(node, path, problems, 'cannot be less than 0');
    return whole(BigInt.asUintN(bits, wholeOf(node.value, 1n << 63n)), node);
  };

/** A number of 32 bits with a fraction. */
export const single: GoConversion = (node, path, problems) => {
  if (node.kind !== 'scalar' || (typeof node.value !== 'number' && typeof node.value !== 'bigint')) return node;
  const value = singlePrecision(Number(node.value));
  if (value !== undefined && !Number.isFinite(value))
    problems.push(
      warning('not-printable', node.at, `${path.join('.')}: "docker compose config" cannot print this number.`),
    );
  return value === undefined || value === node.value ? node : { ...node, value };
};

/** Text, or a whole number as text. */
export const plainText: GoConversion = (node, path, problems) => {
  if (node.kind !== 'scalar' || node.value === null) return node;
  if (typeof node.value === 'string' && node.tag !== TIMESTAMP) return node;
  if (typeof node.value === 'number' && !isFloat(node)) return asText(node, '');
  return refused(node, path, problems, 'must be text; put it in quotes');
};

/** A mapping of texts; nothing is an empty one. */
export const plainTexts: GoConversion = (node, path, problems) => {
  if (node.kind !== 'map') return node;
  return mapValues(node, (value, key) => {
    if (isNull(value)) return scalar('', value.at);
    if (value.kind === 'scalar' && !key.startsWith('x-')) return plainText(value, [...path, key], problems);
    return refused(value, [...path, key], problems, 'must be text');
  });
};

/** A whole number of 64 bits with a sign. */
export function isInteger(node: Node): node is ScalarNode {
  if (node.kind !== 'scalar') return false;
  if (typeof node.value === 'bigint') return node.value < 2n ** 63n;
  return typeof node.value === 'number' && !isFloat(node);
}

function refused<N extends Node>(node: N, path: readonly string[], problems: Problems, message: string): N {
  problems.push(error('wrong-type', node.at, `${path.join('.')} ${message}.`));
  return node;
}

function wholeOf(value: number | bigint, beyond: bigint): bigint {
  if (typeof value === 'bigint') return value;
  return Math.abs(value) < 2 ** 63 ? BigInt(Math.trunc(value)) : beyond;
}

function whole(value: bigint, node: ScalarNode): Node {
  const short = Number.isSafeInteger(Number(value)) ? Number(value) : value;
  return short === node.value ? node : scalar(short, node.at);
}
