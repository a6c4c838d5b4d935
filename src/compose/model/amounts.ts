import { bytesOf } from '../go/byte-size.ts';
import { error } from '../diagnostics.ts';
import { durationText } from '../go/duration.ts';
import { goText, isFloat } from '../go/text.ts';
import { floatOf } from '../go/values.ts';
import { map, mapValues, scalar, stringOf } from '../yaml/nodes.ts';
import { TIMESTAMP } from '../yaml/scalar.ts';
import type { Node } from '../yaml/tree.ts';
import { isInteger, single, type GoConversion } from '../go/types.ts';

/** The types in which Compose keeps sizes, durations, counts, modes and limits. */

export const bytes: GoConversion = (node, path, problems) => {
  if (node.kind !== 'scalar' || node.value === null) return node;
  if (node.tag === TIMESTAMP) return scalar(null, node.at);
  // Any number that is no whole one of 64 bits counts as nothing.
  if (typeof node.value !== 'string') {
    const isWhole = isInteger(node) && node.value !== 0;
    return scalar(isWhole ? String(node.value) : null, node.at);
  }
  const size = bytesOf(node.value);
  if (size === 0n) return scalar(null, node.at);
  if (size !== undefined) return scalar(String(size), node.at);
  problems.push(
    error('invalid-size', node.at, `${path.join('.')} is not a size: write 512m, 1.5g or a number of bytes.`),
  );
  return node;
};

export const duration: GoConversion = (node, path, problems) => {
  if (node.kind !== 'scalar' || node.value === null) return node;
  const printed = durationText(goText(node));
  if (printed !== undefined) return scalar(printed, node.at);
  problems.push(error('invalid-duration', node.at, `${path.join('.')} is not a duration: write 30s, 1m30s or 100ms.`));
  return node;
};

/** A duration of no length counts as not written. */
export const pause: GoConversion = (node, path, problems) => {
  const written = duration(node, path, problems);
  return stringOf(written) === '0s' ? undefined : written;
};

export const gpuCount: GoConversion = (node) => (stringOf(node) === 'all' ? scalar(-1, node.at) : number(node));

function number(node: Node): Node {
  const written = stringOf(node);
  return written !== undefined && /^-?\d+$/.test(written) ? scalar(Number(written), node.at) : node;
}

/** A limit on processors is printed as a number. */
export const processors: GoConversion = (node, path, problems) => {
  const text = stringOf(node);
  if (text === undefined) return single(node, path, problems);
  const value = floatOf(text);
  if (value !== undefined) return single(scalar(value, node.at), path, problems);
  problems.push(error('wrong-type', node.at, `${path.join('.')} must be a number.`));
  return node;
};

/** File modes are printed as octal text, however they are written. */
export const mode: GoConversion = (node, path, problems) => {
  if (node.kind !== 'scalar' || node.value === null) return node;
  const { value } = node;
  const isOctal = typeof value === 'string' && /^[-+]?[0-7]+$/.test(value);
  if (!isOctal && (typeof value !== 'number' || isFloat(node))) {
    problems.push(error('invalid-mode', node.at, `${path.join('.')} is not a file mode: write "0440".`));
    return node;
  }
  const bits = isOctal ? parseInt(value, 8) : Number(value);
  return scalar(`0${bits.toString(8)}`, node.at);
};

/** A limit is a whole number, or two of them; to each other type of number Compose says no. */
export const limits: GoConversion = (node, path, problems) => {
  if (node.kind !== 'map') return node;
  const limit = (value: Node, at: readonly string[]): Node => {
    if (value.kind === 'map')
      return mapValues(value, (side, key) => (key.startsWith('x-') ? side : limit(side, [...at, key])));
    if (isInteger(value)) return value;
    problems.push(error('invalid-limit', value.at, `${at.join('.')} must be a whole number, without quotes.`));
    return value;
  };
  return mapValues(node, (value, key) => {
    const known = limit(value, [...path, key]);
    // 0 counts as not written.
    return known.kind === 'scalar' && known.value === 0 ? map(new Map(), known.at) : known;
  });
};
