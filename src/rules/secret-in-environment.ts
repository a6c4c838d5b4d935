import { compareLocations, type Located, type SourceLocation } from '../compose/source.ts';
import type { Topology, TopologyService } from '../topology/topology.ts';
import { projectOf } from './fix-lines.ts';
import { placeOf } from './reach.ts';
import type { Rule, Violation } from './rule.ts';
import { fromVariables } from './setting-fix.ts';
import {
  holdsCredential,
  isCredentialName,
  isCredentialValue,
  isRandomKey,
  isUnusable,
  isUserAndPassword,
  passwordWords,
} from './secrets.ts';
import { code, listed } from './wording.ts';

/**
 * Credentials written into the Compose files, one finding for each service. What comes from a variable without a default, or from an
 * `env_file`, is not in them. Placeholders count: they are what runs where nobody replaced them. No value is ever shown.
 */
export const secretInEnvironment: Rule = {
  id: 'secret-in-environment',
  severity: 'medium',
  summary: 'A credential is written into the Compose file',
  why: 'Everyone with the repository has it, now and in its history, and `docker inspect` shows it to everyone with the host.',
  fix: 'Take it from a variable without a default, or from a secret (`…_FILE` where the image supports it), and change the credential.',
  references: [
    'https://docs.docker.com/compose/how-tos/use-secrets/',
    'https://docs.docker.com/compose/how-tos/environment-variables/best-practices/',
  ],
  *check({ topology }) {
    const told = new Set<string>();
    for (const service of topology.services.values()) {
      // What several services have from one anchor, or from what they extend, is written once.
      const found = secretsOf(service, topology)
        .filter(({ at }) => !told.has(placeOf(at)))
        .sort((a, b) => compareLocations(a.at, b.at));
      const [first] = found;
      for (const { at } of found) told.add(placeOf(at));
      if (first !== undefined) yield violation(topology, service, first, found);
    }
  },
};

interface Secret {
  readonly in: 'environment' | 'build' | 'text';
  /** `POSTGRES_PASSWORD`, `build argument TOKEN`, `command`. */
  readonly where: string;
  readonly key: string;
  readonly at: SourceLocation;
}

function secretsOf({ service, project }: TopologyService, { projects }: Topology): readonly Secret[] {
  const loaded = projects.find(({ id }) => id === project)?.project;
  if (loaded === undefined) return [];
  const files = new Set(loaded.files);
  const isWritten = ({ at }: { readonly at: SourceLocation }): boolean =>
    files.has(at.file) && !loaded.fromVariables.has(placeOf(at));
  const named = (
    place: 'environment' | 'build',
    where: string,
    settings: ReadonlyMap<string, Located<string | null>>,
  ): readonly Secret[] =>
    [...settings].flatMap(([key, { value, at }]) =>
      value !== null && isWritten({ at }) && isSecret(key, value) && !isSwitchedOff(key, settings)
        ? [{ in: place, where: where + code(key), key, at }]
        : [],
    );
  const texts = (where: string, words: readonly Located<string>[]): readonly Secret[] =>
    words.flatMap(({ value, at }, index) =>
      isWritten({ at }) && (holdsCredential(value) || passwordWords(words.map((word) => word.value)).includes(index))
        ? [{ in: 'text' as const, where: code(where), key: where, at }]
        : [],
    );
  return [
    ...named('environment', '', service.environment),
    ...named('build', 'build argument ', service.build?.args ?? new Map()),
    ...texts('command', service.command),
    ...texts('entrypoint', service.entrypoint),
    ...texts('healthcheck', service.healthcheck),
  ];
}

/** Settings of a feature that is off beside them: `FEED_ENABLED: false` beside `FEED_SECRET`. */
function isSwitchedOff(key: string, settings: ReadonlyMap<string, Located<string | null>>): boolean {
  const prefixes = [...key.matchAll(/_/g)].map(({ index }) => key.slice(0, index));
  return prefixes.some((prefix) =>
    ['ENABLE', 'ENABLED'].some((word) => /^(false|no|off|0)$/i.test(settings.get(`${prefix}_${word}`)?.value ?? '')),
  );
}

function isSecret(key: string, value: string): boolean {
  return (
    (isCredentialName(key) && isCredentialValue(value) && !isUnusable(key, value)) ||
    isRandomKey(key, value) ||
    isUserAndPassword(key, value) ||
    holdsCredential(value)
  );
}

function violation(
  topology: Topology,
  { project, id, service: { name } }: TopologyService,
  first: Secret,
  found: readonly Secret[],
): Violation {
  const where = [...new Set(found.map((secret) => secret.where))];
  return {
    project,
    subject: name,
    identity: `in=${[...new Set(found.map(({ key }) => key))].sort().join(',')}`,
    message: `${code(name)} has ${where.length === 1 ? 'a credential' : 'credentials'} written into the file, in ${listed(where)}.`,
    at: first.at,
    related: found.slice(1).map(({ key, at }) => ({ at, note: `${key} holds a credential` })),
    path: [],
    services: [id],
    fix: {
      summary: 'Take it from a variable that has no default, and change the credential.',
      yaml: fixText(topology, project, name, found),
      caveat:
        'Compose then refuses to start without a value: put it into an `.env` file that is not committed, and a sample into `sample-env` of the policy.',
    },
    severity: null,
  };
}

/** For the settings; a command line has no form that would do for all. */
function fixText(topology: Topology, project: string, service: string, found: readonly Secret[]): string | null {
  const under = [['environment'], ['build', 'args']].find(([first]) => found.some(({ in: place }) => place === first));
  const settings = found.filter(({ in: place }) => place === under?.[0]);
  return under === undefined ? null : fromVariables(projectOf(topology, project), service, under, settings);
}
