import type { Located, SourceLocation } from '../../compose/source.ts';
import type { NodeId } from '../node-id.ts';
import type { Topology, TopologyService } from '../topology.ts';
import { NO_FILES, type ServiceFiles } from '../../compose/project.ts';
import { hostsIn, hostsInConfiguration, hostsInList, isAboutHost, mayBeAboutHost, wordsAlone } from './hosts.ts';

/** A name in the file that may stand for a service. */
export interface NameMention {
  readonly name: string;
  readonly at: SourceLocation;
  /** `DATABASE_URL`, `command`: never the value, which may hold a password. */
  readonly where: string;
  /** Who asks for the name: the service's own process, a reader of its labels; or Compose, for the service or for the container of that name. */
  readonly asked: 'process' | 'reader' | 'service' | 'container';
  /** A word alone in a setting whose name does not say that it is about a host. */
  readonly isBare: boolean;
}

/** Names that each service of `topology` writes, in the order of needs. */
export function mentionsIn(topology: Topology): ReadonlyMap<NodeId, readonly NameMention[]> {
  const projects = new Map(topology.projects.map(({ id, project }) => [id, project]));
  return new Map(
    [...topology.services.values()].map((from) => {
      const contents = from.service.configs.flatMap(({ source }) => {
        const content = projects.get(from.project)?.configs.get(source)?.content ?? null;
        return content === null ? [] : [{ where: `config ${source}`, text: content }];
      });
      const files = projects.get(from.project)?.beside.get(from.service.name) ?? NO_FILES;
      return [from.id, mentionsOf(from, contents, mentionsBeside(files))];
    }),
  );
}

interface Text {
  readonly where: string;
  readonly text: Located<string>;
}

function mentionsOf(
  { service }: TopologyService,
  contents: readonly Text[],
  beside: readonly NameMention[],
): readonly NameMention[] {
  const derived = [...(service.networkMode === null ? [] : [service.networkMode]), ...service.volumesFrom];
  const texts: readonly Text[] = [
    ...wordsOf('command', service.command),
    ...wordsOf('entrypoint', service.entrypoint),
    ...wordsOf('healthcheck', service.healthcheck),
    ...service.hooks.flatMap(({ attribute, command }) => wordsOf(attribute, command)),
    ...contents,
  ];
  const labels = [...service.labels].map(([key, text]) => ({ where: `label ${key}`, text }));
  return [
    ...[service.environment, ...service.hooks.map(({ environment }) => environment)]
      .flatMap((settings) => [...settings])
      .flatMap(([key, { value, at }]) => (value === null ? [] : namesInSetting(key, { value, at }))),
    ...texts.flatMap((text) => namesIn(text, 'process')),
    ...labels.flatMap((text) => namesIn(text, 'reader')),
    ...beside,
    ...service.links.map(({ service: name, at }) => ({
      name,
      at,
      where: 'links',
      asked: 'service' as const,
      isBare: false,
    })),
    ...service.externalLinks.map(({ value, at }) => ({
      name: value.split(':')[0] ?? value,
      at,
      where: 'external_links',
      asked: 'container' as const,
      isBare: false,
    })),
    ...[...service.dependsOn].flatMap(([name, { at, condition }]) =>
      condition === 'service_completed_successfully' || derived.some((source) => isSamePlace(source.at, at))
        ? []
        : [{ name, at, where: 'depends_on', asked: 'service' as const, isBare: false }],
    ),
  ];
}

/** Names in files beside: samples, the Dockerfile, and configuration, line by line. */
function mentionsBeside({ samples, built, texts }: ServiceFiles): readonly NameMention[] {
  const settings = [...samples, ...(built?.environment ?? [])];
  return [
    ...settings.flatMap(({ key, value, at }) => namesInSetting(key, { value, at })),
    ...texts.flatMap(({ file, text }) => {
      const where = file.slice(file.lastIndexOf('/') + 1);
      return text
        .split('\n')
        .slice(0, MOST_LINES)
        .flatMap((line, index) =>
          hostsInConfiguration(line).map((name) => ({
            name,
            at: { file, line: index + 1, column: 1 },
            where,
            asked: 'process' as const,
            isBare: false,
          })),
        );
    }),
  ];
}

const MOST_LINES = 5000;

function namesInSetting(key: string, { value, at }: Located<string>): readonly NameMention[] {
  const sure = new Set(isAboutHost(key) ? hostsInList(value) : hostsIn(value));
  const all = mayBeAboutHost(key) ? new Set([...sure, ...wordsAlone(value)]) : sure;
  return [...all].map((name) => ({ name, at, where: key, asked: 'process', isBare: !sure.has(name) }));
}

function namesIn({ where, text: { value, at } }: Text, asked: NameMention['asked']): readonly NameMention[] {
  return hostsIn(value).map((name) => ({ name, at, where, asked, isBare: false }));
}

/** Sharing a namespace or volumes makes a service wait for another; that is no talking. */
function isSamePlace(a: SourceLocation, b: SourceLocation): boolean {
  return a.line === b.line && a.column === b.column && a.file === b.file;
}

/** Texts of a command line: each word, and all words together, for `-h db` may be two of them. */
function wordsOf(where: string, words: readonly Located<string>[]): readonly Text[] {
  const [first] = words;
  if (first === undefined) return [];
  const line = words.map(({ value }) => value).join(' ');
  return [...words.map((text) => ({ where, text })), { where, text: { value: line, at: first.at } }];
}
