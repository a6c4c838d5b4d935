import type { Node } from '../compose/yaml/tree.ts';
import type { PolicyMention } from './policy.ts';

/** Services, images and networks that the assumptions of a policy file name. What is not as it should be is left out. */
export function mentionsIn(document: Node): readonly PolicyMention[] {
  return [
    ...entriesOf(entry(document, 'zones')).flatMap(([, , zone]) => [
      ...itemsOf(entry(zone, 'services')).map((item) => ({ kind: 'service', under: 'zones', ...item }) as const),
      ...itemsOf(entry(zone, 'images')).map((item) => ({ kind: 'image', under: 'zones', ...item }) as const),
    ]),
    ...entriesOf(entry(document, 'listens')).map(
      ([pattern, at]) => ({ kind: 'service', under: 'listens', pattern, at }) as const,
    ),
    ...entriesOf(entry(document, 'needs')).flatMap(([pattern, at, names]) => [
      { kind: 'service', under: 'needs', pattern, at } as const,
      ...itemsOf(names).map(
        (item) => ({ kind: 'service', under: 'needs', at: item.at, pattern: item.pattern.replace(/^!/u, '') }) as const,
      ),
    ]),
    ...entriesOf(entry(document, 'external-networks')).map(
      ([pattern, at]) => ({ kind: 'network', under: 'external-networks', pattern, at }) as const,
    ),
  ];
}

function entry(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

function entriesOf(node: Node | undefined): readonly (readonly [string, PolicyMention['at'], Node])[] {
  return node?.kind === 'map' ? [...node.entries].map(([key, { at, value }]) => [key, at, value] as const) : [];
}

function itemsOf(node: Node | undefined): readonly Pick<PolicyMention, 'pattern' | 'at'>[] {
  if (node?.kind !== 'list') return [];
  return node.items.flatMap((item) => (item.kind === 'scalar' ? [{ pattern: item.source, at: item.at }] : []));
}
