import { error, type Problems } from '../diagnostics.ts';
import type { SourceLocation } from '../source.ts';
import { mapOf, scalar, stringOf } from '../yaml/nodes.ts';
import { isTwoBytes, volumeOf } from './short-volume.ts';
import type { Node } from '../yaml/tree.ts';

/** An entry of a service's `volumes`, in long form. */
export function longVolume(node: Node, problems: Problems): Node | undefined {
  const text = stringOf(node);
  if (text === undefined) return node;
  const { at } = node;
  const volume = volumeOf(text);
  if (typeof volume === 'string') {
    problems.push(error('invalid-volume', at, `The volume "${text}" cannot be read: ${volume}.`));
    return unknownMount(text, at);
  }
  const bind = {
    ...(volume.type === 'bind' ? { create_host_path: scalar(true, at) } : {}),
    ...(volume.propagation === null ? {} : { propagation: scalar(volume.propagation, at) }),
    ...(volume.selinux === null ? {} : { selinux: scalar(volume.selinux, at) }),
  };
  const named = volume.noCopy ? { nocopy: scalar(true, at) } : {};
  return mapOf(
    {
      type: scalar(volume.type, at),
      ...(volume.source === null ? {} : { source: scalar(volume.source, at) }),
      target: scalar(volume.target, at),
      ...(volume.readOnly ? { read_only: scalar(true, at) } : {}),
      ...(Object.keys(bind).length > 0 ? { bind: mapOf(bind, at) } : {}),
      ...(volume.type === 'volume' && !isTwoBytes(text) ? { volume: mapOf(named, at) } : {}),
    },
    at,
  );
}

/** What is known of `${UNSET}:/data`: that something is to be mounted at `/data`. */
function unknownMount(text: string, at: SourceLocation): Node | undefined {
  const [, target] = /^:(\/[^:]+)(:[^:]*)?$/u.exec(text) ?? [];
  return target === undefined ? undefined : mapOf({ type: scalar('unknown', at), target: scalar(target, at) }, at);
}
