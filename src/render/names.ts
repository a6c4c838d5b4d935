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

function projectsOf(report: Report): ReadonlySet<string> {
  const drawn = report.topology.nodes.flatMap(({ project }) => (project === null ? [] : [project]));
  return new Set([...report.projects.map(({ id }) => id), ...drawn]);
}
