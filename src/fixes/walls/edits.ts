import type { Engine } from '../../engines/engine.ts';
import type { Project, Service } from '../../compose/project.ts';
import type { NodeId } from '../../topology/node-id.ts';
import { projectOf } from '../../topology/services.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';
import type { Edit, NewValue } from '../edit.ts';
import { gatewayMode, knowIsolated } from '../host-address.ts';
import { keyOf, settingsOf } from '../networks.ts';
import { outsideClients } from '../outside-clients.ts';
import { portsOnLoopback } from '../ports.ts';
import { declared, freshName, removeKey, setKey } from '../service-edits.ts';
import type { WallPlan } from './plan.ts';
import type { KeptUse } from './uses.ts';

/** A plan as changes of the files, with the names that new networks get. */
export interface WallEdits {
  readonly edits: readonly Edit[];
  readonly networks: readonly NamedNetwork[];
}

export interface NamedNetwork {
  readonly key: string;
  readonly members: readonly NodeId[];
  /** Nothing on it gets out by it, nor is reached at a port of the host by it. */
  readonly isInternal: boolean;
  /** Neither does the host connect to anybody on it, nor anybody there to the host. */
  readonly isIsolated: boolean;
}

/** What `plan` is in the files of `project`; published ports of the services `guarded` then answer on the host itself only. */
export function wallEdits(
  topology: Topology,
  project: string,
  plan: WallPlan,
  guarded: ReadonlySet<NodeId>,
  uses: readonly KeptUse[],
  engines: readonly Engine[],
): WallEdits {
  const own = projectOf(topology, project);
  const networks = named(topology, own, plan, uses, knowIsolated(engines));
  const moves = new Map(plan.moves.map((move) => [move.service, move]));
  const joined = new Set([...moves.keys(), ...networks.flatMap(({ members }) => members)]);
  return {
    networks,
    edits: [
      ...[...joined].sort().flatMap((id) => {
        const service = topology.services.get(id);
        if (service === undefined) return [];
        const move = moves.get(id);
        const to = networks.filter(({ members }) => members.includes(id)).map(({ key }) => key);
        const there = (move?.joins ?? []).map((network) => keyIn(topology, project, network));
        const from = (move?.leaves ?? []).map((network) => keyOf(service, network));
        return moved(own, service.service, from, [...there, ...to]);
      }),
      ...[...guarded].sort().flatMap((id) => onLoopback(own, topology.services.get(id))),
      ...networks.flatMap(({ key, members, isInternal, isIsolated }) => {
        const first = topology.services.get(members[0] ?? '')?.service;
        return first === undefined ? [] : [declared('networks', key, settings(isInternal, isIsolated), first)];
      }),
    ],
  };
}

function settings(isInternal: boolean, isIsolated: boolean): NewValue {
  if (!isInternal) return null;
  return isIsolated ? { internal: true, driver_opts: { [gatewayMode('ipv4')]: 'isolated' } } : { internal: true };
}

/** A network is called by the store or console that it is for, and by who else is on it where there are several. */
function named(
  topology: Topology,
  project: Project | null,
  plan: WallPlan,
  uses: readonly KeptUse[],
  mayIsolate: boolean,
): readonly NamedNetwork[] {
  const taken = new Map<string, unknown>(project?.networks ?? []);
  return plan.created.map(({ members, guarded }) => {
    const names = members.flatMap((id) => topology.services.get(id)?.service.name ?? []);
    const [first = 'data', second = 'users'] = names;
    const key = freshName([first, `${first}-${second}`], taken);
    taken.set(key, true);
    const closed = isInternal(topology, project, plan, guarded, members);
    const isIsolated = closed && mayIsolate && !members.some((id) => meetsHost(topology, uses, id));
    return { key, members, isInternal: closed, isIsolated };
  });
}

/**
 * Closed where nobody on it needs a way out over it: the stores publish no port and name no address elsewhere, they are no consoles, which load what
 * they show, and everybody else keeps a network that leads out, or has none now.
 */
function isInternal(
  topology: Topology,
  project: Project | null,
  { moves }: WallPlan,
  guarded: readonly NodeId[],
  members: readonly NodeId[],
): boolean {
  const leadsOut = (id: NodeId): boolean => topology.networks.get(id)?.internal === false;
  return members.every((id) => {
    const service = topology.services.get(id);
    if (service === undefined) return true;
    const was = [...service.attachments.keys()];
    if (!was.some(leadsOut)) return true;
    if (guarded.includes(id)) return service.zone.zone === 'data' && !callsOut(service, project);
    const { leaves = [], joins = [] } = moves.find((move) => move.service === id) ?? {};
    return [...was.filter((network) => !leaves.includes(network)), ...joins].some(leadsOut);
  });
}

/** Whether a store answers at the host, or its own settings name an address elsewhere: an env file names those of others, too. */
function callsOut(
  { service: { ports, environment, command, entrypoint } }: TopologyService,
  project: Project | null,
): boolean {
  const own = [...environment.values()].filter(({ at }) => project?.files.includes(at.file) === true);
  const texts = [...own, ...command, ...entrypoint].flatMap(({ value }) => value ?? []);
  return ports.length > 0 || texts.some((text) => /https?:\/\/[\w-]+\.\w/u.test(text));
}

/** Whether it needs a service on the network of the host, or is needed by one: neither gets to the other over a network that is isolated from it. */
function meetsHost(topology: Topology, uses: readonly KeptUse[], id: NodeId): boolean {
  const onHost = (other: NodeId): boolean => topology.services.get(other)?.namespace.kind === 'host';
  return uses.some(({ from, to }) => (from === id && onHost(to)) || (to === id && onHost(from)));
}

function moved(
  project: Project | null,
  service: Service,
  from: readonly string[],
  to: readonly string[],
): readonly Edit[] {
  const [first] = [...service.networks.values()].filter(({ implicit }) => !implicit);
  if (first === undefined)
    return [...(from.length === 0 ? ['default'] : []), ...to].map((key) => setKey(service, ['networks', key], null));
  const last = from.at(-1);
  const kept = last === undefined ? null : settingsOf(project, service, last);
  return [
    ...to.map((key) => setKey(service, ['networks', key], kept, first.at)),
    ...from.flatMap((key) => {
      const at = service.networks.get(key)?.at;
      return at === undefined ? [] : [removeKey(project, service, ['networks', key], at)];
    }),
  ];
}

function onLoopback(project: Project | null, service: TopologyService | undefined): readonly Edit[] {
  if (service === undefined) return [];
  const clients = outsideClients(project, service.service);
  return portsOnLoopback(project, service.service, (port) => clients?.isMeant(port) !== true);
}

function keyIn(topology: Topology, project: string, network: NodeId): string {
  const declaration = topology.networks.get(network)?.declarations.find((one) => one.project === project);
  return declaration?.network.key ?? network;
}
