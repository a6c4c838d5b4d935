import { untoldUses } from '../../flows/untold-uses.ts';
import type { Need, Needs } from '../../topology/needs/needs.ts';
import { usersOver } from '../../topology/needs/store-users.ts';
import type { NodeId } from '../../topology/node-id.ts';
import { servicesIn } from '../../topology/services.ts';
import type { Judged } from '../host-address.ts';

/** Somebody who is to go on reaching somebody, and how that is known. */
export interface KeptUse {
  readonly from: NodeId;
  readonly to: NodeId;
  /** What names it; `null`: no file does, and it is kept because it may be used. */
  readonly need: Need | null;
}

/**
 * Who is to go on reaching whom: all that the files name, and whoever may use a store or runs what one of its users runs. Where nobody is known
 * to use a store, all applications that reach it may.
 */
export function usesOf(judged: Judged): readonly KeptUse[] {
  const uses = USES.get(judged.needs) ?? lookedFor(judged);
  USES.set(judged.needs, uses);
  return uses;
}

/** Looked for once a stack. */
const USES = new WeakMap<Needs, readonly KeptUse[]>();

function lookedFor(judged: Judged): readonly KeptUse[] {
  const { topology, needs } = judged;
  const named = [...needs.values()].flat().map((need): KeptUse => ({ from: need.from, to: need.to, need }));
  const known = new Set(named.map(({ from, to }) => `${from}\0${to}`));
  const guessed = [
    ...untoldUses(judged).map(({ from, store }) => [from, store] as const),
    // Workers run what the web service runs.
    ...servicesIn(topology, 'data').flatMap((store) =>
      usersOver(judged, store, [...store.attachments.keys()]).map(({ id }) => [id, store.id] as const),
    ),
  ];
  const added = guessed.flatMap(([from, to]): readonly KeptUse[] => {
    if (known.has(`${from}\0${to}`)) return [];
    known.add(`${from}\0${to}`);
    return [{ from, to, need: null }];
  });
  return [...named, ...added];
}
