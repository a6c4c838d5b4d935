import { compareText } from '../../compose/source.ts';
import type { Stack } from '../../flows/stack.ts';
import type { TopologyNetwork, TopologyService } from '../../topology/topology.ts';
import { holding } from './isolation.ts';
import { DEFAULT_POLICY } from '../policy.ts';
import { comment, yamlScalar } from '../../words/yaml-text.ts';
import { type Zone, ZONES } from '../../catalogue/zone.ts';

/**
 * Text of a first policy for what is there: zones that inference was not sure of, isolation rules that hold today, networks that are
 * created elsewhere, and the usual gate; every line with its reason. It states what would be assumed; but what was a guess is then certain,
 * and rules that spare guesses may find more. Editors find its schema at `schema`, an address or a path from the policy.
 */
export function firstPolicy(stacks: readonly Stack[], schema: string): string {
  const parts = [
    [`# yaml-language-server: $schema=${schema}`, ...INTRODUCTION],
    gatePart(),
    zonesPart(stacks),
    isolationPart(stacks),
    networksPart(stacks),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

const INTRODUCTION = [
  '# What this repository states about its Compose projects. It is read from the base of a pull request.',
];

function gatePart(): readonly string[] {
  const { failOn, scope } = DEFAULT_POLICY.gate;
  return [
    'gate:',
    `  fail-on: ${failOn} # findings at or above this severity fail the check`,
    `  scope: ${scope} # only what a change adds; "all" also fails on what was there before`,
  ];
}

function zonesPart(stacks: readonly Stack[]): readonly string[] {
  const all = stacks.flatMap(({ topology }) => [...topology.services.values()]);
  const doubtful = all.filter(isDoubtful);
  if (doubtful.length === 0) return [];
  const isUnique = (name: string) => all.filter(({ service }) => service.name === name).length === 1;
  const line = ({ project, service, zone }: TopologyService) => {
    const name = isUnique(service.name) ? service.name : `${project}/${service.name}`;
    return `      - ${yamlScalar(name)} # ${comment(zone.reason)}`;
  };
  const inZone = (zone: Zone) => {
    const members = doubtful.filter((service) => service.zone.zone === zone);
    if (members.length === 0) return [];
    return [`  ${zone}:`, '    services:', ...members.map(line).sort(compareText)];
  };
  return [
    '# What these are for is a guess. Move what is wrong, then keep or remove the rest.',
    'zones:',
    ...ZONES.flatMap(inZone),
  ];
}

/** A guess from names, or an image that nobody knows. What the project builds itself is an application. */
function isDoubtful({ zone, service }: TopologyService): boolean {
  return (
    zone.certainty === 'guess' || (zone.certainty === 'default' && service.image !== null && service.build === null)
  );
}

function isolationPart(stacks: readonly Stack[]): readonly string[] {
  const rules = holding(stacks);
  if (rules.length === 0) return [];
  return ['# These hold today; a change that breaks one is a finding.', 'isolation:', ...rules];
}

function networksPart(stacks: readonly Stack[]): readonly string[] {
  const topologies = stacks.map(({ topology }) => topology);
  // A name that a variable gives may be secret.
  const held = new Set(
    topologies.flatMap(({ projects }) => projects.flatMap(({ project }) => [...project.written.names.keys()])),
  );
  const assumed = topologies
    .flatMap(({ networks }) => [...networks.values()])
    .filter(({ origin, name }) => origin === 'assumed' && !held.has(name));
  if (assumed.length === 0) return [];
  const line = ({ name, members }: TopologyNetwork) =>
    `  ${yamlScalar(name)}: { internal: false } # ${String(members.length)} ${members.length === 1 ? 'service is' : 'services are'} on it`;
  return [
    '# Created elsewhere, so the files do not say what they are like: correct what is not a plain bridge.',
    'external-networks:',
    ...assumed.map(line).sort(compareText),
  ];
}
