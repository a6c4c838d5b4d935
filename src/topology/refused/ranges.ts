import type { Port } from '../../compose/project.ts';
import { refusal } from './refusal.ts';
import type { Topology } from '../topology.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';

/** Ranges of host ports of which more containers of a project want one than there are, whatever the order they start in. */
export function refusedRanges({ services }: Topology): readonly Diagnostic[] {
  const wishes = [...services.values()].flatMap(({ project, service, claims }) =>
    claims.flatMap((port) => {
      const range = rangeOf(port);
      return range === null ? [] : [{ ...range, project, port, containers: service.replicas }];
    }),
  );
  const refused = new Map<string, Diagnostic>();
  for (const { first, last, project, port } of wishes) {
    if (first === last) continue;
    const wanted = wishes
      .filter((other) => other.project === project && other.first >= first && other.last <= last)
      .filter(({ port: other }) => other.protocol === port.protocol && [null, port.hostIp].includes(other.hostIp))
      .reduce((sum, { containers }) => sum + containers, 0);
    const there = last - first + 1;
    const text = `the ${String(there)} host ports ${port.published ?? ''}/${port.protocol} are wanted ${String(wanted)} times.`;
    if (wanted > there) refused.set(`${project} ${text}`, refusal(port.at, text));
  }
  return [...refused.values()];
}

function rangeOf({ published }: Port): { readonly first: number; readonly last: number } | null {
  const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(published ?? '') ?? [];
  if (first === undefined || Number(first) === 0) return null;
  return { first: Number(first), last: Number(last ?? first) };
}
