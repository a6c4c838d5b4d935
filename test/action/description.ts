import { Ajv, type ValidateFunction } from 'ajv';
import { readFileSync } from 'node:fs';

/** A request as GitHub's own description of its API has it: https://github.com/octokit/openapi. */
export interface Operation {
  /** What is wrong with a request. */
  problemsOf(url: URL, body: unknown): readonly string[];
  /** An answer with all that GitHub's example has beside it. */
  filled(status: number, body: unknown): unknown;
  /** What is wrong with an answer. */
  answerProblems(status: number, body: unknown): readonly string[];
}

/** `null`: GitHub has no such request. */
export function operationAt(method: string, path: string): Operation | null {
  read ??= descriptionRead();
  const found = read.paths.find(({ pattern, methods }) => pattern.test(path) && method.toLowerCase() in methods);
  const described = found?.methods[method.toLowerCase()];
  if (described === undefined) return null;
  const operation = operations.get(described) ?? operationOf(described);
  operations.set(described, operation);
  return operation;
}

type Json = Readonly<Record<string, unknown>>;

interface Content {
  readonly schema: Json;
  readonly examples?: Readonly<Record<string, Json>>;
}
interface Described {
  readonly parameters?: readonly Json[];
  readonly requestBody?: Json;
  readonly responses: Readonly<Record<string, Json>>;
}
interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Json;
}
interface Path {
  readonly pattern: RegExp;
  readonly methods: Readonly<Record<string, Described>>;
}

/** It is large: one worker reads it once, and only what is asked for is compiled. */
let read: { readonly description: Json; readonly paths: readonly Path[] } | null = null;
const operations = new Map<Described, Operation>();
const validators = new Map<Json, ValidateFunction>();
const known = new Set<string>();
const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });

function descriptionRead() {
  const file = 'node_modules/@octokit/openapi/generated/api.github.com.json';
  const description = JSON.parse(readFileSync(file, 'utf8')) as Json;
  const templates = Object.entries(description['paths'] as Readonly<Record<string, Path['methods']>>);
  const paths = templates
    .map(([path, methods]) => ({ path, methods, pattern: patternOf(path) }))
    .sort((a, b) => parametersIn(a.path) - parametersIn(b.path));
  return { description, paths };
}

/** Slashes are written as `%2F`. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.+]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`);
}

function parametersIn(path: string): number {
  return path.split('{').length;
}

function operationOf({ parameters = [], requestBody, responses }: Described): Operation {
  const taken = parameters.map((parameter) => resolved<Parameter>(parameter)).filter((each) => each.in === 'query');
  const content = requestBody === undefined ? null : contentOf(requestBody);
  const names = content === null ? null : propertiesOf(content.schema);

  function bodyProblems(body: unknown): readonly string[] {
    if (content === null) return body === null ? [] : ['a body that nobody reads'];
    const validate = compiled(content.schema);
    const unknown = Object.keys(body ?? {}).filter((name) => names?.has(name) === false);
    return [...(validate(body ?? {}) ? [] : [said(validate)]), ...unknown.map((name) => `the body has no ${name}`)];
  }

  return {
    problemsOf(url, body) {
      const queries = [...url.searchParams].flatMap(([name, value]) => {
        const parameter = taken.find((each) => each.name === name);
        if (parameter === undefined) return [`no parameter ${name}`];
        const validate = compiled(parameter.schema);
        return validate(valueOf(value, parameter.schema)) ? [] : [`${name}=${value}: ${said(validate)}`];
      });
      const missing = taken.filter(({ name, required }) => required === true && !url.searchParams.has(name));
      return [...queries, ...missing.map(({ name }) => `parameter ${name} is missing`), ...bodyProblems(body)];
    },
    filled(status, body) {
      const response = responses[String(status)];
      const [named] = Object.values((response === undefined ? null : contentOf(response))?.examples ?? {});
      if (status >= 300 || named === undefined) return body;
      const { value: example } = resolved<{ readonly value: unknown }>(named);
      return Array.isArray(body) && Array.isArray(example)
        ? body.map((item) => merged(example[0], item))
        : merged(example, body);
    },
    answerProblems(status, body) {
      const response = responses[String(status)];
      if (response === undefined) return status < 300 ? [`is never answered with ${String(status)}`] : [];
      const schema = contentOf(response)?.schema;
      if (schema === undefined) return body === undefined ? [] : ['is answered with nothing'];
      const validate = compiled(schema);
      return validate(body) ? [] : [said(validate)];
    },
  };
}

/** A parameter comes as text. */
function valueOf(text: string, { type }: Json): unknown {
  if (type === 'integer' || type === 'number') return Number(text);
  return type === 'boolean' && /^(?:true|false)$/.test(text) ? text === 'true' : text;
}

