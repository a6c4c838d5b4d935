import type { Edit, ModelPath } from './edit.ts';

/**
 * Edits of several fixes as those of one, each once. Whom one of them takes off the network that Compose gives does not stay there for another,
 * and a new network is internal only where it is for all.
 */
export function combined(fixes: readonly (readonly Edit[])[]): readonly Edit[] {
  const leaving = new Set(fixes.flatMap(leavingDefault));
  const open = new Set(fixes.flat().filter(isOpenNetwork).map(keyOf));
  const edits = fixes
    .flat()
    .filter(({ path }) => !(isOfDefault(path) && leaving.has(String(path[1]))))
    .map((edit): Edit => (isNetwork(edit) && open.has(keyOf(edit)) ? { ...edit, kind: 'set', value: null } : edit));
  return [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()];
}

/** Services that are put on networks without the default one, by a fix that takes them off no other: they were on that alone. */
function leavingDefault(edits: readonly Edit[]): readonly string[] {
  const ofNetworks = edits.filter(({ path }) => path[0] === 'services' && path[2] === 'networks' && path.length === 4);
  const names = new Set(ofNetworks.map(({ path }) => String(path[1])));
  return [...names].filter((name) => {
    const own = ofNetworks.filter(({ path }) => path[1] === name);
    return own.every(({ kind, path }) => kind === 'set' && path[3] !== 'default');
  });
}

function isOfDefault(path: ModelPath): boolean {
  return path.length === 4 && path[0] === 'services' && path[2] === 'networks' && path[3] === 'default';
}

function isNetwork({ kind, path }: Edit): boolean {
  return kind === 'set' && path[0] === 'networks' && path.length === 2;
}

function isOpenNetwork(edit: Edit): boolean {
  return isNetwork(edit) && 'value' in edit && edit.value === null;
}

function keyOf({ path }: Edit): string {
  return JSON.stringify(path);
}

/**
 * Fixes that move one service each to a new network, with a network for each of these services; others as they are. `isFree`: whether nothing
 * is called that yet.
 */
export function onNetworksOfTheirOwn(
  fixes: readonly (readonly Edit[])[],
  isFree: (name: string) => boolean,
): readonly (readonly Edit[])[] {
  return fixes.map((edits) => {
    const [made, ...others] = edits.filter(isNetwork);
    const [moved, ...more] = movedBy(edits);
    if (made === undefined || others.length > 0 || moved === undefined || more.length > 0) return edits;
    const name = [`${moved}-data`, `${moved}-clients`].find(isFree);
    return name === undefined
      ? edits
      : edits.map((edit) => ({ ...edit, path: renamed(edit.path, made.path[1], name) }));
  });
}

/** Services that leave a network: one that they have by name, or the one that Compose gives. */
function movedBy(edits: readonly Edit[]): readonly string[] {
  const left = edits.filter(({ kind, path }) => kind === 'remove' && path[0] === 'services' && path[2] === 'networks');
  return left.length > 0 ? [...new Set(left.map(({ path }) => String(path[1])))] : leavingDefault(edits);
}

function renamed(path: ModelPath, network: string | number | undefined, name: string): ModelPath {
  const at = path[0] === 'networks' ? 1 : path[0] === 'services' && path[2] === 'networks' ? 3 : null;
  return at === null || path[at] !== network ? path : [...path.slice(0, at), name, ...path.slice(at + 1)];
}
