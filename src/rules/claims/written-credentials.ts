import type { Project } from '../../compose/project.ts';
import type { Located, SourceLocation } from '../../compose/source.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';
import type { Setting } from '../../fixes/held.ts';
import {
  credentialsIn,
  credentialsInLines,
  credentialsInWords,
  isPublicHalf,
  mayHoldCredential,
} from '../../catalogue/credentials.ts';
import { code } from '../../words/words.ts';

/** A credential that the Compose files hold. */
export interface Secret extends Setting {
  readonly in: 'environment' | 'build' | 'text' | 'config';
  /** `POSTGRES_PASSWORD`, `build argument TOKEN`, `command`. */
  readonly where: string;
  /** A variable has it as its default. */
  readonly isDefault: boolean;
}

/** The credentials that the files of its project hold for a service. */
export function secretsOf({ service, project }: TopologyService, { projects }: Topology): readonly Secret[] {
  const loaded = projects.find(({ id }) => id === project)?.project;
  if (loaded === undefined) return [];
  const files = new Set(loaded.files);
  const isWritten = ({ at }: { readonly at: SourceLocation }): boolean =>
    files.has(at.file) && !loaded.written.at(at).isFromVariable;
  const named = (
    place: Secret['in'],
    where: string,
    settings: ReadonlyMap<string, Located<string | null>>,
  ): readonly Secret[] =>
    [...settings].flatMap(([key, { value: loadedValue, at }]) => {
      const value = loadedValue === null ? null : writtenValue(loaded, at, key, loadedValue);
      return value !== null && isWritten({ at }) && !isSwitchedOff(key, settings) && !isPublicHalf(key, settings.keys())
        ? holding(value, credentialsIn(key, value), {
            in: place,
            where: where + code(key),
            isDefault: hasDefault(loaded, at),
            key,
            at,
          })
        : [];
    });
  const texts = (where: string, words: readonly Located<string>[]): readonly Secret[] =>
    credentialsInWords(words.map(({ value }) => value)).flatMap((credentials, index) => {
      const word = words[index];
      return word !== undefined && isWritten(word)
        ? holding(word.value, credentials, {
            in: 'text',
            where: code(where),
            isDefault: false,
            key: where,
            at: word.at,
          })
        : [];
    });
  return [
    ...named('environment', '', service.environment),
    ...named('build', 'build argument ', service.build?.args ?? new Map()),
    ...texts('command', service.command),
    ...texts('entrypoint', service.entrypoint),
    ...texts('healthcheck', service.healthcheck),
    ...service.configs.flatMap(({ source }) => {
      const content = loaded.configs.get(source)?.content ?? null;
      return content === null || !isWritten(content)
        ? []
        : holding(content.value, credentialsInLines(content.value), {
            in: 'config',
            where: `config ${code(source)}`,
            isDefault: false,
            key: source,
            at: content.at,
          });
    }),
    ...service.hooks.flatMap(({ attribute, command, environment }) => [
      ...named('text', `${attribute} `, environment),
      ...texts(attribute, command),
    ]),
  ];
}

/**
 * Settings that hold one of `credentials`, also those that are not told: of a feature that is off, or by a name that alone does not say that it
 * holds one.
 */
export function settingsWith(
  { service, project }: TopologyService,
  { projects }: Topology,
  credentials: ReadonlySet<string>,
): readonly Secret[] {
  const loaded = projects.find(({ id }) => id === project)?.project;
  if (loaded === undefined || credentials.size === 0) return [];
  return [...service.environment].flatMap(([key, { value: loadedValue, at }]) => {
    const isWritten = loaded.files.includes(at.file) && !loaded.written.at(at).isFromVariable;
    if (loadedValue === null || !isWritten || isPublicHalf(key, service.environment.keys())) return [];
    const value = writtenValue(loaded, at, key, loadedValue);
    const held = [...credentialsIn(key, value), ...(mayHoldCredential(key) ? [value] : [])];
    const found = [...new Set(held)].filter((credential) => credentials.has(credential));
    return holding(value, found, { in: 'environment', where: code(key), isDefault: hasDefault(loaded, at), key, at });
  });
}

function hasDefault({ written }: Project, at: SourceLocation): boolean {
  return written.at(at).template?.includes('${') === true;
}

/** The value as the file has it: variables have their defaults, whatever an `.env` file or the shell says. */
function writtenValue({ written }: Project, at: SourceLocation, key: string, value: string): string {
  const { template, item } = written.at(at);
  if (template === null) return value;
  const text = item === null ? template : template.slice(key.length + 1);
  const filled = text.replace(/\$\{[A-Za-z_]\w*:?-([^{}$]*)\}/g, (_, otherwise: string) => otherwise);
  return filled.includes('$') ? value : filled;
}

/** Settings of a feature that is off beside them: `FEED_ENABLED: false` beside `FEED_SECRET`. */
function isSwitchedOff(key: string, settings: ReadonlyMap<string, Located<string | null>>): boolean {
  const prefixes = [...key.matchAll(/_/g)].map(({ index }) => key.slice(0, index));
  return prefixes.some((prefix) =>
    ['ENABLE', 'ENABLED'].some((word) => /^(false|no|off|0)$/i.test(settings.get(`${prefix}_${word}`)?.value ?? '')),
  );
}

function holding(
  value: string,
  credentials: readonly string[],
  place: Omit<Secret, 'credentials' | 'isWhole' | 'value'>,
): readonly Secret[] {
  const isWhole = credentials.length === 1 && credentials[0] === value;
  return credentials.length === 0 ? [] : [{ ...place, credentials, value, isWhole }];
}
