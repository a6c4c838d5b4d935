import { buildOf } from './build.ts';
import { longPorts } from './ports.ts';
import { longVolume } from './volume.ts';
import { asDependencies, asNamed, asSequence, isSameText } from './convert.ts';
import { error, type Problems } from '../diagnostics.ts';
import { entriesOf, itemsOf, list, mapOf, mapValues, scalar, stringOf, valueOf, withValue } from '../yaml/nodes.ts';
import { pairsOf } from '../go/pairs.ts';
import { patterns } from '../yaml/patterns.ts';
import { rewrite, type Rewrite } from '../yaml/rewrite.ts';
import type { SourceLocation } from '../source.ts';
import type { MapNode, Node } from '../yaml/tree.ts';

type Form = Rewrite<Problems>;

/** A text alone stands for a mapping that holds it under `key`. */
const textUnder =
  (key: string): Form =>
  (node) =>
    stringOf(node) === undefined ? node : mapOf({ [key]: node }, node.at);

const sequence: Form = (node) => (stringOf(node) === undefined ? node : list([node], node.at));

const named: Form = (node) => asNamed(node) ?? node;

const envFiles: Form = (node) => {
  const files =
    node.kind === 'map' ? list([node], node.at) : stringOf(node) === undefined ? node : list([node], node.at);
  if (files.kind !== 'list') return files;
  return list(
    files.items.map((item) =>
      stringOf(item) === undefined ? item : mapOf({ path: item, required: scalar(true, item.at) }, item.at),
    ),
    node.at,
  );
};

const device: Form = (node, _path, problems) => {
  const text = stringOf(node);
  if (text === undefined) return node;
  const [source = '', target = '', permissions = 'rwm', ...more] = text.split(':');
  if (more.length > 0) {
    problems.push(
      error('invalid-device', node.at, `The device "${text}" cannot be read: it is HOST[:CONTAINER[:PERMISSIONS]].`),
    );
    return undefined;
  }
  return mapOf(
    {
      source: scalar(source, node.at),
      target: scalar(target === '' ? source : target, node.at),
      permissions: scalar(permissions, node.at),
    },
    node.at,
  );
};

/** `gpus: all`. */
const gpus: Form = (node) => (stringOf(node) === undefined ? node : list([mapOf({ count: node }, node.at)], node.at));

/** `ssh: [default, id=path]`. */
const ssh: Form = (node, path, problems) => {
  for (const item of itemsOf(node)) {
    const key = stringOf(item) ?? '';
    if (key !== 'default' && !key.includes('='))
      problems.push(error('invalid-ssh-key', item.at, `${path.join('.')}: "${key}" is neither "default" nor ID=PATH.`));
  }
  return asSequence(node);
};

/** `additional_contexts` as a mapping; each is a path, a URL or a service. */
const contexts: Form = (node, path, problems) => {
  const wrong = (at: SourceLocation) =>
    problems.push(error('invalid-context', at, `${path.join('.')} takes NAME=PATH, with the path as text.`));
  for (const item of itemsOf(node)) if (stringOf(item)?.includes('=') !== true) wrong(item.at);
  for (const [, { value }] of entriesOf(node)) if (stringOf(value) === undefined) wrong(value.at);
  return pairsOf(node, '');
};

/** Legacy `external: {name: x}` is `external: true` with `name: x`. */
const external: Form = (node, path, problems) => {
  if (node.kind !== 'map') return node;
  const value = valueOf(node, 'external');
  if (value?.kind !== 'map') return node;
  const [own, other] = [valueOf(node, 'name'), valueOf(value, 'name')];
  if (own !== undefined && other !== undefined && !isSameText(own, other)) {
    problems.push(
      error('external-name-conflict', other.at, `${path.join('.')} has a name and an external.name. Keep only name.`),
    );
  }
  const named = own === undefined && other !== undefined ? withValue(node, 'name', other) : node;
  return withValue(named, 'external', scalar(true, value.at));
};

/** A dependency waits until the other service has started, if nothing else is written. */
function conditioned(node: Node): Node {
  if (node.kind !== 'map' || valueOf(node, 'condition') !== undefined) return node;
  return withValue(node, 'condition', scalar('service_started', node.at));
}

const FORMS = patterns<Form>({
  'services.*.build': (node) => buildOf(node),
  'services.*.build.additional_contexts': contexts,
  'services.*.build.secrets.*': textUnder('source'),
  'services.*.build.ssh': ssh,
  'services.*.configs.*': textUnder('source'),
  'services.*.depends_on': (node) => mapValues(asDependencies(node), conditioned),
  'services.*.devices.*': device,
  'services.*.dns': sequence,
  'services.*.dns_search': sequence,
  'services.*.env_file': envFiles,
  'services.*.extends': textUnder('service'),
  'services.*.gpus': gpus,
  'services.*.label_file': sequence,
  'services.*.models': named,
  'services.*.networks': named,
  'services.*.ports': (node, _path, problems) => longPorts(node, problems),
  'services.*.secrets.*': textUnder('source'),
  'services.*.tmpfs': sequence,
  'services.*.volumes.*': (node, _path, problems) => longVolume(node, problems),
  'configs.*': external,
  'networks.*': external,
  'secrets.*': external,
  'volumes.*': external,
});

/** Every attribute in its long form. What has one already stays; so it is a fixed point. */
export function canonical(model: MapNode, problems: Problems): MapNode {
  return rewrite<Problems>(model, FORMS, problems);
}
