import type { Service } from '../../compose/project.ts';
import type { NodeId } from '../../topology/node-id.ts';
import { stackOf } from '../../flows/stack.ts';
import type { AnalysedStack } from '../analyze.ts';

/** Something that the author of a service gave it, and that a change takes away. */
export interface TakenThing {
  readonly kind: 'taken';
  readonly service: NodeId;
  /** In words: `SYS_ADMIN`, `privileged mode`, `/host`. */
  readonly what: string;
  /** Why it may need it, in words that follow "which". */
  readonly why: string;
}

/**
 * Rights that services of `before` have and no longer have in `after`, and mounts that their own settings name: whether they can do without is in
 * no file.
 */
export function takenThings(before: readonly AnalysedStack[], after: readonly AnalysedStack[]): readonly TakenThing[] {
  const is = stackOf(after);
  return before.flatMap(({ topology }) =>
    [...topology.services.values()].flatMap(({ id, service }) => {
      const now = is(id)?.topology.services.get(id)?.service;
      return now === undefined ? [] : takenFrom(id, service, now);
    }),
  );
}

function takenFrom(id: NodeId, was: Service, now: Service): readonly TakenThing[] {
  const kept = new Set(rightsOf(now));
  const targets = new Set(now.mounts.map(({ target }) => target));
  const texts = settingsOf(now);
  return [
    ...rightsOf(was)
      .filter((right) => !kept.has(right))
      .map((what) => ({ kind: 'taken' as const, service: id, what, why: 'was given to it by name' })),
    ...was.mounts
      .filter(({ target }) => target.length > 1 && !targets.has(target) && texts.some((text) => names(text, target)))
      .map(({ target }) => ({ kind: 'taken' as const, service: id, what: target, why: 'its settings name' })),
  ];
}

function rightsOf({ privileged, capAdd, devices, pid, ipc }: Service): readonly string[] {
  return [
    ...(privileged?.value === true ? ['privileged mode'] : []),
    ...capAdd.map(({ value }) => value.toUpperCase().replace(/^CAP_/u, '')),
    ...devices.map(({ value }) => value),
    ...(pid?.value === 'host' ? ['pid: host'] : []),
    ...(ipc?.value === 'host' ? ['ipc: host'] : []),
  ];
}

function settingsOf({ command, entrypoint, environment }: Service): readonly string[] {
  return [...command, ...entrypoint, ...environment.values()].flatMap(({ value }) => value ?? []);
}

/** Whether a path stands in a text as a whole or as the start of another. */
function names(text: string, path: string): boolean {
  const at = text.indexOf(path);
  return at >= 0 && !/[\w.-]/u.test(text[at + path.length] ?? '') && !/[\w./-]/u.test(text[at - 1] ?? '');
}
