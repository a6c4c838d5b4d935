import { code } from '../../words/words.ts';
import { SEVERITIES, type Severity } from '../../policy/severity.ts';
import { type NodeId, OUTSIDE, plainName } from '../../topology/node-id.ts';
import type { BrokenNeed } from './broken.ts';
import type { OpenedWay } from './opened.ts';
import type { TakenThing } from './taken.ts';
import type { Trial, TrialEffects } from './trial.ts';

/** What a patch is to end. */
export interface Aim {
  readonly fingerprints: readonly string[];
  /** The worst of them. */
  readonly severity: Severity;
  /** Ports that are not to be published, each as `portKey` writes it: by the plain names of services, for other ways to start the same files have them too. On the network of the host nobody knows which ports that would be. */
  readonly exposed: ReadonlySet<string>;
  /** Plain names of services that the change itself put on the network of the host, all of whose ports may be closed to take that back. */
  readonly freed: ReadonlySet<string>;
  /** The patch makes again what was there before a change, or of each of its parts it is known that it harms nothing. */
  readonly takesBack: boolean;
  /** Whoever shares a network with a store of whose users no file tells was planned for: the others are no users. */
  readonly isPlanned?: boolean;
}

/**
 * Why a patch does not count, each as words that follow "it would", the most telling first; none: it ends what it is to end, and harms nothing.
 */
export function objectionsTo(trial: Trial, aim: Aim): readonly string[] {
  const { fingerprints, severity } = aim;
  const left = fingerprints.filter((fingerprint) => !trial.gone.has(fingerprint));
  const worse = trial.added.filter((finding) => SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(severity));
  return [
    ...harmsOf(trial, aim),
    ...some(worse, ({ rule, subject }) => `lead to ${code(rule)} at ${code(subject)}`),
    ...problemsOf(trial),
    ...(left.length === 0 ? [] : [left.length < fingerprints.length ? 'end a part of it only' : 'not end it']),
  ];
}

/** Those that are known before the rules are asked. */
export function earlyObjectionsTo(effects: TrialEffects, aim: Aim): readonly string[] {
  const harms = harmsOf(effects, aim);
  return harms.length === 0 ? [] : [...harms, ...problemsOf(effects)];
}

function harmsOf(
  { broken, taken, opened, unfound }: TrialEffects,
  { exposed, freed, takesBack, isPlanned = false }: Aim,
): readonly string[] {
  const harmed = broken.filter(
    (need) =>
      need.kind !== 'published' ||
      !(need.port === '*' ? freed.has(plainName(need.service)) : isExposed(exposed, need.service, need.port)),
  );
  return [
    ...some(
      harmed.filter((need) => need.kind !== 'use' || !(takesBack || (isPlanned && need.isUnnamed))),
      breaks,
    ),
    ...some(takesBack ? [] : taken, takes),
    ...some(opened, opens),
    ...some(unfound, (name) => `leave too little in ${code(name)} to be found as a Compose file`),
  ];
}

function problemsOf({ problems }: TrialEffects): readonly string[] {
  return some(problems, ({ message }) => `not be understood: ${message.replace(/\.$/u, '')}`);
}

/** A container port (`5432/tcp`, `*` for any) of a service, which is known by its id in the graph or in reports. */
export function portKey(service: string, port: string): string {
  return `${plainName(service)} ${port}`;
}

function isExposed(exposed: ReadonlySet<string>, service: string, port: string): boolean {
  return exposed.has(portKey(service, port)) || exposed.has(portKey(service, '*'));
}

/** The first of many says enough; what several ways to start the same files have in common is one. */
function some<T>(all: readonly T[], said: (one: T) => string): readonly string[] {
  const [first, ...rest] = new Set(all.map(said));
  if (first === undefined) return [];
  return [rest.length === 0 ? first : `${first} (and ${String(rest.length)} more like that)`];
}

function breaks(need: BrokenNeed): string {
  const whom = named('from' in need ? need.from : need.service);
  switch (need.kind) {
    case 'need':
      return `keep ${whom} from ${named(need.to)}, which it names in ${code(need.where)}`;
    case 'use':
      return need.isUnnamed
        ? `keep ${whom} from ${named(need.to)}, and no file says who uses it`
        : `keep ${whom} from ${named(need.to)}, which it may use`;
    case 'route':
      return `leave Traefik to take any of the networks of ${whom}, which no label ${code('traefik.docker.network')} tells`;
    case 'host-port':
      return `keep ${whom} from port ${need.port} of the host, where ${named(need.service)} answers, and which it names in ${code(need.where)}`;
    case 'published':
      return need.port === '*'
        ? `close the ports of ${whom} on the host, and no file says which of them are used`
        : `close port ${need.port} of ${whom}`;
    case 'egress':
      return `take its internet access from ${whom}`;
    case 'service':
      return `take ${whom} away`;
  }
}

function takes({ service, what, why }: TakenThing): string {
  return `take ${code(what)} from ${named(service)}, which ${why}, and no file says whether it can do without`;
}

function opens([from, to]: OpenedWay): string {
  return `let ${named(from)} reach ${named(to)}`;
}

/** A service by its plain name: a fix is about one project. */
function named(id: NodeId): string {
  if (id === OUTSIDE) return 'the outside';
  return code(plainName(id));
}
