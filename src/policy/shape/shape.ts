import { type Diagnostic, error } from '../../compose/diagnostics.ts';
import { nearest } from '../../words/nearest.ts';
import type { Located, SourceLocation } from '../../compose/source.ts';
import type { Node } from '../../compose/yaml/tree.ts';

/**
 * What a value may be: one definition that reads it, complains at its place, and tells editors. `read` gives `undefined` where the value
 * is not that, having said why; the parts of a list or map that are right still count.
 */
export interface PolicyShape<T> {
  readonly schema: JsonSchema;
  readonly read: (node: Node, name: string, problems: Diagnostic[]) => T | undefined;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Any scalar, as it is written. */
export const text: PolicyShape<string> = {
  schema: { type: ['string', 'number', 'boolean'] },
  read: (node, name, problems) => {
    if (node.kind === 'scalar' && node.value !== null && node.source.trim() !== '') return node.source;
    return wrong(problems, node, `\`${name}\` must be a text that is not empty.`);
  },
};

/** A text as `text` reads it, that may be empty. */
export const value: PolicyShape<string> = {
  schema: text.schema,
  read: (node, name, problems) =>
    node.kind === 'scalar' && node.source === '' && node.quoted ? '' : text.read(node, name, problems),
};

export const flag: PolicyShape<boolean> = {
  schema: { type: 'boolean' },
  read: (node, name, problems) =>
    node.kind === 'scalar' && typeof node.value === 'boolean'
      ? node.value
      : wrong(problems, node, `\`${name}\` must be true or false${instead(node)}.`),
};

export function whole(least: number, most: number): PolicyShape<number> {
  return {
    schema: { type: 'integer', minimum: least, maximum: most },
    read: (node, name, problems) => {
      const value = node.kind === 'scalar' ? node.value : null;
      if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
      return wrong(
        problems,
        node,
        `\`${name}\` takes ${least === most ? String(least) : `a whole number from ${String(least)} to ${String(most)}`}${instead(node)}.`,
      );
    },
  };
}

/** A text that `parse` understands; `takes` says what that is, `pattern` tells editors. */
export function written<T>(pattern: string, takes: string, parse: (source: string) => T | undefined): PolicyShape<T> {
  return {
    schema: { type: ['string', 'number'], pattern },
    read: (node, name, problems) => {
      const value = node.kind === 'scalar' && node.value !== null ? parse(node.source) : undefined;
      return value ?? wrong(problems, node, `\`${name}\` takes ${takes}${instead(node)}.`);
    },
  };
}

export function oneOf<T extends string>(words: readonly T[]): PolicyShape<T> {
  return {
    schema: { enum: words },
    read: (node, name, problems) => {
      const found = node.kind === 'scalar' ? words.find((word) => word === node.source) : undefined;
      const takes = `\`${name}\` takes ${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
      return found ?? wrong(problems, node, `${takes}${instead(node)}.`);
    },
  };
}

export function list<T>(item: PolicyShape<T>): PolicyShape<readonly T[]> {
  return {
    schema: { type: 'array', items: item.schema },
    read: (node, name, problems) =>
      node.kind === 'list'
        ? node.items.flatMap((each, index) => present(item.read(each, `${name}[${String(index)}]`, problems)))
        : wrong(problems, node, `\`${name}\` must be a list${asList(node)}.`),
  };
}

/** What one probably meant: `, as [db]`. */
function asList(node: Node): string {
  return node.kind === 'scalar' && node.source !== '' ? `, as [${shortened(node.source)}]` : '';
}

/** What stands there: `, not "hihg"`. */
function instead(node: Node): string {
  if (node.kind !== 'scalar') return `, not a ${node.kind === 'map' ? 'mapping' : 'list'}`;
  return node.source === '' ? '; it is empty' : `, not "${shortened(node.source)}"`;
}

/** A shape that gives all of it or nothing: half of what narrows something would be wider than meant. */
export function unbroken<T>(shape: PolicyShape<T>): PolicyShape<T> {
  return {
    schema: shape.schema,
    read: (node, name, problems) => {
      const before = problems.length;
      const read = shape.read(node, name, problems);
      return problems.length === before ? read : undefined;
    },
  };
}

export function located<T>(shape: PolicyShape<T>): PolicyShape<Located<T>> {
  return {
    schema: shape.schema,
    read: (node, name, problems) => {
      const value = shape.read(node, name, problems);
      return value === undefined ? undefined : { value, at: node.at };
    },
  };
}

/** `There is no rule "data-publishd". Did you mean "data-published"?`; `lead` begins it. */
export function unknown(
  code: string,
  word: string,
  at: SourceLocation,
  lead: string,
  words: readonly string[],
): Diagnostic {
  const near = nearest(word, words);
  const hint = near === null ? `It is one of ${words.join(', ')}.` : `Did you mean "${near}"?`;
  return error(code, at, `${lead} "${shortened(word)}". ${hint}`);
}

/** Says what `node` must be. */
export function wrong(problems: Diagnostic[], node: Node, message: string): undefined {
  problems.push(error('policy-invalid', node.at, message));
  return undefined;
}

/** Short enough for a message. */
export function shortened(word: string): string {
  return word.length > 64 ? `${word.slice(0, 64)}…` : word;
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
