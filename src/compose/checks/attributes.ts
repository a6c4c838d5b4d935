import { type Diagnostic, error, type Problems, warning } from '../diagnostics.ts';
import { isInteger } from '../go/types.ts';
import { isFloat } from '../go/text.ts';
import { entriesOf, isNull, itemsOf, stringOf, valueOf } from '../yaml/nodes.ts';
import { patterns } from '../yaml/patterns.ts';
import { type Rewrite, rewrite } from '../yaml/rewrite.ts';
import { isAddress } from '../canonical/short-port.ts';
import { dateNotTaken, isDate } from '../schema/dates.ts';
import type { MapNode, Node } from '../yaml/tree.ts';

type Check = (value: Node, path: readonly string[], problems: Problems) => void;

/** What an external resource may still say. The rest belongs to whoever made it. */
const EXTERNAL_KEYS: ReadonlySet<string> = new Set(['external', 'name']);

const external: Check = (node, path, problems) => {
  const value = valueOf(node, 'external');
  if (value?.kind !== 'scalar' || value.value !== true) return;
  for (const [key, { at }] of entriesOf(node)) {
    if (EXTERNAL_KEYS.has(key) || key.startsWith('x-')) continue;
    problems.push(
      error(
        'external-with-settings',
        at,
        `${path.join('.')} is external, so "${key}" does nothing here. Remove it, or "external".`,
      ),
    );
  }
};

/** Where the content of a config comes from, or of a secret: two places contradict each other. */
const source =
  (...keys: readonly string[]): Check =>
  (node, path, problems) => {
    const written = keys.filter((key) => valueOf(node, key) !== undefined);
    // A written `external` is enough, even a false one.
    const isFromOutside = written.length === 0 && valueOf(node, 'external') !== undefined;
    if (written.length !== 1 && !isFromOutside)
      problems.push(error('no-source', node.at, `${path.join('.')} needs exactly one of ${keys.join(', ')}.`));
  };

/** Compose wants more of a secret than of a config: `external: false` and an empty `environment` are no source. */
const secretSource: Check = (node, path, problems) => {
  const external = valueOf(node, 'external');
  if (external?.kind === 'scalar' && external.value === true) return;
  if (valueOf(node, 'file') !== undefined || (stringOf(valueOf(node, 'environment')) ?? '') !== '') return;
  if (external !== undefined || valueOf(node, 'environment') !== undefined)
    problems.push(error('no-source', node.at, `${path.join('.')} needs a file or an environment variable.`));
};

const mount: Check = (node, path, problems) => {
  if (node.kind === 'map' && valueOf(node, 'target') === undefined) {
    problems.push(
      error('mount-without-target', node.at, `${path.slice(0, 2).join('.')} has a volume without a target.`),
    );
  }
};

const hostIp: Check = (node, _path, problems) => {
  const ip = stringOf(node);
  if (ip !== undefined && !isAddress(ip))
    problems.push(error('invalid-port', node.at, `"${ip}" is not an IP address.`));
};

const portTarget: Check = (node, path, problems) => {
  if (node.kind === 'map' && valueOf(node, 'target') === undefined)
    problems.push(error('invalid-port', node.at, `${path.join('.')} names no container port.`));
};

const deviceTarget: Check = (node, path, problems) => {
  if (node.kind === 'map' && valueOf(node, 'target') === undefined)
    problems.push(error('invalid-device', node.at, `${path.join('.')} needs a target.`));
};

const healthTest: Check = (node, path, problems) => {
  const [first] = itemsOf(node);
  if (first === undefined || /^(CMD|CMD-SHELL|NONE)$/.test(stringOf(first) ?? '')) return;
  problems.push(error('healthcheck-test', first.at, `${path.join('.')} begins with CMD, CMD-SHELL or NONE.`));
};

const exposed: Check = (node, path, problems) => {
  if (node.kind === 'scalar' && (typeof node.value === 'bigint' || isFloat(node)))
    problems.push(
      error('invalid-port', node.at, `${path.join('.')} is not a port. Put it in quotes: "${node.source}".`),
    );
};

/** Where the schema takes a date for text, and Compose has no text for it. */
const noDate: Check = (node, path, problems) => {
  if (isDate(node)) problems.push(dateNotTaken(node, path.join('.')));
};

