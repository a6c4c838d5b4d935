import { type Diagnostic, error } from '../../compose/diagnostics.ts';
import type { SourceLocation } from '../../compose/source.ts';
import { type JsonSchema, type PolicyShape, shortened, unknown, wrong } from './shape.ts';

/** A map whose keys are the user's, or some of `keys`; `unknown` says what else a key was taken for. */
export function mapOf<K extends string, T>(each: PolicyShape<T>, keys: Keys<K>): PolicyShape<ReadonlyMap<K, T>> {
  return {
    schema: { type: 'object', ...keys.schema(each.schema) },
    read: (node, name, problems) => {
      if (node.kind !== 'map') return wrong(problems, node, `\`${name}\` must be a mapping.`);
      const entries = [...node.entries].flatMap(([key, entry]) => {
        const known = keys.known(key, entry.at, problems);
        const read = known === undefined ? undefined : each.read(entry.value, key, problems);
        return known === undefined || read === undefined ? [] : [[known, read] as const];
      });
      return new Map(entries);
    },
  };
}

interface Keys<K extends string> {
  readonly schema: (value: JsonSchema) => JsonSchema;
  readonly known: (key: string, at: SourceLocation, problems: Diagnostic[]) => K | undefined;
}

export const ANY_KEY: Keys<string> = {
  schema: (value) => ({ additionalProperties: value }),
  known: (key) => key,
};

/** Keys that `pattern` allows; `lead` begins the complaint about others. */
export function keysLike(pattern: string, lead: string): Keys<string> {
  const allowed = new RegExp(pattern, 'u');
  return {
    schema: (value) => ({ propertyNames: { pattern }, additionalProperties: value }),
    known: (key, at, problems) => {
      if (allowed.test(key)) return key;
      problems.push(error('policy-invalid', at, `${lead} "${shortened(key)}".`));
      return undefined;
    },
  };
}

export function onlyKeys<K extends string>(words: readonly K[], lead: string, code: string): Keys<K> {
  return {
    schema: (value) => ({
      properties: Object.fromEntries(words.map((word) => [word, value])),
      additionalProperties: false,
    }),
    known: (key, at, problems) => {
      const known = words.find((word) => word === key);
      if (known === undefined) problems.push(unknown(code, key, at, lead, words));
      return known;
    },
  };
}
