import { type Diagnostic, error } from '../../compose/diagnostics.ts';
import type { SourceLocation } from '../../compose/source.ts';
import type { MapNode, Node } from '../../compose/yaml/tree.ts';
import { type JsonSchema, type PolicyShape, unknown, wrong } from './shape.ts';

/** A key of an object. */
export interface Field<T> {
  readonly key: string;
  readonly shape: PolicyShape<T>;
  readonly description: string;
  /** Ends the complaint where the key is missing; `null`: it may be. */
  readonly missing: string | null;
}

export function optional<T>(key: string, shape: PolicyShape<T>, description: string): Field<T> {
  return { key, shape, description, missing: null };
}

export function required<T>(key: string, shape: PolicyShape<T>, description: string, missing: string): Field<T> {
  return { key, shape, description, missing };
}

/** What an object's builder asks for its keys. */
export interface Fields {
  readonly at: SourceLocation;
  /** `undefined`: it is not there, or wrong. */
  readonly get: <T>(field: Field<T>) => T | undefined;
}

/** A map with the keys of `fields`. `build` must ask for each of them, for asking is what reads it. */
export function object<T>(
  what: string,
  fields: readonly Field<unknown>[],
  build: (fields: Fields, problems: Diagnostic[]) => T | undefined,
): PolicyShape<T> {
  const keys = fields.map(({ key }) => key);
  return {
    schema: objectSchema(fields),
    read: (node, name, problems) => {
      if (node.kind !== 'map') return wrong(problems, node, `\`${name}\` must be a mapping with ${keys.join(', ')}.`);
      problems.push(...unknownKeys(node, what, keys), ...missingKeys(node, fields));
      return build({ at: node.at, get: ({ key, shape }) => valueOf(node, key, shape, problems) }, problems);
    },
  };
}

function valueOf<T>(node: MapNode, key: string, shape: PolicyShape<T>, problems: Diagnostic[]): T | undefined {
  const entry = node.entries.get(key);
  return entry === undefined || isNothing(entry.value) ? undefined : shape.read(entry.value, key, problems);
}

function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function unknownKeys(node: MapNode, what: string, keys: readonly string[]): readonly Diagnostic[] {
  return [...node.entries]
    .filter(([key]) => !keys.includes(key))
    .map(([key, { at }]) => unknown('policy-unknown-key', key, at, `${what} has no key`, keys));
}

function missingKeys(node: MapNode, fields: readonly Pick<Field<unknown>, 'key' | 'missing'>[]): readonly Diagnostic[] {
  return fields.flatMap(({ key, missing }) => {
    const entry = node.entries.get(key);
    if (missing === null || (entry !== undefined && !isNothing(entry.value))) return [];
    return [error('policy-incomplete', entry?.at ?? node.at, `\`${key}\` is missing: ${missing}.`)];
  });
}

function objectSchema(
  fields: readonly Pick<Field<unknown>, 'key' | 'shape' | 'description' | 'missing'>[],
): JsonSchema {
  const needed = fields.filter(({ missing }) => missing !== null).map(({ key }) => key);
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map(({ key, shape, description }) => [key, { description, ...shape.schema }]),
    ),
    ...(needed.length === 0 ? {} : { required: needed }),
    additionalProperties: false,
  };
}
