import { type Diagnostic, warning } from './diagnostics.ts';
import { entriesOf, valueOf } from './yaml/nodes.ts';
import { isSame } from './yaml/is-same.ts';
import type { SourceLocation } from './source.ts';
import { COMPOSE_VERSIONS, type ComposeVersionName } from './versions/versions.ts';
import type { MapNode, Node } from './yaml/tree.ts';

/** What one version of Docker Compose makes of the files. */
export interface VersionReading {
  readonly version: ComposeVersionName;
  /** `null`: nothing at all. */
  readonly model: MapNode | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where `other` does not read the files as `judged` does, the reading that counts: one warning, at the place where they part. */
export function differencesOf(judged: VersionReading, other: VersionReading): readonly Diagnostic[] {
  const [own, its] = [titleOf(judged), titleOf(other)];
  const advice = `Say in the policy which version runs, as "compose: { version: … }".`;
  const [refused, otherRefused] = [refusalIn(judged), refusalIn(other)];
  if (refused !== undefined && otherRefused !== undefined) return [];
  if (refused !== undefined)
    return [differing(refused.at, `${own} refuses this project, and counts here; ${its} accepts it. ${advice}`)];
  if (otherRefused !== undefined)
    return [
      differing(
        otherRefused.at,
        `${its} refuses this project; it is judged as ${own} reads it. ${its}: ${otherRefused.message} ${advice}`,
      ),
    ];
  if (judged.model === null || other.model === null || judged.diagnostics.some(({ code }) => code === 'joined-twice'))
    return [];
  return whereJudged(judged.model, other.model).map(({ at, path }) =>
    differing(at, `${its} reads ${path.join('.')} differently; it is judged as ${own} reads it. ${advice}`),
  );
}

function titleOf({ version }: VersionReading): string {
  return COMPOSE_VERSIONS[version].title;
}

/** Where definitions conflict, other errors follow from what is then left out. */
function refusalIn({ diagnostics }: VersionReading): Diagnostic | undefined {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return errors.find(({ code }) => code === 'include-conflict') ?? errors[0];
}

function differing(at: SourceLocation, message: string): Diagnostic {
  return warning('compose-versions-differ', at, message);
}

interface Difference {
  readonly path: readonly string[];
  readonly at: SourceLocation;
}

/** Attributes of a service that decide neither reach nor any finding. */
const NOT_JUDGED: ReadonlySet<string> = new Set(['deploy', 'develop', 'gpus', 'post_start', 'pre_stop']);

/** The first attribute that is judged and not the same in both: `[]` where there is none. */
function whereJudged(own: MapNode, other: MapNode): readonly Difference[] {
  for (const [kind, { value }] of own.entries) {
    if (kind === 'models' || kind.startsWith('x-')) continue;
    for (const [name, entry] of entriesOf(value)) {
      const its = valueOf(valueOf(other, kind), name);
      const path = [kind, name];
      if (its === undefined) return [{ path, at: entry.at }];
      const [difference] = kind === 'services' ? inService(entry.value, its, path) : inWhole(entry.value, its, path);
      if (difference !== undefined) return [difference];
    }
  }
  return [];
}

function inService(own: Node, other: Node, path: readonly string[]): readonly Difference[] {
  const keys = [...new Set([...entriesOf(own), ...entriesOf(other)].map(([key]) => key))];
  const differs = keys.find((key) => {
    const [one, two] = [valueOf(own, key), valueOf(other, key)];
    return (
      !NOT_JUDGED.has(key) &&
      !key.startsWith('x-') &&
      (one === undefined || two === undefined ? one !== two : !isSame(one, two))
    );
  });
  if (differs === undefined) return [];
  return [{ path: [...path, differs], at: (valueOf(own, differs) ?? valueOf(other, differs) ?? own).at }];
}

function inWhole(own: Node, other: Node, path: readonly string[]): readonly Difference[] {
  return isSame(own, other) ? [] : [{ path, at: own.at }];
}
