import { scalar, stringOf, valueOf, withValue } from '../yaml/nodes.ts';
import { patterns } from '../yaml/patterns.ts';
import { rewrite, type Rewrite } from '../yaml/rewrite.ts';
import type { MapNode, Node } from '../yaml/tree.ts';

type Default = Rewrite<null>;

function filled(node: Node, values: Readonly<Record<string, string | number | boolean>>): Node {
  if (node.kind !== 'map') return node;
  return Object.entries(values).reduce<MapNode>(
    (filling, [key, value]) =>
      valueOf(filling, key) === undefined ? withValue(filling, key, scalar(value, node.at)) : filling,
    node,
  );
}

const build: Default = (node) => {
  const placed = filled(node, { context: '.' });
  return valueOf(placed, 'dockerfile_inline') === undefined ? filled(placed, { dockerfile: 'Dockerfile' }) : placed;
};

/** A secret without a target appears under its own name. */
const secret: Default = (node) => {
  const source = stringOf(valueOf(node, 'source'));
  if (node.kind !== 'map' || source === undefined || valueOf(node, 'target') !== undefined) return node;
  return withValue(node, 'target', scalar(`/run/secrets/${source}`, node.at));
};

const devices: Default = (node) => (valueOf(node, 'device_ids') === undefined ? filled(node, { count: 'all' }) : node);

const DEFAULTS = patterns<Default>({
  'services.*.build': build,
  'services.*.depends_on.*': (node) => filled(node, { required: true }),
  'services.*.deploy.resources.reservations.devices.*': devices,
  'services.*.gpus.*': devices,
  'services.*.ports.*': (node) => filled(node, { mode: 'ingress', protocol: 'tcp' }),
  'services.*.secrets.*': secret,
});

/** `model`, in long form, with what Compose adds where nothing is written. */
export function withDefaults(model: MapNode): MapNode {
  return rewrite(model, DEFAULTS, null);
}
