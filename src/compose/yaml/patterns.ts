/**
 * A table of path patterns, compiled to be followed key by key: `services.*.ports`, where `*` is any key or list item.
 * A walk enters only what a pattern can still match, so a table costs what it concerns and not the whole file.
 */
export interface Patterns<T> {
  readonly rule: T | undefined;
  readonly keys: ReadonlyMap<string, Patterns<T>>;
  readonly any: Patterns<T> | undefined;
}

interface Growing<T> {
  rule: T | undefined;
  keys: Map<string, Growing<T>>;
  any: Growing<T> | undefined;
}

/** Compiles a table. A named key also follows the `*` beside it; its own rule wins. */
export function patterns<T>(table: Readonly<Record<string, T>>): Patterns<T> {
  const top: Growing<T> = { rule: undefined, keys: new Map(), any: undefined };
  for (const [pattern, rule] of Object.entries(table)) add(top, pattern.split('.'), rule);
  return merged([top]);
}

/** What is left of the table below `key`. */
export function below<T>(table: Patterns<T> | undefined, key: string): Patterns<T> | undefined {
  return table?.keys.get(key) ?? table?.any;
}

function add<T>(table: Growing<T>, [key, ...rest]: readonly string[], rule: T): void {
  if (key === undefined) {
    table.rule = rule;
    return;
  }
  const next: Growing<T> = (key === '*' ? table.any : table.keys.get(key)) ?? {
    rule: undefined,
    keys: new Map(),
    any: undefined,
  };
  if (key === '*') table.any = next;
  else table.keys.set(key, next);
  add(next, rest, rule);
}

function merged<T>(sources: readonly Growing<T>[]): Patterns<T> {
  const anys = sources.flatMap(({ any }) => any ?? []);
  const names = new Set(sources.flatMap(({ keys }) => [...keys.keys()]));
  return {
    rule: sources.find(({ rule }) => rule !== undefined)?.rule,
    keys: new Map(
      [...names].map((name) => [name, merged([...sources.flatMap(({ keys }) => keys.get(name) ?? []), ...anys])]),
    ),
    any: anys.length === 0 ? undefined : merged(anys),
  };
}
