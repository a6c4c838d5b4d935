import type { Report, ReportFinding } from './report.ts';

/** Tells what a change fixed from what only went with the services or the project that it was about. */
export function hasEnded({ projects }: Report): (finding: ReportFinding) => boolean {
  const there = new Set(projects.flatMap(({ services }) => services.map(({ id }) => id)));
  const clear = new Set(projects.filter(({ understood }) => understood).map(({ id }) => id));
  return ({ services, project }) => clear.has(project) && services.every((id) => there.has(id));
}
