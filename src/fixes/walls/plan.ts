import { compareText } from '../../compose/source.ts';
import type { NodeId } from '../../topology/node-id.ts';
import { servicesIn, sharedNetworks } from '../../topology/services.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';
import { addTo } from '../../words/grouped.ts';
import { cliqueCover, type NodePair } from './cover.ts';
import type { KeptUse } from './uses.ts';

/** Networks in which everybody who needs a store or a console meets it, and nobody else does. */
export interface WallPlan {
  readonly created: readonly PlannedNetwork[];
  readonly moves: readonly NetworkMove[];
  /** Whether no smaller number of new networks is known to do; else it is what was found within a bound. */
  readonly isLeast: boolean;
}

export interface PlannedNetwork {
  /** Stores and consoles first, then who uses them, each sorted. */
  readonly members: readonly NodeId[];
  /** The stores and consoles among them. */
  readonly guarded: readonly NodeId[];
}

/** What changes for one service: networks that it is on and leaves, others that are there and that it joins. New ones name it as a member. */
export interface NetworkMove {
  readonly service: NodeId;
  readonly leaves: readonly NodeId[];
  readonly joins: readonly NodeId[];
}

/** Why a store or a console stays where it is, in words that follow its name. */
export interface Unmoved {
  readonly service: NodeId;
  readonly why: string;
}

/** Stores and consoles of a project that can be put on other networks, and those that cannot. */
export interface Guarded {
  readonly movable: readonly NodeId[];
  readonly unmoved: readonly Unmoved[];
}

/** Stores and consoles of `project`, by whether their networks can be changed. */
export function guardedIn(topology: Topology, project: string): Guarded {
  const owners = new Map<NodeId, NodeId[]>();
  for (const { id, namespace } of topology.services.values())
    if (namespace.kind === 'own') addTo(owners, namespace.owner, id);
  const own = servicesIn(topology, 'data', 'admin').filter((service) => service.project === project);
  const judged = own.map((service) => ({ service: service.id, why: fixedBy(service, owners) }));
  return {
    movable: judged.flatMap(({ service, why }) => (why === null ? [service] : [])),
    unmoved: judged.flatMap(({ service, why }) => (why === null ? [] : [{ service, why }])),
  };
}

function fixedBy(
  { id, namespace, service, attachments }: TopologyService,
  owners: ReadonlyMap<NodeId, readonly NodeId[]>,
): string | null {
  if (namespace.kind === 'host') return 'uses the network of the host';
  if (namespace.kind === 'none') return 'has no network';
  if (namespace.kind === 'foreign') return 'uses the network of a container that no file declares';
  if (namespace.owner !== id) return 'uses the network of another service';
  if ((owners.get(id)?.length ?? 0) > 1) return 'lends its network to another service';
  if (service.networkMode !== null) return 'has a `network_mode`';
  if ([...attachments.values()].some(({ attachment }) => attachment.ipv4Address !== null))
    return 'has a fixed address, which others may use';
  return null;
}

/**
 * Networks for the stores and consoles `guarded` of one project: a network stays as it is where nobody on it is there without need, and loses
 * whoever costs fewest changes where somebody is; those who no longer meet then get new ones, as few as do.
 */
export function planWalls(
  topology: Topology,
  uses: readonly KeptUse[],
  project: string,
  guarded: ReadonlySet<NodeId>,
): WallPlan {
  const plan = new Planner(topology, uses, project, guarded);
  for (const network of [...topology.networks.keys()].sort(compareText)) plan.clear(network);
  plan.joinThere();
  return plan.withNew();
}

class Planner {
  readonly #topology: Topology;
  readonly #project: string;
  readonly #guarded: ReadonlySet<NodeId>;
  readonly #needed: ReadonlySet<string>;
  readonly #pairs: readonly NodePair[];
  /** Who is on which network, as planned so far. */
  readonly #now: Map<NodeId, Set<NodeId>>;

