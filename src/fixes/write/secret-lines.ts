import { isAlias, isMap, isScalar, isSeq, type Document, type ParsedNode } from 'yaml';
import { credentialsIn, credentialsInWords, isCredentialName, isCredentialValue } from '../../catalogue/credentials.ts';
import { keyText, textOf } from './shown.ts';

/** A file as it was read. */
interface Read {
  readonly text: string;
  readonly lines: readonly number[];
  readonly documents: readonly Document.Parsed[];
}

/** What a file must not show. */
export interface Secrets {
  /** Lines from 0 that hold or may hold a credential, as they may be shown. */
  readonly lines: ReadonlyMap<number, string>;
  /** The texts left out. */
  readonly texts: readonly string[];
}

/**
 * Lines that hold or may hold a credential, with `…` in its place. Rather one too many than one too few: what a patch shows of a file
 * that nobody asked for must be harmless.
 */
export function secretsOf(file: Read): Secrets {
  const hidden = new Map<number, string>();
  const lines = file.text.split('\n');
  for (const [index, line] of lines.entries()) {
    const comment = line.search(/(^|\s)#/);
    if (comment >= 0 && IN_COMMENT.test(line.slice(comment))) hidden.set(index, `${line.slice(0, comment)}# …`);
  }
  // From the last to the first, so that what stands before it on a line keeps its columns.
  const places = [...secretsIn(file), ...inAssignments(file)].sort(([a], [b]) => a - b);
  for (const [start, end] of [...places].reverse()) {
    const [first, last] = [lineAt(file, start), lineAt(file, Math.max(start, end - 1))];
    for (let index = first; index <= last; index++) {
      const from = index === first ? start - (file.lines[index] ?? 0) : (/\S/.exec(lines[index] ?? '')?.index ?? 0);
      const line = hidden.get(index) ?? (lines[index] ?? '').replace(/\r$/, '');
      const rest = index === last ? line.slice(end - (file.lines[index] ?? 0)) : '';
      hidden.set(index, `${line.slice(0, from)}…${rest}`);
    }
  }
  return { lines: hidden, texts: places.map(([start, end]) => file.text.slice(start, end)) };
}

const LONGEST_PROPERTIES = 500;
const IN_COMMENT = /(pass|secret|token|pwd|credential|key|auth)\w*["']?\s*[:=]\s*\S|:\/\/[^\s/]*:[^\s/]*@/i;

function lineAt({ lines }: Read, offset: number): number {
  let [low, high] = [0, lines.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

/** Places of credentials, in the order of the file: of an item `A=b` the part behind the sign. */
function secretsIn({ text, documents }: Read): [number, number][] {
  const found: [number, number][] = [];
  for (const { contents } of documents) look(contents, '');
  return found;

  function look(node: ParsedNode | null, key: string): void {
    if (node === null) return;
    // A password that begins with a star is read as an alias.
    if (isAlias(node)) {
      if (isCredentialName(key)) found.push([node.range[0], node.range[1]]);
    } else if (isMap(node)) for (const pair of node.items) look(pair.value, keyText(pair.key));
    else if (isSeq(node)) {
      const words = credentialsInWords(node.items.map(textOf));
      for (const [index, item] of node.items.entries()) {
        if ((words[index]?.length ?? 0) > 0) add(item);
        else look(item, key);
      }
    } else if (isScalar(node)) {
      const value = textOf(node);
      const [, name = '', behind = ''] = /^([\w.-]+)=([^]*)$/.exec(value) ?? [];
      // One that begins with an exclamation mark, as a tag.
      if (node.tag !== undefined && isCredentialName(key)) found.push([propertiesAt(node.range[0]), node.range[1]]);
      else if (isSecret(key, value) || (name !== '' && isSecret(name, behind))) add(node);
    }
  }

  /** The start of the tag and the anchor of what starts at `offset`. */
  function propertiesAt(offset: number): number {
    const before = text.slice(Math.max(0, offset - LONGEST_PROPERTIES), offset);
    return offset - (/(?:(?<!\S)[!&]\S*\s+)+$/.exec(before)?.[0].length ?? 0);
  }

  function add(node: ParsedNode): void {
    const [start, end] = node.range;
    const sign = /^["']?[\w.-]+=/.exec(text.slice(start, end))?.[0].length ?? 0;
    found.push([start + sign, end]);
  }
}

/** Places of credentials in lines of the form `NAME=value`, as env files and texts have them. */
function inAssignments({ text, lines }: Read): readonly [number, number][] {
  return lines.flatMap((start, index): readonly [number, number][] => {
    const line = text.slice(start, (lines[index + 1] ?? text.length + 1) - 1).trimEnd();
    const [head = '', name = '', value = ''] = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*)$/.exec(line) ?? [];
    const bare = value.replace(/^(["'])(.*)\1$/, '$2');
    return value !== '' && isSecret(name, bare) ? [[start + head.length - value.length, start + head.length]] : [];
  });
}

function isSecret(key: string, text: string): boolean {
  // A variable that has another as its default holds nothing itself.
  const value = text.replace(/\$\{\w+:?-(\$\{\w+:?\?[^{}]*\})\}/g, '$1');
  const written = value.replace(/\$\{[A-Za-z_]\w*:?-([^{}]*)\}/g, '$1');
  return (
    [value, written].some((one) => credentialsIn(key, one).length > 0) ||
    credentialsInWords([value]).some((found) => found.length > 0) ||
    (isCredentialName(key) && isCredentialValue(written) && !/^\$\{\w+(:?\?[^}]*)?\}$/.test(value)) ||
    // A dollar sign in a password that is taken for a variable.
    /[A-Za-z0-9]\$[A-Za-z_]/.test(value) ||
    /(pass|secret|token|pwd|credential)\w*["']?\s*[:=]\s*[^\s$]/i.test(value.replace(REFERENCE, '$')) ||
    [...value.matchAll(/\$\{([A-Za-z_]\w*):?-([^{}]*)\}/g)].some(
      ([, name = '', otherwise = '']) => isCredentialName(name) && isCredentialValue(otherwise),
    ) ||
    (/user|auth/i.test(key) && /^[\w.@-]+:[^\s/]+$/.test(value))
  );
}

/** A variable whose value is elsewhere. */
const REFERENCE = /\$\{\w+(?::?\?[^{}]*)?\}/g;
