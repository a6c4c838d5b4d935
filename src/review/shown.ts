import { HOST, OUTSIDE } from '../topology/node-id.ts';
import type { TopologyService } from '../topology/topology.ts';
import type { Analysis, JudgedStack } from './analyze.ts';

/** The stacks of both revisions that are drawn and listed. */
export interface ShownStacks {
  readonly base: readonly JudgedStack[];
  readonly head: readonly JudgedStack[];
}

/**
 * All stacks, but for ways to start something that show and change nothing which the first way does not. Both revisions together, so that what is
 * left out of one is not taken for a change. `base`: `null` where there is none.
 */
export function shownStacks(base: Analysis | null, head: Analysis): ShownStacks {
  const [before, after] = [rowsByStack(base), rowsByStack(head)];
  const variants = new Set([...before.variants.keys(), ...after.variants.keys()]);
  const told = [...variants].filter((variant) => {
    const [old, now] = [before.variants.get(variant), after.variants.get(variant)];
    const isIn = (rows: SeenRows | undefined, { main }: StackRows) => [...(rows ?? [])].every((row) => main.has(row));
    const gained = base === null || old === undefined ? [] : [...(now ?? [])].filter((row) => !old.has(row));
    const lost = base === null || now === undefined ? [] : [...(old ?? [])].filter((row) => !now.has(row));
    const isChangeIn =
      gained.every((row) => after.main.has(row) && !before.main.has(row)) &&
      lost.every((row) => before.main.has(row) && !after.main.has(row));
    return isIn(old, before) && isIn(now, after) && isChangeIn;
  });
  const hidden = new Set(told);
  const shown = ({ variant }: JudgedStack): boolean => variant === null || !hidden.has(variant);
  return { base: base?.stacks.filter(shown) ?? [], head: head.stacks.filter(shown) };
}

type SeenRows = ReadonlySet<string>;

interface StackRows {
  readonly main: SeenRows;
  readonly variants: ReadonlyMap<string, SeenRows>;
}

function rowsByStack(analysis: Analysis | null): StackRows {
  const main = new Set<string>();
  const variants = new Map<string, Set<string>>();
  for (const stack of analysis?.stacks ?? []) {
    const { variant, topology } = stack;
    const directories = new Map(topology.projects.map(({ id, project }) => [id, project.directory]));
    const rows = variant === null ? main : new Set<string>();
    if (variant !== null) variants.set(variant, rows);
    for (const service of topology.services.values())
      for (const row of rowsOf(service, directories.get(service.project) ?? '', stack)) rows.add(row);
  }
  return { main, variants };
}

/** What is seen of a service, whatever its project is called. */
function rowsOf(found: TopologyService, directory: string, { flows }: JudgedStack): readonly string[] {
  const { id, service, zone, attachments, namespace, hostMounts } = found;
  const facts = [
    zone.zone,
    namespace.kind,
    ...[...attachments.keys()].map((network) => ['joins', network]),
    ...[...flows.between(OUTSIDE, id), ...flows.between(id, HOST)].map(({ means, ports }) => [means.kind, ports]),
    ...hostMounts.map(({ path, readOnly }) => [path, readOnly]),
    ...service.mounts.map(({ target, readOnly, kind }) => [target, readOnly, kind]),
  ];
  return facts.map((fact) => JSON.stringify([directory, service.name, fact]));
}
