import { compareLocations, compareText, type SourceLocation } from '../../compose/source.ts';
import type { Assumptions } from '../assumptions.ts';
import type { Engine } from '../../engines/engine.ts';
import { enginesOf } from '../../engines/engines.ts';
import { conflictsOf } from './conflicts.ts';
import { LISTENS_LABEL, portsIn } from '../build/listens.ts';
import { assumedOf } from './assumed.ts';
import { tooFewPools } from './address-pools.ts';
import { refusedAddresses } from './addresses.ts';
import { refusedBindings } from './bindings.ts';
import { refusal } from './refusal.ts';
import { refusedNames } from './names.ts';
import { refusedNetworks } from './networks.ts';
import { refusedRanges } from './ranges.ts';
import { refusedServices } from './services.ts';
import type { Topology } from '../topology.ts';
import { ZONE_LABEL } from '../zones/zones.ts';
import { ZONES } from '../../catalogue/zone.ts';
import { unknownsOf } from '../unknown.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';

/** What Docker refuses to start, and what had to be assumed of what the files do not say. Sorted by place. */
export function diagnosticsOf(topology: Topology, assumptions: Assumptions): readonly Diagnostic[] {
  return [
    ...byEveryEngine(enginesOf(assumptions.engine), (engine) => [
      ...refusedNetworks(topology, engine),
      ...refusedAddresses(topology, engine),
      ...refusedBindings(topology, engine),
      ...refusedPorts(topology, engine),
      ...refusedDefaults(topology, engine),
      ...tooFewPools(topology, engine),
    ]),
    ...refusedNames(topology),
    ...nothingToStart(topology),
    ...assumedOf(topology, enginesOf(assumptions.engine)),
    ...[...topology.services.values()].flatMap((service) => [...refusedServices(service, topology)]),
    ...refusedRanges(topology),
    ...conflictsOf(topology),
    ...misreadLabels(topology),
    ...unknownsOf(topology).map(({ code, at, message }) => ({ code, severity: 'warning' as const, message, at })),
  ].sort((a, b) => compareLocations(a.at, b.at) || compareText(a.message, b.message));
}

/** What all engines that count refuse; what only one does is a warning that names it. */
function byEveryEngine(
  engines: readonly Engine[],
  refusals: (engine: Engine) => readonly Diagnostic[],
): readonly Diagnostic[] {
  const found = new Map<string, { readonly diagnostic: Diagnostic; readonly engines: Engine[] }>();
  for (const engine of engines) {
    for (const diagnostic of refusals(engine)) {
      const key = JSON.stringify([diagnostic.at, diagnostic.message]);
      const known = found.get(key) ?? { diagnostic, engines: [] };
      found.set(key, known);
      known.engines.push(engine);
    }
  }
  return [...found.values()].map(({ diagnostic, engines: refusing }) =>
    new Set(refusing).size === engines.length
      ? diagnostic
      : { ...diagnostic, severity: 'warning', message: `On ${refusing[0]?.name ?? ''}: ${diagnostic.message}` },
  );
}

/** A container port 0 stands for none. */
function refusedPorts({ services }: Topology, engine: Engine): readonly Diagnostic[] {
  if (!engine.refusesPortZero) return [];
  return [...services.values()].flatMap(({ service: { name, ports } }) =>
    ports
      .filter(({ target }) => target === 0)
      .map(({ at }) => refusal(at, `\`${name}\` publishes the container port 0, which is none.`)),
  );
}

/** A loader that creates no `default` takes the name for a network that is missing. */
function refusedDefaults({ projects }: Topology, engine: Engine): readonly Diagnostic[] {
  if (engine.implicitNetwork === 'own') return [];
  return projects.flatMap(({ project: { services, networks } }) =>
    networks.get('default')?.implicit !== true
      ? []
      : [...services.values()].flatMap(({ name, networks: joined }) => {
          const named = joined.get('default');
          return named === undefined || named.implicit
            ? []
            : [
                refusal(
                  named.at,
                  `\`${name}\` joins \`default\`, which podman-compose wants declared under \`networks\`.`,
                ),
              ];
        }),
  );
}

/** A project without a service that is active: `docker compose up` has nothing to start. */
function nothingToStart({ projects }: Topology): readonly Diagnostic[] {
  return projects.flatMap(({ id, project: { services, files, inactive } }) => {
    const [file] = files;
    if (services.size > 0 || file === undefined) return [];
    const why = inactive.size === 0 ? 'its files have none' : 'all of them are of profiles that are not active';
    const text = `no service of project \`${id}\` is started: ${why}.`;
    return [refusal({ file, line: 1, column: 1 }, text, 'warning')];
  });
}

/** Labels for Bulkhead that it does not understand: they count as not there. */
function misreadLabels({ services }: Topology): readonly Diagnostic[] {
  return [...services.values()].flatMap(({ service: { name, labels } }) => {
    const zone = labels.get(ZONE_LABEL);
    const listens = labels.get(LISTENS_LABEL);
    return [
      ...(zone === undefined || ZONES.some((known) => known === zone.value)
        ? []
        : [misread(zone.at, ZONE_LABEL, name, `is not one of ${ZONES.join(', ')}, so the zone is inferred`)]),
      ...(listens === undefined || portsIn(listens.value) !== null
        ? []
        : [misread(listens.at, LISTENS_LABEL, name, 'is not a list of TCP ports as `5432, 9187`, so any port counts')]),
    ];
  });
}

function misread(at: SourceLocation, label: string, service: string, why: string): Diagnostic {
  return { code: 'label-misread', severity: 'warning', message: `Label \`${label}\` of \`${service}\` ${why}.`, at };
}
