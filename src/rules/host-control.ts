import { type HostControl, hostControlsOf, type HostNamespace } from '../topology/engine/host-access.ts';
import type { Flow } from '../flows/flow.ts';
import type { TopologyService } from '../topology/topology.ts';
import { familyOf } from '../catalogue/catalogue.ts';
import type { RuleContext } from './context.ts';
import type { Severity } from '../policy/severity.ts';
import { entryOf, isAnswering } from './claims/entry.ts';
import type { Fix, Rule, Violation } from './rule.ts';
import { answering } from '../flows/port-words.ts';
import { fixOf } from './claims/host-control-fix.ts';
import { HOST } from '../topology/node-id.ts';
import { projectOf } from '../topology/services.ts';
import { code, listed } from '../words/words.ts';

/**
 * One finding for each service, with everything that lets it take the host, or into a namespace of the host, where nothing but permissions
 * keeps it from the host's processes. Writable host paths are the business of `host-path-mounted`.
 * A filter in front of the Docker socket has it so that others need not: nothing to say, unless it is reachable from outside itself.
 */
export const hostControl: Rule = {
  id: 'host-control',
  severity: 'high',
  summary: 'A service can take over the host',
  why: 'Who takes over this service has the host, or is one weak permission away from it, and with it every container, volume and secret.',
  fix: 'Take the privilege away. For the Docker socket, put a proxy in front that allows only the calls that are needed; for a capability or device, grant only the one.',
  references: [
    'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
  ],
  *check(context) {
    for (const service of context.topology.services.values()) {
      const all = hostControlsOf(service).filter(({ kind }) => kind !== 'path');
      const [hook, ...hooks] = all.filter(({ kind }) => kind === 'hook');
      if (hook !== undefined && service.service.replicas > 0) yield ofHooks(context, service, hook, hooks);
      const controls = all.filter(({ kind }) => kind !== 'hook');
      const [first] = [...controls.filter(isWay), ...controls];
      if (first === undefined || service.service.replicas === 0) continue;
      if (isSocketFilter(service) && controls.length === 1 && entryOf(context, service) === null) continue;
      yield violation(context, service, controls, first);
    }
  },
};

function violation(
  context: RuleContext,
  service: TopologyService,
  controls: readonly HostControl[],
  first: HostControl,
): Violation {
  const { topology, flows } = context;
  const { name } = service.service;
  const entry = entryOf(context, service);
  const taking = flows
    .between(service.id, HOST)
    .filter(({ means }) => means.kind === 'host-control' && means.by === first.by);
  const others = [...new Set(controls.filter(isWay).map(({ by }) => by))].filter((by) => by !== first.by);
  return {
    project: service.project,
    subject: name,
    identity: `by=${[...new Set(controls.map(({ by }) => by))].sort().join(',')}`,
    claims: controls.map(({ by }) => `${name} ${by}`),
    message: `${code(name)} ${told(service, controls, entry)}.`,
    at: first.at,
    related: controls
      .filter((control) => control !== first)
      .map((control) => ({ at: control.at, note: `${name} has ${control.by}` })),
    path: [...(entry === null ? [] : [entry]), ...taking.slice(0, 1)],
    services: [service.id],
    fix: withRest(
      fixOf(projectOf(topology, service.project), service, controls, first, entry !== null),
      service,
      others,
    ),
    severity: severityOf(service, controls, entry),
  };
}

/**
 * Critical where others are known to get an answer; a watcher of the host is among its processes for its work, and shared memory alone is a
 * way to what programs put there, not to the host.
 */
function severityOf(service: TopologyService, controls: readonly HostControl[], entry: Flow | null): Severity | null {
  if (service.zone.zone === 'ops' && controls.every((one) => one.kind === 'namespace' && one.namespace === 'pid'))
    return 'low';
  if (controls.every((one) => one.kind === 'namespace' && one.namespace === 'ipc')) return 'medium';
  return entry !== null && isAnswering(service, entry) ? 'critical' : null;
}

/** What runs before the service is not reached through it: it comes with its own image, and has the networks and volumes of the service. */
function ofHooks(
  { topology, flows }: RuleContext,
  service: TopologyService,
  first: HostControl,
  others: readonly HostControl[],
): Violation {
  const { name } = service.service;
  const ways = [first, ...others];
  const taking = flows
    .between(service.id, HOST)
    .filter(({ means }) => means.kind === 'host-control' && means.by === first.by);
  return {
    project: service.project,
    subject: name,
    identity: `by=${[...new Set(ways.map(({ by }) => by))].sort().join(',')}`,
    claims: ways.map(({ by }) => `${name} ${by}`),
    message: `${code(name)} starts ${listed(ways.map(({ by }) => by))}: before the service, in a container of its own with the same networks and volumes, it can take over the host.`,
    at: first.at,
    related: others.map(({ at, by }) => ({ at, note: `${name} has ${by}` })),
    path: taking.slice(0, 1),
    services: [service.id],
    fix: fixOf(projectOf(topology, service.project), service, ways, first, false),
    severity: null,
  };
}

/** Whether a control alone takes the host over; a namespace of the host does not. */
function isWay({ kind }: HostControl): boolean {
  return kind !== 'namespace';
}

/** What a finding says of a service, behind its name. */
function told(service: TopologyService, controls: readonly HostControl[], entry: Flow | null): string {
  const ways = [...new Set(controls.filter(isWay).map(({ by }) => by))];
  const tells = ways.length === 0 ? NAMESPACE_ALONE : NAMESPACE_BESIDE;
  const shared = controls.flatMap((control) => (control.kind === 'namespace' ? [tells[control.namespace]] : []));
  const answers = entry === null ? [] : [answering(entry)];
  if (ways.length === 0) return listed([...shared, ...answers], ALL);
  const over = `can take over the host through ${listed(ways)}`;
  const also = shared.length === 0 ? '' : `; it also ${listed(shared, ALL)}`;
  return `${listed([over, ...answers])}${readOnlyHint(service, controls)}${also}`;
}

const ALL = 9;

/** What a namespace of the host gives beside a way to take it over. */
const NAMESPACE_BESIDE: Readonly<Record<HostNamespace, string>> = {
  pid: 'can see and signal host processes',
  ipc: "shares memory with the host's processes",
  usernsMode: 'has the user ids of the host where the engine gives others to containers',
};

/** What it gives alone, which is less than the host: the kernel still asks for permissions. */
const NAMESPACE_ALONE: Readonly<Record<HostNamespace, string>> = {
  ...NAMESPACE_BESIDE,
  pid: 'can see and signal host processes (`pid: host`)',
};

/** `fix` with what the service still has: taking one way away is not enough where there are others. */
function withRest(fix: Fix, { service: { name } }: TopologyService, others: readonly string[]): Fix {
  if (others.length === 0) return fix;
  return {
    ...fix,
    caveat:
      `${fix.caveat ?? ''} ${code(name)} still has ${listed(others)}, which ${others.length === 1 ? 'does' : 'do'} as much.`.trimStart(),
  };
}

function isSocketFilter({ service }: TopologyService): boolean {
  return service.image !== null && familyOf(service.image.value)?.family.traits.includes('socket-filter') === true;
}

function readOnlyHint({ service }: TopologyService, controls: readonly HostControl[]): string {
  const isSocket = controls.some(({ kind }) => kind === 'socket');
  const isReadOnly = service.mounts.some(
    (mount) => mount.readOnly && mount.kind === 'bind' && mount.source.endsWith('.sock'),
  );
  return isSocket && isReadOnly ? '; mounting the socket read-only does not change that' : '';
}
