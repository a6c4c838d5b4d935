import { areOneProject } from '../topology/project.ts';
import type { Topology, TopologyNetwork, TopologyService } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import { keyOf, leaving, ownNetwork } from '../fixes/networks.ts';
import { backendNames, noLongerPublished } from './claims/own-network.ts';
import { usersOver } from '../topology/needs/store-users.ts';
import { relatedTo } from '../flows/from-outside.ts';
import type { Fix, Rule } from './rule.ts';
import { projectOf, servicesIn } from '../topology/services.ts';
import { code, listed } from '../words/words.ts';

export const dataNetworkSharedWithOthers: Rule = {
  id: 'data-network-shared-with-others',
  severity: 'medium',
  summary: 'A data store is on a network that other projects join',
  why: 'Whatever joins that network, in any project on the host, can connect to any port of the store; nobody who reviews this file sees it.',
  fix: 'Keep the data store on a network of the project, and put only the service that others need on the shared one.',
  references: [
    'https://docs.docker.com/reference/compose-file/networks/#external',
    'https://docs.docker.com/reference/compose-file/networks/#name',
  ],
  *check(context) {
    const { topology, flows } = context;
    for (const store of servicesIn(topology, 'data')) {
      for (const { network: id, attachment } of store.attachments.values()) {
        const network = topology.networks.get(id);
        if (network === undefined) continue;
        const { name } = store.service;
        const strangers = strangersOf(network, store, topology);
        if (!network.external && strangers.length === 0) continue;
        const flow = strangers
          .flatMap((stranger) => flows.between(stranger.id, store.id))
          .find(({ means }) => means.kind === 'network' && means.network === id);
        const path = flow === undefined ? [] : [flow];
        const who =
          strangers.length === 0
            ? 'whatever joins it'
            : listed(strangers.map((stranger) => `${code(stranger.service.name)} of ${code(stranger.project)}`));
        yield {
          project: store.project,
          subject: name,
          identity: `network=${network.key}`,
          message: `${code(name)} is on ${code(network.key)}, which ${network.external ? 'exists outside the project' : `${otherSide(store, strangers, topology)} uses by the same name`}: ${who} can connect to any port of it.`,
          at: attachment.at,
          related: [
            ...relatedTo(path, attachment.at),
            ...network.declarations
              .filter(({ project }) => project === store.project)
              .map(({ network: { at } }) => ({ at, note: `${network.key} is declared` })),
          ],
          path,
          services: [store.id, ...strangers.slice(0, 1).map((stranger) => stranger.id)],
          fix: fixOf(context, store, network, otherSide(store, strangers, topology)),
          severity: null,
        };
      }
    }
  },
};

function fixOf(context: RuleContext, store: TopologyService, network: TopologyNetwork, others: string): Fix {
  const { name } = store.service;
  const summary = `Keep ${code(name)} off ${code(network.key)}.`;
  if (store.attachments.size > 1 && usersOver(context, store, [network.id]).length === 0) {
    const project = projectOf(context.topology, store.project);
    return { summary, edits: leaving(project, store.service, keyOf(store, network.id)), caveat: null };
  }
  const { edits, note } = ownNetwork(context, [store], network.id, [], backendNames(name));
  return {
    summary,
    edits,
    caveat: `Services of ${others} no longer reach it, nor those of this one whose need the files do not show; those that should need a way of their own.${noLongerPublished(context.topology, [store])}${note}`,
  };
}

/** Members of other projects: another way to start the same one is none. */
function strangersOf(
  { members }: TopologyNetwork,
  { project }: TopologyService,
  topology: Topology,
): readonly TopologyService[] {
  const own = projectOf(topology, project);
  return members
    .flatMap((id) => topology.services.get(id) ?? [])
    .filter((member) => {
      const other = projectOf(topology, member.project);
      return own !== null && other !== null && !areOneProject(own, other);
    });
}

/** Files of one project name are one project to Compose, wherever they lie: the others are its other half. */
function otherSide(store: TopologyService, strangers: readonly TopologyService[], topology: Topology): string {
  const name = projectOf(topology, store.project)?.name ?? '';
  const isOwn = strangers.length > 0 && strangers.every(({ project }) => projectOf(topology, project)?.name === name);
  return isOwn ? `the other half of ${code(name)}` : 'another project';
}
