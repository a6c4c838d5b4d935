import { type Diagnostic, error } from '../../compose/diagnostics.ts';
import { profilesOf } from '../../compose/profiles.ts';
import { isSame } from '../../compose/yaml/is-same.ts';
import type { MapEntry } from '../../compose/yaml/tree.ts';
import { code } from '../../words/words.ts';
import type { FoundProject } from '../find/project.ts';

/**
 * Services that are there and were not judged, since others' profiles were asked for: those that the change touches, and the first where
 * none was judged at all. `base`: `null` where there is none.
 */
export function unjudged(base: readonly FoundProject[] | null, head: readonly FoundProject[]): readonly Diagnostic[] {
  const before = new Map(base?.map(({ key, project }) => [key, project?.inactive]));
  const changed =
    base === null
      ? []
      : head.flatMap(({ key, project }) =>
          [...(project?.inactive ?? [])]
            .filter(([name, entry]) => !isUnchanged(entry, before.get(key)?.get(name)))
            .map(([name, entry]) => notJudged(name, entry)),
        );
  return [...changed, ...nothingJudged(head)];
}

function isUnchanged({ value }: MapEntry, before: MapEntry | undefined): boolean {
  return before !== undefined && isSame(value, before.value);
}

function notJudged(name: string, { at, value }: MapEntry): Diagnostic {
  const profiles = profilesOf(value).map(code).join(' or ');
  const message = `${code(name)} is changed and not judged: it starts only with profile ${profiles}, which is not among those asked for.`;
  return error('service-not-judged', at, message);
}

function nothingJudged(found: readonly FoundProject[]): readonly Diagnostic[] {
  if (found.some(({ project }) => project !== null && project.services.size > 0)) return [];
  const [first] = found.flatMap(({ project }) => [...(project?.inactive.values() ?? [])]);
  if (first === undefined) return [];
  const message = 'No service is judged: none starts with the profiles that were asked for.';
  return [error('no-service-judged', first.at, message)];
}
