import { itemsOf, valueOf } from '../yaml/nodes.ts';
import type { Mount } from '../project.ts';
import type { Node } from '../yaml/tree.ts';
import { flag, located, text, texts } from './values.ts';

/** `volumes` and `tmpfs` of a service, in the order of the model. */
export function mountsOf(service: Node): readonly Mount[] {
  const volumes = itemsOf(valueOf(service, 'volumes')).flatMap((item) => mountOf(item) ?? []);
  const memory = texts(service, 'tmpfs').map(({ value, at }): Mount => ({
    kind: 'tmpfs',
    at,
    target: value.split(':', 1)[0] ?? value,
    readOnly: false,
  }));
  return [...volumes, ...memory];
}

function mountOf(item: Node): Mount | null {
  const target = located(valueOf(item, 'target'));
  if (target === null) return null;
  const source = text(item, 'source')?.value ?? null;
  const shared = { at: item.at, target: target.value, readOnly: flag(item, 'read_only')?.value ?? false };
  const type = text(item, 'type')?.value ?? 'volume';
  switch (type) {
    case 'bind':
      return { ...shared, kind: 'bind', source: source ?? '' };
    case 'volume':
      return {
        ...shared,
        kind: 'volume',
        volume: source,
        subpath: text(valueOf(item, 'volume'), 'subpath')?.value ?? null,
      };
    case 'tmpfs':
      return { ...shared, kind: 'tmpfs' };
    default:
      return { ...shared, kind: 'other', type, source };
  }
}
