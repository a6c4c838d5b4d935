import type { Evidence, Located, SourceLocation } from '../../compose/source.ts';
import { hostsIn, hostsInList, isAboutHost } from './hosts.ts';
import { type Names, namesOf } from './names.ts';
import type { Topology, TopologyService } from '../topology.ts';
import type { NodeId } from '../node-id.ts';

/** Evidence in the files that one service means to talk to another. */
export interface Need {
  readonly from: NodeId;
  readonly to: NodeId;
  /** The setting or section that names it: `DATABASE_URL`, `command`, `depends_on`. */
  readonly where: string;
  readonly evidence: Evidence;
}

/** Needs by the service that has them. */
export type Needs = ReadonlyMap<NodeId, readonly Need[]>;

/**
 * Who means to talk to whom, for every service of `topology`, one need for each pair, with the first evidence in this order:
 * environment, command, entrypoint, healthcheck, hooks, inline configs, links, labels, `depends_on`. Waiting for a job to end is no need.
 */
export function needsOf(topology: Topology): Needs {
  const names = namesOf(topology);
  const projects = new Map(topology.projects.map(({ id, project }) => [id, project]));
  return new Map(
    [...topology.services.values()].map((from) => {
      const contents = from.service.configs.flatMap(({ source }) => {
        const content = projects.get(from.project)?.configs.get(source)?.content ?? null;
        return content === null ? [] : [{ where: `config ${source}`, text: content }];
      });
      return [from.id, needsFrom(from, contents, names)];
    }),
  );
}

function needsFrom(from: TopologyService, contents: readonly Text[], names: Names): readonly Need[] {
  const needs = new Map<NodeId, Need>();
  for (const { name, at, where } of mentionsOf(from, contents)) {
    const to = names(name, from);
    if (to === null || to === from.id || needs.has(to)) continue;
    needs.set(to, {
      from: from.id,
      to,
      where,
      evidence: { at, note: `${from.service.name} names ${name} in ${where}` },
    });
  }
  return [...needs.values()];
}

/** A name in the file that may stand for a service. */
interface NameMention {
  readonly name: string;
  readonly at: SourceLocation;
  /** `DATABASE_URL`, `command`: never the value, which may hold a password. */
  readonly where: string;
}

interface Text {
  readonly where: string;
  readonly text: Located<string>;
}

function mentionsOf({ service }: TopologyService, contents: readonly Text[]): readonly NameMention[] {
  const derived = [...(service.networkMode === null ? [] : [service.networkMode]), ...service.volumesFrom];
  const texts: readonly Text[] = [
    ...wordsOf('command', service.command),
    ...wordsOf('entrypoint', service.entrypoint),
    ...wordsOf('healthcheck', service.healthcheck),
    ...service.hooks.flatMap(({ attribute, command }) => wordsOf(attribute, command)),
    ...contents,
    ...[...service.labels].map(([key, text]) => ({ where: `label ${key}`, text })),
  ];
  return [
    ...[service.environment, ...service.hooks.map(({ environment }) => environment)]
      .flatMap((settings) => [...settings])
      .flatMap(([key, { value, at }]) =>
        (value === null ? [] : isAboutHost(key) ? hostsInList(value) : hostsIn(value)).map((name) => ({
          name,
          at,
          where: key,
        })),
      ),
    ...texts.flatMap(({ where, text: { value, at } }) => hostsIn(value).map((name) => ({ name, at, where }))),
    ...service.links.map(({ service: name, at }) => ({ name, at, where: 'links' })),
    ...service.externalLinks.map(({ value, at }) => ({
      name: value.split(':')[0] ?? value,
      at,
      where: 'external_links',
    })),
    ...[...service.dependsOn].flatMap(([name, { at, condition }]) =>
      condition === 'service_completed_successfully' || derived.some((source) => isSamePlace(source.at, at))
        ? []
        : [{ name, at, where: 'depends_on' }],
    ),
  ];
}

/** Sharing a namespace or volumes makes a service wait for another; that is no talking. */
function isSamePlace(a: SourceLocation, b: SourceLocation): boolean {
  return a.line === b.line && a.column === b.column && a.file === b.file;
}

/** Each word, and the words together, for `-h db` may be two of them. */
function wordsOf(where: string, words: readonly Located<string>[]): readonly Text[] {
  const [first] = words;
  if (first === undefined) return [];
  const line = words.map(({ value }) => value).join(' ');
  return [...words.map((text) => ({ where, text })), { where, text: { value: line, at: first.at } }];
}