  constructor(topology: Topology, uses: readonly KeptUse[], project: string, guarded: ReadonlySet<NodeId>) {
    this.#topology = topology;
    this.#project = project;
    this.#guarded = guarded;
    const owner = (id: NodeId): NodeId => {
      const namespace = topology.services.get(id)?.namespace;
      return namespace?.kind === 'own' ? namespace.owner : id;
    };
    const pairs = new Map(
      uses.map(({ from, to }) => [owner(from), owner(to)] as const).map((pair) => [keyOf(...pair), pair]),
    );
    this.#needed = new Set(pairs.keys());
    this.#pairs = [...pairs.values()].filter(([a, b]) => a !== b && (guarded.has(a) || guarded.has(b)));
    const owners = [...topology.services.values()].filter(
      ({ id, namespace, service }) => namespace.kind === 'own' && namespace.owner === id && service.replicas > 0,
    );
    this.#now = new Map(owners.map(({ id, attachments }) => [id, new Set(attachments.keys())]));
  }

  /** Takes those off `network` who meet a guarded service there without need. */
  clear(network: NodeId): void {
    const members = this.#on(network);
    const guarded = members.filter((id) => this.#guarded.has(id));
    const others = members.filter((id) => !this.#guarded.has(id));
    const isIdle = !guarded.some((id) => members.some((other) => this.#isUnneeded(id, other)));
    if (isIdle) return;
    const strangers = others.filter(
      (id) => guarded.some((one) => this.#isUnneeded(id, one)) && this.#canLeave(id, network, others),
    );
    const stayingWith = (rest: readonly NodeId[]): readonly NodeId[] => this.#fitting(guarded, rest);
    const [all, fewer] = [stayingWith(others), stayingWith(others.filter((id) => !strangers.includes(id)))];
    const isCheaper = strangers.length + MOVE * (guarded.length - fewer.length) < MOVE * (guarded.length - all.length);
    const staying = isCheaper ? fewer : all;
    const isShared = this.#topology.networks.get(network)?.declarations.length !== 1 || this.#isExternal(network);
    const leaving = guarded.filter((id) => !staying.includes(id) && !(isShared && this.#isForOthers(id, network)));
    for (const id of [...leaving, ...(isCheaper ? strangers : [])]) this.#now.get(id)?.delete(network);
  }

  /** Puts guarded services on networks that are there, where all on them need it. */
  joinThere(): void {
    for (const id of [...this.#guarded].sort(compareText)) {
      for (;;) {
        const open = this.#open().filter((pair) => pair.includes(id));
        const [best] = [...this.#topology.networks.keys()]
          .filter((network) => this.#isOpenTo(id, network))
          .map((network) => ({ network, count: open.filter((pair) => this.#meetsOn(network, pair, id)).length }))
          .filter(({ count }) => count > 0)
          .sort((a, b) => b.count - a.count || compareText(a.network, b.network));
        if (best === undefined) break;
        this.#now.get(id)?.add(best.network);
      }
    }
  }

  withNew(): WallPlan {
    const { cliques, isLeast } = cliqueCover(this.#open(), (a, b) => this.#mayMeet(a, b));
    const inNew = new Set(cliques.flatMap((clique) => [...clique]));
    const alone = [...this.#guarded].filter((id) => this.#now.get(id)?.size === 0 && !inNew.has(id));
    const created = [...cliques.map((clique) => [...clique]), ...alone.sort(compareText).map((id) => [id])];
    const moves = [...this.#now].map(([service, now]): NetworkMove => {
      const was = [...(this.#topology.services.get(service)?.attachments.keys() ?? [])];
      return {
        service,
        leaves: was.filter((network) => !now.has(network)),
        joins: [...now].filter((network) => !was.includes(network)),
      };
    });
    return {
      created: created.map((members) => {
        const guarded = members.filter((id) => this.#guarded.has(id)).sort(compareText);
        const users = members.filter((id) => !this.#guarded.has(id)).sort(compareText);
        return { guarded, members: [...guarded, ...users] };
      }),
      moves: moves.filter(({ leaves, joins }) => leaves.length + joins.length > 0),
      isLeast,
    };
  }

  #on(network: NodeId): readonly NodeId[] {
    return [...this.#now].flatMap(([id, networks]) => (networks.has(network) ? [id] : []));
  }

  #isUnneeded(a: NodeId, b: NodeId): boolean {
    return a !== b && (this.#guarded.has(a) || this.#guarded.has(b)) && !this.#needed.has(keyOf(a, b));
  }

  /** Those of `guarded` that all of `rest`, and one another, need; of two that exclude each other the one that more of them need. */
  #fitting(guarded: readonly NodeId[], rest: readonly NodeId[]): readonly NodeId[] {
    const users = (id: NodeId): number => rest.filter((other) => this.#needed.has(keyOf(id, other))).length;
    const fit = guarded
      .filter((id) => !rest.some((other) => this.#isUnneeded(id, other)))
      .sort((a, b) => users(b) - users(a) || compareText(a, b));
    return fit.reduce<readonly NodeId[]>(
      (kept, id) => (kept.some((other) => this.#isUnneeded(id, other)) ? kept : [...kept, id]),
      [],
    );
  }

  /** Whether a service can do without `network`: it goes on meeting all of `others`, and reaches and is reached from outside as before. */
  #canLeave(id: NodeId, network: NodeId, others: readonly NodeId[]): boolean {
    const service = this.#topology.services.get(id);
    const attachment = service?.attachments.get(network)?.attachment;
    const now = this.#now.get(id) ?? new Set();
    if (service?.project !== this.#project || service.service.networkMode !== null || attachment === undefined)
      return false;
    if (attachment.implicit || attachment.ipv4Address !== null || attachment.aliases.length > 0) return false;
    const rest = [...now].filter((other) => other !== network);
    const isOut = rest.some((other) => this.#leadsOut(other)) || !this.#leadsOut(network);
    return (
      rest.length > 0 &&
      isOut &&
      others.every((other) => other === id || rest.some((one) => this.#now.get(other)?.has(one) === true)) &&
      this.#pairs.every(
        ([a, b]) =>
          (a !== id && b !== id) ||
          [...now].every((one) => one !== network || !this.#now.get(a === id ? b : a)?.has(one)) ||
          rest.some((one) => this.#now.get(a === id ? b : a)?.has(one) === true),
      )
    );
  }

  /** On a network that other projects are on, or may be, it is there for them unless somebody of its own project is known to use it. */
  #isForOthers(id: NodeId, network: NodeId): boolean {
    const own = [...this.#now.keys()].filter((other) => this.#topology.services.get(other)?.project === this.#project);
    const members = this.#on(network).filter((other) => !own.includes(other));
    return (
      members.some((other) => this.#needed.has(keyOf(id, other))) ||
      !own.some((other) => this.#needed.has(keyOf(id, other)))
    );
  }

  /** Pairs that met and that do not meet any more. */
  #open(): readonly NodePair[] {
    return this.#pairs.filter(([a, b]) => {
      const [one, other] = [this.#topology.services.get(a), this.#topology.services.get(b)];
      if (one?.project !== this.#project || other?.project !== this.#project) return false;
      const [now, then] = [this.#now.get(a), this.#now.get(b)];
      if (now === undefined || then === undefined || sharedNetworks(one, other).length === 0) return false;
      return ![...now].some((network) => then.has(network));
    });
  }

  #isOpenTo(id: NodeId, network: NodeId): boolean {
    const declared = this.#topology.networks.get(network);
    const service = this.#topology.services.get(id);
    if (declared === undefined || this.#isExternal(network) || declared.declarations.length !== 1) return false;
    if (declared.declarations[0]?.project !== this.#project) return false;
    if (this.#now.get(id)?.has(network) === true) return false;
    if (declared.internal && (service?.ports.length ?? 0) > 0) return false;
    return this.#on(network).every((other) => this.#mayMeet(id, other));
  }

  #meetsOn(network: NodeId, [a, b]: NodePair, id: NodeId): boolean {
    return this.#now.get(a === id ? b : a)?.has(network) === true;
  }

  #mayMeet(a: NodeId, b: NodeId): boolean {
    if (this.#needed.has(keyOf(a, b))) return true;
    if (this.#guarded.has(a) || this.#guarded.has(b)) return false;
    const [one, other] = [this.#topology.services.get(a), this.#topology.services.get(b)];
    return one !== undefined && other !== undefined && sharedNetworks(one, other).length > 0;
  }

  #leadsOut(network: NodeId): boolean {
    return this.#topology.networks.get(network)?.internal === false;
  }

  #isExternal(network: NodeId): boolean {
    return this.#topology.networks.get(network)?.external === true;
  }
}

/** What it costs to move a store, in the changes that one who leaves costs: it needs a network and its users on it. */
const MOVE = 3;

function keyOf(a: NodeId, b: NodeId): string {
  return a < b ? `${a}\0${b}` : `${b}\0${a}`;
}
