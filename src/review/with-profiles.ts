import { nameOf } from '../compose/path.ts';
import type { Project } from '../compose/project.ts';
import { compareText } from '../compose/source.ts';
import type { Violation } from '../rules/rule.ts';
import type { Topology } from '../topology/topology.ts';
import { code, listed } from '../words/words.ts';

/** `violation` with what has to be asked for before it holds: the profiles of the services that take part, but for those that an env file asks for. */
export function withProfiles({ services, projects }: Topology, violation: Violation): Violation {
  const byProfiles = new Map<string, string[]>();
  for (const id of new Set(violation.services)) {
    const of = services.get(id);
    const { name, profiles } = of?.service ?? { name: '', profiles: [] };
    const on = askedFor(projects.find((entry) => entry.id === of?.project)?.project ?? null);
    if (profiles.length === 0 || profiles.some((profile) => on.has(profile))) continue;
    const asked = [...profiles].sort(compareText).map(code).join(' or ');
    byProfiles.set(asked, [...(byProfiles.get(asked) ?? []), code(name)]);
  }
  const sentences = [...byProfiles]
    .sort(([a], [b]) => compareText(a, b))
    .slice(0, MOST_SENTENCES)
    .map(
      ([profiles, names]) =>
        ` ${listed(names)} ${names.length === 1 ? 'starts' : 'start'} only with profile ${profiles}.`,
    );
  return sentences.length === 0 ? violation : { ...violation, message: violation.message + sentences.join('') };
}

const MOST_SENTENCES = 2;

/** Profiles that the `.env` of a project, or the sample of one, asks for. */
function askedFor(project: Project | null): ReadonlySet<string> {
  const known = project === null ? undefined : ASKED.get(project);
  if (project === null || known !== undefined) return known ?? new Set();
  const stated = project.envFiles.flatMap(({ file, settings }) =>
    nameOf(file) === '.env' ? (settings.get(PROFILES)?.value ?? []) : [],
  );
  const sampled = (project.sample?.settings ?? []).flatMap(({ key, value }) => (key === PROFILES ? [value] : []));
  const text = stated.length > 0 ? stated : sampled;
  const asked = new Set(text.flatMap((value) => value.split(',').map((profile) => profile.trim())));
  ASKED.set(project, asked);
  return asked;
}

const PROFILES = 'COMPOSE_PROFILES';
const ASKED = new WeakMap<Project, ReadonlySet<string>>();
