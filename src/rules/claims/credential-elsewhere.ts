import { credentialsIn, isCommonplace, mayHoldCredential } from '../../catalogue/credentials.ts';
import { familyOf } from '../../catalogue/catalogue.ts';
import { NO_FILES, type Project, type Service } from '../../compose/project.ts';
import { placeKey, type SourceLocation } from '../../compose/source.ts';
import { isNamed } from '../../topology/needs/needs.ts';
import type { TopologyService } from '../../topology/topology.ts';
import type { RuleContext } from '../context.ts';

/**
 * Words of command lines that are one of `credentials`, and settings of Dockerfiles that hold one and that no setting takes the place of.
 * `known`: places that are looked after. What is also the name of a user or a database says nothing.
 */
export function placesInCode(
  project: Project,
  credentials: ReadonlySet<string>,
  known: ReadonlySet<string>,
): readonly SourceLocation[] {
  const services = [...project.services.values()];
  const names = new Set(services.flatMap(namesIn));
  const rare = [...credentials].filter((credential) => !isCommonplace(credential) && !names.has(credential));
  return services.flatMap((service) => [
    ...textsOf(service).flatMap(({ value, at }) => {
      const text = (project.written.at(at).template ?? value).replace(/\$\{[^{}]*\}/g, ' ');
      return !known.has(placeKey(at)) && rare.some((credential) => isWordOf(text, credential)) ? [at] : [];
    }),
    ...(project.beside.get(service.name)?.built?.environment ?? []).flatMap(({ key, value, at }) =>
      !service.environment.has(key) && credentialsIn(key, value).some((credential) => credentials.has(credential))
        ? [at]
        : [],
    ),
  ]);
}

function textsOf({ command, entrypoint, healthcheck, hooks }: Service): Service['command'] {
  return [...command, ...entrypoint, ...healthcheck, ...hooks.flatMap((hook) => hook.command)];
}

function namesIn({ environment }: Service): readonly string[] {
  return [...environment].flatMap(([key, { value }]) => (value === null || mayHoldCredential(key) ? [] : [value]));
}

function isWordOf(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = (text[at - 1] ?? ' ') + (text[at + word.length] ?? ' ');
    if (!/\w/.test(around)) return true;
  }
  return false;
}

/** Services that use one of `stores` and are told no credential by any setting or file, so that they have it in what they are made from. */
export function toldNothing({ topology, needs }: RuleContext, stores: readonly TopologyService[]): readonly Service[] {
  const ids = new Set(stores.map(({ id }) => id));
  return [...topology.services.values()].flatMap(({ id, project, service, zone }) => {
    const isOwn = service.build !== null || (service.image !== null && familyOf(service.image.value) === null);
    const loaded = topology.projects.find((one) => one.id === project)?.project;
    const told = loaded?.told.needs.get(service.name);
    const isClient =
      (needs.get(id) ?? []).some((need) => isNamed(need) && ids.has(need.to)) ||
      stores.some((store) => store.project === project && told?.has(store.service.name) === true);
    const isMeant = isClient && isOwn && (zone.zone === 'app' || zone.zone === 'frontend');
    return isMeant && loaded !== undefined && !isTold(loaded, service) ? [service] : [];
  });
}

function isTold(
  { beside }: Project,
  { name, environment, build, command, entrypoint, configs, secrets }: Service,
): boolean {
  const { texts, samples, missing } = beside.get(name) ?? NO_FILES;
  const settings = [...environment.keys(), ...(build?.args.keys() ?? []), ...samples.map(({ key }) => key)];
  const given = configs.length + secrets.length + texts.length + missing.length;
  const lines = [...command, ...entrypoint].map(({ value }) => value);
  return given > 0 || [...settings, ...lines].some((text) => mayHoldCredential(text) || SETTING.test(text));
}

/** What may hold a credential in a connection string, or name a file that does. */
const SETTING = /UR[LI]|DSN|CONN|DATABASE$|CONFIG|:\/\//i;
