import type { Report } from '../review/report/report.ts';
import { SEVERITIES, type Severity } from '../policy/severity.ts';

/** How a report calls a stop of a path: services by their own name, with a short one of the project in front where several take part. */
export type NameOf = (stop: string) => string;

export function namesOf(report: Report): NameOf {
  return namesIn(projectsOf(report));
}

/** The same of the services of `projects`, by their ids. */
export function namesIn(projects: ReadonlySet<string>): NameOf {
  if (projects.size === 1) return ownName;
  const short = shortNames(projects);
  return (stop) => {
    const project = short.get(projectOf(stop));
    return project === undefined ? stop : `${project}/${ownName(stop)}`;
  };
}

/** Names for a sentence about `stops`: projects are named where these lie in several that have to be told apart. */
export function namesAmong(report: Report, stops: readonly string[]): NameOf {
  const inside = new Set(stops.filter(isService).map(projectOf));
  return inside.size > 1 ? namesOf(report) : ownName;
}

/** `db` of `shop/db`. */
export function ownName(stop: string): string {
  return stop.slice(stop.lastIndexOf('/') + 1);
}

/** `, which ignores 2 Compose files`; nothing where it ignores none. */
export function ignoredText({ ignored }: Report['policy']): string {
  return ignored === 0 ? '' : `, which ignores ${counted(ignored, 'Compose file')}`;
}

/** `outside` and `host` are words of ours; everything else is a name from the files. */
export function isService(stop: string): boolean {
  return stop !== 'outside' && stop !== 'host';
}

/** `2 services`, `1 service`, `2 findings of it`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toString()} ${count === 1 ? one : many}`;
}

/** `1 critical, 2 low`, the worst first. */
export function bySeverity(all: readonly { readonly severity: Severity }[]): string {
  return [...SEVERITIES]
    .reverse()
    .map((severity) => [all.filter((each) => each.severity === severity).length, severity] as const)
    .flatMap(([count, severity]) => (count > 0 ? [`${count.toString()} ${severity}`] : []))
    .join(', ');
}

/** `shop` of `shop/db`; empty: it names none. */
export function projectOf(stop: string): string {
  return stop.slice(0, Math.max(0, stop.lastIndexOf('/')));
}

function projectsOf(report: Report): ReadonlySet<string> {
  const drawn = report.topology.nodes.flatMap(({ project }) => (project === null ? [] : [project]));
  return new Set([...report.projects.map(({ id }) => id), ...drawn]);
}

/** `dev-azure` of `shop (docker-compose.dev-azure.yml)`: what tells projects of one name apart; the whole id where that does not. */
function shortNames(ids: ReadonlySet<string>): ReadonlyMap<string, string> {
  const parts = [...ids].map((id) => {
    const [, name = id, label = null] = /^(.+?) \((.+)\)$/u.exec(id) ?? [];
    return { id, name, stem: label === null ? name : stemOf(label) };
  });
  const isOnly = (key: 'name' | 'stem', value: string): boolean =>
    parts.filter((part) => part[key] === value).length === 1;
  return new Map(
    parts.map(({ id, name, stem }) => [id, isOnly('name', name) ? name : isOnly('stem', stem) ? stem : id]),
  );
}

function stemOf(label: string): string {
  const file = label.slice(label.lastIndexOf('/') + 1);
  return file.replace(/\.ya?ml$/u, '').replace(/^(?:docker-)?compose[.-]/u, '');
}

/**
 * `12 unneeded connections (+3)`: those to data stores and consoles that nobody is known to need; `null`: there are none, as before. Those to the host,
 * which nearly every service has, are in JSON alone.
 */
export function excessText({ excess: { base, head } }: Report): string | null {
  if (head === null) return null;
  const now = head.data + head.consoles;
  const more = base === null ? 0 : now - base.data - base.consoles;
  if (now === 0 && more === 0) return null;
  const change = more === 0 ? '' : ` (${more > 0 ? '+' : '−'}${String(Math.abs(more))})`;
  return `${counted(now, 'unneeded connection')}${change}`;
}
