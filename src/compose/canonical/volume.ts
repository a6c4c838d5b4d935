import { error, type Problems } from '../diagnostics.ts';
import type { SourceLocation } from '../source.ts';
import { mapOf, scalar, stringOf } from '../yaml/nodes.ts';
import { isTwoBytes, volumeOf } from './short-volume.ts';
import type { Node } from '../yaml/tree.ts';

/** An entry of a service's `volumes`, in long form. */
export function longVolume(node: Node, problems: Problems): Node | undefined {
  const text = stringOf(node);
  const split = splitText(node);
  if (split !== null) {
    problems.push(error('invalid-volume', node.at, SPLIT));
    return unknownTarget(split, node.at);
  }
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

const SPLIT =
  'This mount is read as a mapping, for a colon in it has a space behind it. It may have a colon too many: write SOURCE:TARGET, such as data:/var/lib/data.';

/** The text of a mount that YAML takes for a mapping; `null`: it is none. */
export function splitText(node: Node): string | null {
  if (node.kind !== 'map' || node.entries.size !== 1) return null;
  const [entry] = node.entries;
  const value = stringOf(entry?.[1].value);
  if (entry === undefined || value === undefined || !/[:/]/.test(entry[0])) return null;
  return `${entry[0]}: ${value}`;
}

/** That something is to be mounted at the last path of the text. */
function unknownTarget(text: string, at: SourceLocation): Node | undefined {
  const target = [...text.matchAll(/(?:^|[\s:])(\/[^\s:]+)/g)].at(-1)?.[1];
  return target === undefined ? undefined : mapOf({ type: scalar('unknown', at), target: scalar(target, at) }, at);
}

/** What is known of `${UNSET}:/data`: that something is to be mounted at `/data`. */
function unknownMount(text: string, at: SourceLocation): Node | undefined {
  const [, target] = /^:(\/[^:]+)(:[^:]*)?$/u.exec(text) ?? [];
  return target === undefined ? undefined : mapOf({ type: scalar('unknown', at), target: scalar(target, at) }, at);
}
