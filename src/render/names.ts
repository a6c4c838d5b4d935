import type { Report } from '../review/report/report.ts';

/** How a report calls a stop of a path: services by their own name, with the project in front where several take part. */
export type NameOf = (stop: string) => string;

export function namesOf(report: Report): NameOf {
  const projects = projectsOf(report);
  const [only] = projects;
  if (projects.size !== 1 || only === undefined) return (stop) => stop;
  const prefix = `${only}/`;
  return (stop) => (stop.startsWith(prefix) ? stop.slice(prefix.length) : stop);
}

/** `outside` and `host` are words of ours; everything else is a name from the files. */
export function isService(stop: string): boolean {
  return stop !== 'outside' && stop !== 'host';
}

/** `2 services`, `1 service`, `2 findings of it`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toString()} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`; past `most` the rest is counted. */
export function listed(items: readonly string[], most = Infinity): string {
  const shown =
    items.length > most ? [...items.slice(0, most - 1), `${(items.length - most + 1).toString()} more`] : items;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

function projectsOf(report: Report): ReadonlySet<string> {
  const drawn = report.topology.nodes.flatMap(({ project }) => (project === null ? [] : [project]));
  return new Set([...report.projects.map(({ id }) => id), ...drawn]);
}