function said({ errors }: ValidateFunction): string {
  return ajv.errorsText(errors ?? [], { dataVar: '' });
}

function contentOf(part: Json): Content | null {
  const { content } = resolved<{ readonly content?: Readonly<Record<string, Content>> }>(part);
  return content?.['application/json'] ?? null;
}

function resolved<T>(part: Json): T {
  const reference = part['$ref'];
  if (typeof reference !== 'string') return part as T;
  const keys = reference.slice(2).split('/');
  return keys.reduce<unknown>((value, key) => (value as Json)[key], read?.description) as T;
}

/** Names in an object, whichever of its variants it is; `null`: any. */
function propertiesOf(schema: Json): ReadonlySet<string> | null {
  const {
    properties,
    oneOf = [],
    anyOf = [],
  } = resolved<{ readonly properties?: Json; readonly oneOf?: readonly Json[]; readonly anyOf?: readonly Json[] }>(
    schema,
  );
  const inner = [...oneOf, ...anyOf].map(propertiesOf);
  if (properties === undefined && (inner.length === 0 || inner.includes(null))) return null;
  return new Set([...Object.keys(properties ?? {}), ...inner.flatMap((names) => [...(names ?? [])])]);
}

function compiled(schema: Json): ValidateFunction {
  const there = validators.get(schema);
  if (there !== undefined) return there;
  const own = jsonSchema(schema);
  addNamedIn(own);
  const validate = ajv.compile(own);
  validators.set(schema, validate);
  return validate;
}

/** What a schema names is added once, by its name. */
function addNamedIn(schema: Json): void {
  const names = [...JSON.stringify(schema).matchAll(/"\$ref":"([\w-]+)"/g)].map(([, name = '']) => name);
  for (const name of names) {
    if (known.has(name)) continue;
    known.add(name);
    const own = jsonSchema(resolved<Json>({ $ref: `${NAMED}${name}` }));
    ajv.addSchema(own, name);
    addNamedIn(own);
  }
}

const NAMED = '#/components/schemas/';

/** OpenAPI 3.0 says `nullable` where JSON Schema says `null`. */
function jsonSchema(schema: Json): Json {
  const { nullable, example: _example, examples: _examples, discriminator: _discriminator, ...rest } = schema;
  const own = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, partOf(key, value)]));
  return nullable === true ? { anyOf: [own, { type: 'null' }] } : own;
}

function partOf(key: string, value: unknown): unknown {
  if (key === '$ref') return String(value).replace(NAMED, '');
  if (key === 'enum' || key === 'default') return value;
  if (key === 'properties' && isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, partOf('', inner)]));
  if (Array.isArray(value)) return value.map((item) => (isObject(item) ? jsonSchema(item) : (item as unknown)));
  return isObject(value) ? jsonSchema(value) : value;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merged(example: unknown, own: unknown): unknown {
  if (!isObject(example) || !isObject(own)) return own;
  const names = [...new Set([...Object.keys(example), ...Object.keys(own)])];
  return Object.fromEntries(
    names.map((name) => [name, name in own ? merged(example[name], own[name]) : example[name]]),
  );
}
