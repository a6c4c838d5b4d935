import { type Diagnostic, warning } from '../compose/diagnostics.ts';
import { nearest } from '../words/nearest.ts';
import { namesOfImage } from '../catalogue/image.ts';
import type { Topology } from '../topology/topology.ts';
import { matchesPattern } from '../words/pattern.ts';
import type { PolicyMention, Policy } from './policy.ts';
import { servicesNamed } from './selectors.ts';

/** Services, images and networks that the policy says something about and that no topology of `topologies` has. */
export function unmatchedAssumptions(
  { mentions }: Pick<Policy, 'mentions'>,
  topologies: readonly Topology[],
): readonly Diagnostic[] {
  return mentions
    .filter((mention) => !topologies.some((topology) => isThere(mention, topology)))
    .map((mention) =>
      warning('policy-unmatched', mention.at, `\`${mention.under}\` names ${WHAT[mention.kind](mention, topologies)}`),
    );
}

/** Whether somebody in `topology` is what the policy says something about. */
export function isThere({ kind, under, pattern }: PolicyMention, topology: Topology): boolean {
  switch (kind) {
    case 'service':
      // These take no patterns.
      return under === 'listens' || under === 'needs'
        ? servicesIn(topology).includes(pattern)
        : servicesNamed(pattern, topology).size > 0;
    case 'image':
      return imagesIn(topology).some((image) => matchesPattern(pattern.toLowerCase(), image));
    case 'network':
      return [...topology.networks.values()].some(({ name, origin }) => name === pattern && origin === 'stated');
  }
}

const WHAT = {
  service: ({ pattern }, topologies) =>
    `service "${pattern}", but no project has it. ${hint(pattern, topologies.flatMap(servicesIn))}`,
  image: ({ pattern }) => `image "${pattern}", but no service runs one like it. Correct the pattern or take it out.`,
  network: ({ pattern }, topologies) => {
    const isCreated = topologies.some((topology) =>
      [...topology.networks.values()].some(({ name }) => name === pattern),
    );
    return isCreated
      ? `network "${pattern}", which a project here creates, so that its file says what it is like. Take it out.`
      : `network "${pattern}", but no service joins one of that real name. ${hint(pattern, topologies.flatMap(assumedIn))}`;
  },
} as const satisfies Record<PolicyMention['kind'], (mention: PolicyMention, topologies: readonly Topology[]) => string>;

function hint(pattern: string, names: readonly string[]): string {
  const near = nearest(pattern, names);
  return near === null ? 'Correct the name or take it out.' : `Did you mean "${near}"?`;
}

function servicesIn({ services }: Topology): readonly string[] {
  return [...services.values()].flatMap(({ project, service }) => [service.name, `${project}/${service.name}`]);
}

function assumedIn({ networks }: Topology): readonly string[] {
  return [...networks.values()].filter(({ origin }) => origin === 'assumed').map(({ name }) => name);
}

function imagesIn({ services }: Topology): readonly string[] {
  return [...services.values()].flatMap(({ service }) => namesOfImage(service.image?.value ?? ''));
}
