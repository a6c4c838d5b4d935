import { type Administration, administrationsOf } from '../catalogue/administration.ts';
import { debuggersIn } from '../catalogue/debuggers.ts';
import { repositoryOf } from '../catalogue/image.ts';
import type { SourceLocation } from '../compose/source.ts';
import type { Flow } from '../flows/flow.ts';
import { relatedTo } from '../flows/from-outside.ts';
import { outsidePortsOf, portKeysOf } from '../flows/port-words.ts';
import { closing, portsOnLoopback } from '../fixes/ports.ts';
import { hostControlsOf } from '../topology/engine/host-access.ts';
import { projectOf } from '../topology/services.ts';
import type { Topology, TopologyService } from '../topology/topology.ts';
import { code } from '../words/words.ts';
import { loginLines, loginOf } from './claims/login.ts';
import { entryOf } from './claims/entry.ts';
import { openAdministrations } from './claims/open-administration.ts';
import { settingsText } from './claims/settings-text.ts';
import type { RuleContext } from './context.ts';
import type { Rule, Violation } from './rule.ts';

/**
 * Software that is no console and no data store and has an interface by which it is administered: what of that other machines reach, over a
 * port or by a route of Traefik, and no login is in sight. Published consoles are the business of `admin-published`, and what lets a service
 * take the host that of `host-control`.
 */
export const adminWithoutLogin: Rule = {
  id: 'admin-without-login',
  severity: 'high',
  summary: 'An admin interface is open from outside, with no login in sight',
  why: 'It asks nobody who they are unless it is told to, so whoever finds the port does with it what its administrator can.',
  fix: 'Bind the port to 127.0.0.1 and reach it through SSH or a VPN, put it behind a proxy that authenticates, or switch its own login on.',
  references: ['https://docs.docker.com/engine/network/packet-filtering-firewalls/'],
  *check(context) {
    for (const service of context.topology.services.values()) {
      if (service.service.replicas === 0) continue;
      const open = openAdministrations(service.service, projectOf(context.topology, service.project));
      for (const administration of open) {
        const found = published(context, service, administration) ?? routed(context, service, administration);
        if (found === null) continue;
        yield found;
        break;
      }
      if (open.length === 0) yield* withKnownPassword(context, service);
      yield* dashboardRoute(context, service);
      yield* withDebugger(context, service);
    }
  },
};

function published(
  context: RuleContext,
  service: TopologyService,
  { name, ports, how, gives, commands }: Pick<Administration, 'name' | 'ports' | 'how' | 'gives' | 'commands'>,
): Violation | null {
  const flow = isToldElsewhere(service) ? null : entryOf(context, service);
  const open = flow === null ? null : atPorts(flow, ports);
  const at = open?.evidence[0]?.at;
  if (open === null || at === undefined || (!commands && takesHost(service))) return null;
  const port = service.ports.find(({ target }) => ports.includes(target));
  const project = projectOf(context.topology, service.project);
  return {
    ...of(service, port?.at ?? at, commands),
    identity: `by=${portKeysOf(open)?.join(',') ?? open.means.kind}`,
    claims: (portKeysOf(open) ?? [open.means.kind]).map((key) => `${service.service.name} ${key}`),
    message: `${code(service.service.name)} is open on ${outsidePortsOf(open)} to every machine that reaches the host: ${name} ${how}, and whoever gets there ${gives}.`,
    related: relatedTo([open], port?.at ?? at),
    path: [open],
    fix: {
      summary: `${closing(project).otherwise === '' ? 'Leave the port out' : 'Bind the port to 127.0.0.1, leave it out'}, or let ${code(service.service.name)} ask for a login.`,
      edits: portsOnLoopback(project, service.service, ({ target }) => ports.includes(target)),
      caveat: closing(project).left,
    },
  };
}

/** Software with an interface that asks for a password, which stands in the repository. */
function* withKnownPassword(context: RuleContext, service: TopologyService): Generator<Violation> {
  const { image, name } = service.service;
  const [known] = image === null ? [] : administrationsOf(repositoryOf(image.value));
  const login = known === undefined ? null : loginOf(context.topology, service);
  if (known === undefined || login?.kind !== 'known' || !/ADMIN|ROOT|^PASSWORD$/i.test(login.key)) return;
  const how = `asks for a password, and ${login.isDefault ? 'the default of it' : 'it'} stands in the repository`;
  const found = published(context, service, { ...known, how });
  if (found === null) return;
  yield { ...found, severity: 'medium', related: [...found.related, ...loginLines(name, login)] };
}

/** A debugger of whatever runs in it, which does what anybody tells it who reaches its port. */
function* withDebugger(context: RuleContext, service: TopologyService): Generator<Violation> {
  const project = projectOf(context.topology, service.project);
  const built = project?.beside.get(service.service.name)?.built ?? null;
  const isOwn = service.service.command.length > 0 || service.service.entrypoint.length > 0;
  const line = isOwn || built === null ? '' : [...built.entrypoint, ...built.command].join(' ');
  const [found] = debuggersIn(`${settingsText(service.service, project)}\n${line}`).flatMap(({ name, port }) => {
    const open = {
      name,
      ports: [port],
      how: 'asks nobody who they are',
      gives: 'can run any code in it',
      commands: true,
    };
    const violation = published(context, service, open);
    return violation === null ? [] : [violation];
  });
  if (found === undefined) return;
  const summary = `${closing(project).how}: a debugger has no login.`;
  yield { ...found, identity: `debugger ${found.identity}`, fix: { ...found.fix, summary } };
}