/** The schema allows it, and Compose then ends in a panic. */
const processes: Check = (node, path, problems) => {
  const pid = valueOf(node, 'pid');
  if (pid !== undefined && isNull(pid))
    problems.push(error('wrong-type', pid.at, `${path.join('.')}.pid must be text. Remove it, or write "host".`));
};

/** What is watched has a path, and a place in the container unless the image is built again. */
const watched: Check = (node, path, problems) => {
  const isBuilt = ['rebuild', 'restart'].includes(stringOf(valueOf(node, 'action')) ?? '');
  if (stringOf(valueOf(node, 'path')) === '')
    problems.push(error('empty-path', node.at, `${path.join('.')}.path cannot be empty.`));
  if (!isBuilt && (stringOf(valueOf(node, 'target')) ?? '') === '')
    problems.push(error('watch-without-target', node.at, `${path.join('.')} needs a target.`));
};

const notNegative: Check = (node, path, problems) => {
  if (node.kind === 'scalar' && typeof node.value === 'number' && node.value < 0)
    problems.push(error('negative', node.at, `${path.join('.')} cannot be less than 0.`));
};

const deviceCount: Check = (node, path, problems) => {
  const text = stringOf(node);
  const isCount = text === undefined ? isInteger(node) : text === 'all' || /^-?\d+$/.test(text);
  if (!isCount) {
    problems.push(error('invalid-count', node.at, `${path.join('.')} is "all" or a number.`));
  }
};

const deviceRequest: Check = (node, path, problems) => {
  const [count, ids] = [valueOf(node, 'count'), valueOf(node, 'device_ids')];
  if (count !== undefined && ids !== undefined)
    problems.push(
      error(
        'count-with-device-ids',
        count.at,
        `${path.join('.')} has a count and device_ids, which exclude each other. Keep one.`,
      ),
    );
};

const variableNames: Check = (node, path, problems) => {
  const names =
    node.kind === 'list'
      ? node.items.map((item) => [stringOf(item)?.split('=')[0] ?? '', item.at] as const)
      : [...entriesOf(node)].map(([name, { at }]) => [name, at] as const);
  for (const [name, at] of names)
    if (name.endsWith(' '))
      problems.push(error('variable-name', at, `${path.join('.')}: the variable "${name}" ends with a space.`));
};

/** Compose loads these and then fails to print them; a build has no trouble with them. */
const sshKey: Check = (node, path, problems) => {
  const text = stringOf(node);
  if (text?.includes('=') === true)
    problems.push(
      warning(
        'not-printable',
        node.at,
        `${path.join('.')}: "docker compose config" fails on an SSH key with a path, though a build takes it.`,
      ),
    );
};

function both(first: Check, second: Check): Check {
  return (node, path, problems) => {
    first(node, path, problems);
    second(node, path, problems);
  };
}

const CHECKS: Readonly<Record<string, Check>> = {
  'configs.*': source('file', 'environment', 'content'),
  'secrets.*': both(source('file', 'environment'), secretSource),
  'volumes.*': external,
  'services.*': processes,
  'services.*.build.ssh.*': sshKey,
  'services.*.deploy.replicas': notNegative,
  'services.*.deploy.resources.reservations.devices.*': deviceRequest,
  'services.*.deploy.resources.reservations.devices.*.count': deviceCount,
  'services.*.develop.watch.*': watched,
  'services.*.devices.*': deviceTarget,
  'services.*.environment': variableNames,
  'services.*.expose.*': both(exposed, noDate),
  'services.*.extra_hosts.*': noDate,
  'services.*.gpus.*': deviceRequest,
  'services.*.gpus.*.count': deviceCount,
  'services.*.healthcheck.test': healthTest,
  'services.*.ports.*': portTarget,
  'services.*.ports.*.host_ip': hostIp,
  'services.*.volumes.*': mount,
};

const TABLE = patterns<Rewrite<Problems>>(
  Object.fromEntries(
    Object.entries(CHECKS).map(([pattern, check]): [string, Rewrite<Problems>] => [
      pattern,
      (value, path, problems) => {
        if (!isNull(value)) check(value, path, problems);
        return value;
      },
    ]),
  ),
);

/** What Compose refuses in single attributes beyond what the schema can say. `model` is in long form. */
export function checkAttributes(model: MapNode): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  rewrite<Problems>(model, TABLE, problems);
  return problems;
}
