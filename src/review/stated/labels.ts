import { type Diagnostic, warning } from '../../compose/diagnostics.ts';
import type { Project, Service } from '../../compose/project.ts';
import type { Located } from '../../compose/source.ts';
import type { Policy, Selector } from '../../policy/policy.ts';
import { LISTENS_LABEL } from '../../topology/build/listens.ts';
import { NEEDS_LABEL } from '../../topology/build/stated-needs.ts';
import type { ZoneOf } from '../../topology/topology.ts';
import { ZONE_LABEL, zoneOf } from '../../topology/zones/zones.ts';
import { type Zone, ZONES } from '../../catalogue/zone.ts';
import { code } from '../../words/words.ts';
import { matchesPattern } from '../../words/pattern.ts';
import type { FoundProject } from '../find/project.ts';

export interface Labelled {
  readonly projects: readonly FoundProject[];
  /** ServiceLabels that do not count yet, each at its place. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The projects of the head with the labels that the base states: what a change says of itself counts from the next change on, as the policy
 * does. That is so for `bulkhead.…` and for labels by which the policy names services. Of a service that is new here a zone counts where it makes
 * the answer stricter: nothing else is known of it.
 */
export function withStatedLabels(
  base: readonly FoundProject[],
  head: readonly FoundProject[],
  policy: Policy,
): Labelled {
  const before = new Map(base.map(({ key, project }) => [key, project]));
  const diagnostics: Diagnostic[] = [];
  const projects = head.map((found): FoundProject => {
    const { key, project } = found;
    if (project === null) return found;
    const services = new Map(
      [...project.services].map(([name, service]) => {
        const owner = before.get(key) ?? null;
        const was = owner?.services.get(name) ?? null;
        const isOther =
          was !== null &&
          owner !== null &&
          isOtherSoftware(inferredZone(was, owner, policy), inferredZone(service, project, policy));
        const labels = was === null || isOther ? ofNew(service, project, policy) : asStated(service, was, policy);
        diagnostics.push(...(isOther ? ofOther(service, labels, project) : changes(service, labels, project)));
        return [name, labels === service.labels ? service : { ...service, labels }];
      }),
    );
    return { ...found, project: { ...project, services } };
  });
  return { projects, diagnostics };
}

type ServiceLabels = Service['labels'];

const OWN: ReadonlySet<string> = new Set([ZONE_LABEL, LISTENS_LABEL, NEEDS_LABEL]);

/** Labels of the head, with the guarded ones of the base. */
function asStated({ labels }: Service, { labels: was }: Service, policy: Policy): ServiceLabels {
  const named = new Set([...labels.keys(), ...was.keys()]);
  const guarded = [...named].filter((name) => OWN.has(name) || (was.has(name) && isSelector(name, policy)));
  const changed = guarded.filter((name) => labels.get(name)?.value !== was.get(name)?.value);
  return changed.length === 0
    ? labels
    : replaced(labels, new Map(changed.map((name) => [name, was.get(name) ?? null])));
}

function replaced(labels: ServiceLabels, others: ReadonlyMap<string, Located<string> | null>): ServiceLabels {
  const kept = [...labels].filter(([name]) => !others.has(name));
  return new Map([
    ...kept,
    ...[...others].flatMap(([name, label]) => (label === null ? [] : [[name, label] as const])),
  ]);
}

/** Whether an isolation rule of the policy names services by it. */
function isSelector(name: string, { isolation }: Policy): boolean {
  const names = (selector: Selector): boolean => selector.kind === 'label' && matchesPattern(selector.key, name);
  return isolation.some(({ from, to }) => names(from) || names(to));
}

function ofNew(service: Service, project: Project, policy: Policy): ServiceLabels {
  const { labels } = service;
  const zone = labels.get(ZONE_LABEL)?.value;
  const counts =
    inferredZone(service, project, policy).zone === 'app' && STRICTER.some((stricter) => stricter === zone);
  const gone = [...OWN].filter((name) => labels.has(name) && !(counts && name === ZONE_LABEL));
  return gone.length === 0 ? labels : replaced(labels, new Map(gone.map((name) => [name, null])));
}

/** What `service` is for where its labels do not count. */
function inferredZone(service: Service, project: Project, policy: Policy): ZoneOf {
  return zoneOf(
    { ...service, labels: replaced(service.labels, new Map([...OWN].map((name) => [name, null]))) },
    {
      projectId: project.name,
      overrides: policy.assumptions.zones,
      directory: project.directory,
      isShared: false,
      isAwaited: false,
      written: project.written,
      built: project.beside.get(service.name)?.built ?? null,
    },
  );
}

/** Whether what had the name is gone, and something known for another purpose has it: a label told of the former. */
function isOtherSoftware(was: ZoneOf, is: ZoneOf): boolean {
  return is.software !== null && is.zone !== was.zone;
}

/** Zones that rules ask more of than of an application. */
const STRICTER: readonly Zone[] = ['edge', 'frontend', 'data', 'admin'];

function ofOther(
  { name: service, labels }: Service,
  counting: ServiceLabels,
  { written }: Project,
): readonly Diagnostic[] {
  return [...labels].flatMap(([name, { value, at }]) => {
    if (counting.has(name)) return [];
    if (written.at(at).isFromVariable)
      return [
        warning(
          'label-not-counted',
          at,
          `This change makes ${code(service)} something else. Its label ${code(name)} counts from the next change on, as a changed policy does.`,
        ),
      ];
    const message = `This change makes ${code(service)} something else. Its label ${code(`${name}: ${value}`)} counts from the next change on, as a changed policy does.`;
    return [warning('label-not-counted', at, message)];
  });
}

function changes(
  { name: service, at, labels }: Service,
  counting: ServiceLabels,
  { written }: Project,
): readonly Diagnostic[] {
  if (labels === counting) return [];
  const names = [...new Set([...labels.keys(), ...counting.keys()])];
  return names.flatMap((name) => {
    const [label, counted] = [labels.get(name), counting.get(name)];
    if (label?.value === counted?.value) return [];
    const does =
      label === undefined
        ? `takes the label ${code(name)} from ${code(service)}`
        : `labels ${code(service)} with ${code(written.at(label.at).isFromVariable ? name : `${name}: ${label.value}`)}`;
    // What a variable of the base held is not to be told.
    const isPlain =
      counted !== undefined &&
      (ZONES.some((zone) => zone === counted.value) || /^[\d\s,/tcpud-]+$/u.test(counted.value));
    const until =
      counted === undefined ? 'it has none' : isPlain ? `${code(counted.value)} counts` : 'that of the base counts';
    const message = `This change ${does}. That counts from the next change on, as a changed policy does; until then ${until}.`;
    return [warning('label-not-counted', label?.at ?? at, message)];
  });
}
