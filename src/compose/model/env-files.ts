import { addOnce, type Diagnostic, error, warning } from '../diagnostics.ts';
import { parseRawEnv } from '../variables/dotenv/raw.ts';
import { parseDotenv } from '../variables/dotenv/dotenv.ts';
import { entriesOf, itemsOf, map, mapAt, scalar, stringOf, valueOf, withEntry, without } from '../yaml/nodes.ts';
import { NOTHING, shownPath } from '../path.ts';
import { hasRoomFor } from '../merge/repeated.ts';
import { type Reading, readText } from '../reading.ts';
import type { Located } from '../source.ts';
import type { MapEntry, MapNode, Node } from '../yaml/tree.ts';

export interface EnvFiles {
  readonly reading: Reading;
  readonly environment: ReadonlyMap<string, string>;
  /** What a file or a variable is that has to be there and is not. */
  readonly missing: 'error' | 'warning';
  /** Files that were read, by what was read before them for the same service: one of many services is read once. */
  readonly known: Map<string, EnvFileRead>;
}

interface EnvFileRead {
  /** Of the file and those before it. */
  readonly id: number;
  readonly values: EnvValues;
}

type EnvValues = ReadonlyMap<string, Located<string>>;

/** `service` with the values of its `env_file` below those of its `environment`, and those of its `label_file` below its `labels`. */
export function withEnvFiles(service: MapNode, context: EnvFiles): MapNode {
  return withValues(withValues(service, 'env_file', 'environment', context), 'label_file', 'labels', context);
}

function withValues(
  service: MapNode,
  files: 'env_file' | 'label_file',
  attribute: 'environment' | 'labels',
  context: EnvFiles,
): MapNode {
  const list = valueOf(service, files);
  if (list === undefined) return service;
  const own = mapAt(service, attribute);
  const lookup = (name: string): string | undefined => context.environment.get(name);
  const values = new Map<string, Located<string>>();
  let before = 0;
  for (const item of itemsOf(list)) {
    const read = readFile(item, lookup, { values, id: before }, context);
    before = read.id;
    for (const [name, value] of read.values) values.set(name, value);
  }
  const entries = new Map<string, MapEntry>();
  for (const [name, { value, at }] of values) entries.set(name, { at, value: scalar(value, at) });
  for (const [name, entry] of entriesOf(own)) entries.set(name, entry);
  const rest = without(service, files);
  if (entries.size === 0) return rest;
  return withEntry(rest, attribute, {
    at: service.entries.get(attribute)?.at ?? list.at,
    value: map(entries, own?.at ?? list.at),
  });
}

function readFile(
  item: Node,
  lookup: (name: string) => string | undefined,
  above: EnvFileRead,
  { reading, missing, known }: EnvFiles,
): EnvFileRead {
  const path = stringOf(item) ?? stringOf(valueOf(item, 'path')) ?? '';
  const at = valueOf(item, 'path')?.at ?? item.at;
  const required = valueOf(item, 'required');
  const isRequired = required?.kind !== 'scalar' || required.value !== false;
  const format = stringOf(valueOf(item, 'format')) ?? '';
  const problems: Diagnostic[] = [];
  const nothing = (): EnvFileRead => {
    addOnce(reading.problems, problems);
    return { id: above.id, values: NO_VALUES };
  };
  if (path === NOTHING) return nothing();
  if (reading.tree.kind(path) === 'missing') {
    const message = `The env file ${shownPath(path, reading.tree.root)} does not exist; its values are missing. Add it, or write "required: false".`;
    if (isRequired)
      problems.push(
        missing === 'error' ? error('env-file-not-found', at, message) : warning('env-file-not-found', at, message),
      );
    return nothing();
  }
  if (format !== '' && format !== 'raw') {
    problems.push(
      error(
        'env-file-format',
        valueOf(item, 'format')?.at ?? item.at,
        `"${format}" is not a format of env files; it is "raw" or left out.`,
      ),
    );
    return nothing();
  }
  const key = [above.id, format, path].join('\0');
  const again = known.get(key);
  if (again !== undefined) return hasRoomFor(again.values.size, item.at, reading) ? again : nothing();
  const text = readText({ ...reading, problems }, path, item.at, 'env file');
  if (text === null) return nothing();
  const shown = shownPath(path, reading.tree.root);
  const { values, diagnostics } =
    format === 'raw'
      ? parseRawEnv(text, shown, lookup)
      : parseDotenv(text, shown, (name) => lookup(name) ?? above.values.get(name)?.value, reading.behaviour, missing);
  addOnce(reading.problems, diagnostics);
  reading.envFiles.set(path, values);
  const read = { id: known.size + 1, values };
  known.set(key, read);
  return read;
}

const NO_VALUES: EnvValues = new Map();
