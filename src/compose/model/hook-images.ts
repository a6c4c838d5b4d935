import { mapItems, mapValues, stringOf, valueOf, withValue } from '../yaml/nodes.ts';
import { patterns } from '../yaml/patterns.ts';
import { rewrite, type Rewrite } from '../yaml/rewrite.ts';
import type { MapNode } from '../yaml/tree.ts';

/** `model` with the service's image in each hook before its start that names none. */
export function withHookImages(model: MapNode): MapNode {
  return rewrite(model, HOOKS, null);
}

const inherited: Rewrite<null> = (service) => {
  const image = valueOf(service, 'image');
  if (service.kind !== 'map' || image === undefined || (stringOf(image) ?? '') === '') return service;
  return mapValues(service, (hooks, key) =>
    key !== 'pre_start' || hooks.kind !== 'list'
      ? hooks
      : mapItems(hooks, (hook) =>
          hook.kind === 'map' && valueOf(hook, 'image') === undefined ? withValue(hook, 'image', image) : hook,
        ),
  );
};

const HOOKS = patterns<Rewrite<null>>({ 'services.*': inherited });
