import { goText } from '../go/text.ts';
import { list, stringOf, valueOf } from '../yaml/nodes.ts';
import { patterns } from '../yaml/patterns.ts';
import { normalized } from '../path.ts';
import { rewrite, type Rewrite } from '../yaml/rewrite.ts';
import { volumeOf } from '../canonical/short-volume.ts';
import type { MapNode, Node } from '../yaml/tree.ts';

/** What makes two items of a list the same thing; `null`: never the same as another. */
type Identity = (item: Node) => string | null;

const text = (node: Node | undefined): string | null =>
  node?.kind === 'scalar' && node.value !== null ? goText(node) : null;

const beforeEquals: Identity = (item) => text(item)?.replace(/=[^]*$/, '') ?? null;

const whole: Identity = (item) => text(item);

const envFile: Identity = (item) => text(item) ?? text(valueOf(item, 'path'));

/** To Compose `80` and `"80"` are two host ports. */
function published(item: Node): string {
  const node = valueOf(item, 'published');
  return `${node !== undefined && stringOf(node) === undefined ? '#' : ''}${text(node) ?? ''}`;
}

const port: Identity = (item) =>
  item.kind === 'scalar'
    ? text(item)
    : ['host_ip', 'target', 'published', 'protocol']
        .map((key) =>
          key === 'published' ? published(item) : (text(valueOf(item, key)) ?? (key === 'protocol' ? 'tcp' : '')),
        )
        .join('/');

const volume: Identity = (item) => {
  const short = stringOf(item);
  if (short === undefined) return cleaned(text(valueOf(item, 'target')));
  const parsed = volumeOf(short);
  return typeof parsed === 'string' ? null : cleaned(parsed.target);
};

function cleaned(path: string | null): string | null {
  return path === null ? null : normalized(path);
}

const device: Identity = (item) => {
  const short = stringOf(item);
  if (short === undefined) return text(valueOf(item, 'target'));
  const [source = '', target = source] = short.split(':');
  return target;
};

/** Where a config or secret appears in the container. */
const grant =
  (folder: string): Identity =>
  (item) => {
    const short = stringOf(item) ?? (valueOf(item, 'target') === undefined ? text(valueOf(item, 'source')) : null);
    return short === null ? text(valueOf(item, 'target')) : `${folder}/${short}`;
  };

const uniqueBy =
  (identity: Identity): Rewrite<null> =>
  (node) =>
    node.kind === 'list' ? unique(node.items, identity, node) : node;

function unique(items: readonly Node[], identity: Identity, node: Node): Node {
  const places = new Map<string, number>();
  const kept: Node[] = [];
  for (const item of items) {
    const id = identity(item);
    const place = id === null ? undefined : places.get(id);
    if (place !== undefined) kept[place] = item;
    else if (id === null) kept.push(item);
    else places.set(id, kept.push(item) - 1);
  }
  return kept.length === items.length ? node : list(kept, node.at);
}

const UNIQUE = patterns<Rewrite<null>>({
  'networks.*.ipam.options': uniqueBy(beforeEquals),
  'networks.*.labels': uniqueBy(beforeEquals),
  'services.*.annotations': uniqueBy(beforeEquals),
  'services.*.build.additional_contexts': uniqueBy(beforeEquals),
  'services.*.build.args': uniqueBy(beforeEquals),
  'services.*.build.labels': uniqueBy(beforeEquals),
  'services.*.build.tags': uniqueBy(beforeEquals),
  'services.*.cap_add': uniqueBy(beforeEquals),
  'services.*.cap_drop': uniqueBy(beforeEquals),
  'services.*.configs': uniqueBy(grant('')),
  'services.*.deploy.labels': uniqueBy(beforeEquals),
  'services.*.devices': uniqueBy(device),
  'services.*.dns': uniqueBy(beforeEquals),
  'services.*.dns_opt': uniqueBy(beforeEquals),
  'services.*.dns_search': uniqueBy(beforeEquals),
  'services.*.env_file': uniqueBy(envFile),
  'services.*.environment': uniqueBy(beforeEquals),
  'services.*.expose': uniqueBy(whole),
  'services.*.labels': uniqueBy(beforeEquals),
  'services.*.links': uniqueBy(beforeEquals),
  'services.*.networks.*.aliases': uniqueBy(beforeEquals),
  'services.*.networks.*.link_local_ips': uniqueBy(beforeEquals),
  'services.*.ports': uniqueBy(port),
  'services.*.profiles': uniqueBy(beforeEquals),
  'services.*.secrets': uniqueBy(grant('/run/secrets')),
  'services.*.sysctls': uniqueBy(beforeEquals),
  'services.*.tmpfs': uniqueBy(beforeEquals),
  'services.*.volumes': uniqueBy(volume),
});

/** `model` with the last of items that mean the same thing, at the place of the first: what makes appended lists an override. */
export function withoutRepeats(model: MapNode): MapNode {
  return rewrite(model, UNIQUE, null);
}
