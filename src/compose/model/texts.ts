import { asSequence } from '../canonical/convert.ts';
import { error } from '../diagnostics.ts';
import { goText } from '../go/text.ts';
import { list, mapItems, scalar, stringOf } from '../yaml/nodes.ts';
import { normalized } from '../path.ts';
import { compareText } from '../source.ts';
import type { GoConversion } from '../go/types.ts';
import { isDate } from '../schema/dates.ts';
import { asText } from '../go/pairs.ts';
import { wordsOf } from './words.ts';

/** The types in which Compose keeps what is made of texts: command lines, hosts, lists. */

export const words: GoConversion = (node, path, problems) => {
  if (node.kind === 'list')
    return list(
      // A date in a list is no text: Compose ends in a panic over it.
      node.items.map((item) => (isDate(item) ? item : asText(item, ''))),
      node.at,
    );
  if (isDate(node)) return scalar(null, node.at);
  const line = stringOf(node);
  if (line === undefined) return node;
  const parts = wordsOf(line);
  if (parts === null) {
    problems.push(error('unclosed-quote', node.at, `${path.join('.')} opens a quote that it never closes.`));
    return scalar(null, node.at);
  }
  return list(
    parts.map((part) => scalar(part, node.at)),
    node.at,
  );
};

export const test: GoConversion = (node) => {
  const line = stringOf(node);
  return line === undefined ? node : list([scalar('CMD-SHELL', node.at), node], node.at);
};

/** `HOST:IP` or `HOST=IP`, several addresses a host, as a sorted list of `HOST=IP`. */
export const hosts: GoConversion = (node, path, problems) => {
  const items = asSequence(node).items.flatMap((item) => {
    if (item.kind !== 'scalar') return [];
    const line = goText(item);
    const at = line.search(/[=:]/);
    if (at < 0) {
      problems.push(
        error('host-without-address', item.at, `${path.join('.')}: "${line}" has no address. Write HOST=IP.`),
      );
      return [];
    }
    const [host, ip] = [line.slice(0, at), line.slice(at + 1)];
    return ip.split(',').map((address) => scalar(`${host}=${address.replace(/^\[(.*)\]$/, '$1')}`, item.at));
  });
  return list(
    items.sort((a, b) => compareText(a.source, b.source)),
    node.at,
  );
};

export const texts: GoConversion = (node) =>
  node.kind === 'list'
    ? list(
        node.items.map((item) => asText(item, '')),
        node.at,
      )
    : asSequence(node);

export const target: GoConversion = (node) => {
  const path = stringOf(node);
  return path === undefined ? node : scalar(normalized(path), node.at);
};

/** `ID=PATH` or an id alone. */
export const ssh: GoConversion = (node) => (node.kind === 'map' ? asSequence(node) : node);

/** An empty server is none. */
export const servers: GoConversion = (node) =>
  node.kind === 'list' ? mapItems(node, (item) => (stringOf(item) === '' ? undefined : item)) : node;

export const lists: GoConversion = (node) =>
  node.kind === 'scalar' && node.value !== null ? list([asText(node, '')], node.at) : texts(node, [], []);
