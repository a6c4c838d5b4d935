import { error, type Problems } from '../diagnostics.ts';
import { stringOf, valueOf, withValue } from '../yaml/nodes.ts';
import { isAbsolute, isRemote, normalized, resolved } from '../path.ts';
import { patterns } from '../yaml/patterns.ts';
import type { Reading } from '../reading.ts';
import { type Rewrite, rewrite } from '../yaml/rewrite.ts';
import type { MapNode, Node, ScalarNode } from '../yaml/tree.ts';

interface From {
  readonly folder: string;
  readonly home: string | null;
  readonly problems: Problems;
}

type PathRewrite = Rewrite<From>;

/** An own field, so that what is already absolute is the same node again. */
function moved(node: ScalarNode, path: string): Node {
  return node.value === path ? node : { ...node, value: path };
}

function absolute(path: string, { folder, home }: From): string {
  if (path.startsWith('~')) return home === null ? path : normalized(`${home}/${path.slice(1)}`);
  // What is absolute already stays as it is written, to the last slash.
  return isAbsolute(path) ? path : resolved(folder, path);
}

const path: PathRewrite = (node, _path, from) => {
  const text = stringOf(node);
  return text === undefined || node.kind !== 'scalar' ? node : moved(node, absolute(text, from));
};

/** A file path, or one of Windows, which stays as it is. */
const hostPath: PathRewrite = (node, at, from) =>
  /^([A-Za-z]:[\\/]|\\\\)/.test(stringOf(node) ?? '') ? node : path(node, at, from);

/** A build context may also be a URL or another service's image. */
const context: PathRewrite = (node, at, from) => {
  const text = stringOf(node) ?? '';
  return text === '' || isRemote(text) || text.includes('://') || text.startsWith('service:')
    ? node
    : path(node, at, from);
};

const mount: PathRewrite = (node, at, from) => {
  if (node.kind !== 'map' || stringOf(valueOf(node, 'type')) !== 'bind') return node;
  const source = valueOf(node, 'source');
  if (source === undefined) {
    from.problems.push(error('bind-without-source', node.at, 'A bind mount needs a source.'));
    return node;
  }
  return withValue(node, 'source', hostPath(source, at, from) ?? source);
};

/** A named volume that is a bind mount by its driver options. */
const bindDevice: PathRewrite = (node, at, from) => {
  const options = valueOf(node, 'driver_opts');
  const device = valueOf(options, 'device');
  if (
    node.kind !== 'map' ||
    options?.kind !== 'map' ||
    device === undefined ||
    stringOf(valueOf(node, 'driver')) !== 'local' ||
    stringOf(valueOf(options, 'o')) !== 'bind'
  )
    return node;
  return withValue(node, 'driver_opts', withValue(options, 'device', hostPath(device, at, from) ?? device));
};

const PATHS = patterns<PathRewrite>({
  'configs.*.file': hostPath,
  'secrets.*.file': hostPath,
  'services.*.build.additional_contexts.*': context,
  'services.*.build.context': context,
  'services.*.develop.watch.*.path': path,
  'services.*.env_file.*.path': path,
  'services.*.extends.file': path,
  'services.*.label_file.*': path,
  'services.*.volumes.*': mount,
  'volumes.*': bindDevice,
});

/** `model`, in long form, with every path in it absolute, seen from `folder`. */
export function withAbsolutePaths(model: MapNode, folder: string, { home, problems }: Reading): MapNode {
  return rewrite<From>(model, PATHS, { folder, home, problems });
}