function isToldElsewhere({ zone: { zone } }: TopologyService): boolean {
  return zone === 'admin' || zone === 'data';
}

function takesHost(service: TopologyService): boolean {
  return (
    service.zone.zone !== 'edge' &&
    hostControlsOf(service).some(({ kind }) => kind === 'socket' || kind === 'privileged')
  );
}

/** The part of `flow` that leads to `ports`; `null`: none. */
function atPorts(flow: Flow, ports: readonly number[]): Flow | null {
  if (flow.ports.kind === 'any') return flow;
  const meant = flow.ports.ports.filter(({ target }) => ports.includes(target));
  return meant.length === 0 ? null : { ...flow, ports: { kind: 'some', ports: meant } };
}

/** A route of Traefik to it, with no middleware that could ask for a login. */
function routed(
  { topology }: RuleContext,
  service: TopologyService,
  { name, how, gives, commands }: Administration,
): Violation | null {
  const [route] = openRoutes(service, topology);
  return route === undefined
    ? null
    : ofRoute(service, route, `${name} ${how}, and whoever gets there ${gives}`, commands);
}

/** A route to the dashboard and the API of Traefik itself, from whatever service it is declared at. */
function* dashboardRoute(context: RuleContext, service: TopologyService): Generator<Violation> {
  if (entryOf(context, service) === null) return;
  for (const route of openRoutes(service, context.topology)) {
    if (service.service.labels.get(`traefik.http.routers.${route.router}.service`)?.value !== 'api@internal') continue;
    yield ofRoute(
      service,
      route,
      'no login of the dashboard of Traefik is in sight, and whoever gets there sees every route, service and middleware',
      false,
    );
    return;
  }
}

interface OpenRoute {
  readonly router: string;
  readonly at: SourceLocation;
}

function openRoutes({ service: { labels } }: TopologyService, topology: Topology): readonly OpenRoute[] {
  if (labels.get('traefik.enable')?.value === 'false') return [];
  return [...labels].flatMap(([key, { value, at }]) => {
    const [, router] = /^traefik\.http\.routers\.([^.]+)\.rule$/.exec(key) ?? [];
    const isLocal = /localhost|127\.0\.0\.1|ClientIP|\.(local|lan|internal|localdomain|test)\b/i.test(value);
    const middlewares = labels.get(`traefik.http.routers.${router ?? ''}.middlewares`)?.value ?? '';
    return router === undefined || isLocal || !areOpen(middlewares, topology) ? [] : [{ router, at }];
  });
}

/** Whether all of a list of middlewares are known, and none of them keeps anybody out. */
function areOpen(middlewares: string, { services }: Topology): boolean {
  const names = middlewares.split(',').flatMap((name) => {
    const bare = name.trim().replace(/@(?:docker|swarm)$/, '');
    return bare === '' ? [] : [bare];
  });
  return names.every((name) => {
    const lead = `traefik.http.middlewares.${name.toLowerCase()}.`;
    const kinds = [...services.values()].flatMap(({ service: { labels } }) =>
      [...labels.keys()].flatMap((key) =>
        key.toLowerCase().startsWith(lead) ? [key.toLowerCase().slice(lead.length).split('.')[0] ?? ''] : [],
      ),
    );
    return kinds.length > 0 && kinds.every((kind) => PASSING.has(kind));
  });
}

/** Kinds of middlewares that change requests or slow them down, and let everybody through. */
const PASSING: ReadonlySet<string> = new Set(
  [
    'addprefix buffering circuitbreaker compress contenttype errors grpcweb headers inflightreq ratelimit redirectregex',
    'redirectscheme replacepath replacepathregex retry stripprefix stripprefixregex',
  ].flatMap((line) => line.split(' ')),
);

function ofRoute(service: TopologyService, { router, at }: OpenRoute, danger: string, commands: boolean): Violation {
  return {
    ...of(service, at, commands),
    severity: 'medium',
    identity: `by=router:${router}`,
    claims: [`${service.service.name} router:${router}`],
    message: `Router ${code(router)} of Traefik leads to ${code(service.service.name)} without a middleware that asks for a login: ${danger}.`,
    related: [],
    path: [],
    fix: {
      summary: `Give router ${code(router)} a middleware that asks for a login, such as ${code('basicAuth')} or ${code('forwardAuth')}.`,
      edits: [],
      caveat: 'Where the entry point itself has such a middleware, except it in the policy.',
    },
  };
}

function of(
  service: TopologyService,
  at: SourceLocation,
  commands: boolean,
): Pick<Violation, 'project' | 'subject' | 'at' | 'services' | 'severity'> {
  return {
    project: service.project,
    subject: service.service.name,
    at,
    services: [service.id],
    severity: commands ? null : 'medium',
  };
}
