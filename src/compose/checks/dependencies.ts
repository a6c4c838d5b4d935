import type { Services } from './services.ts';
import { error, type Problems } from '../diagnostics.ts';
import { nearest } from '../../words/nearest.ts';
import { profilesOf } from '../profiles.ts';
import { entriesOf, stringOf, valueOf } from '../yaml/nodes.ts';
import type { MapEntry, Node } from '../yaml/tree.ts';

/** Every service that another depends on, in whatever way, is there; one that is switched off by its profile only if it is optional. */
export function checkDependencies(services: Services, inactive: Services, problems: Problems): void {
  for (const [name, { value }] of services) {
    for (const [other, entry] of entriesOf(valueOf(value, 'depends_on'))) {
      if (services.has(other) || (inactive.has(other) && isOptional(entry.value) && networkOf(value) !== other))
        continue;
      problems.push(
        inactive.has(other)
          ? switchedOff([name, value], other, entry, inactive)
          : undefinedService(name, other, entry, [...services.keys()]),
      );
    }
  }
}

/** Of services that are all started by some profile: each is started by every profile that starts who depends on it. */
export function checkProfilesOfDependencies(services: Services, problems: Problems): void {
  for (const [name, { value }] of services) {
    for (const [other, entry] of entriesOf(valueOf(value, 'depends_on'))) {
      const [own, needed] = [profilesOf(value), profilesOf(services.get(other)?.value)];
      if (needed.length === 0 || (isOptional(entry.value) && networkOf(value) !== other)) continue;
      const isStarted = own.length > 0 && own.every((profile) => needed.includes(profile));
      if (!isStarted) problems.push({ ...switchedOff([name, value], other, entry, services), severity: 'warning' });
    }
  }
}

/** The service whose network another one is in: it has to be there, also where a dependency on it need not. */
function networkOf(service: Node): string | undefined {
  return /^service:(.*)$/s.exec(stringOf(valueOf(service, 'network_mode')) ?? '')?.[1];
}

function isOptional(dependency: Node): boolean {
  const required = valueOf(dependency, 'required');
  return required?.kind === 'scalar' && required.value === false;
}

function switchedOff(
  [name, service]: readonly [string, Node],
  other: string,
  { at }: MapEntry,
  inactive: Services,
): ReturnType<typeof error> {
  const [shares, advice] =
    networkOf(service) === other
      ? ['is in the network of', '']
      : ['depends on', ', or write "required: false" under depends_on'];
  return error(
    'depends-on-inactive',
    at,
    `The service ${name} ${shares} ${other}, which only the profile ${profilesOf(inactive.get(other)?.value).join(' or ')} starts. Give both the same profile${advice}.`,
  );
}

function undefinedService(
  name: string,
  other: string,
  { at }: MapEntry,
  names: readonly string[],
): ReturnType<typeof error> {
  const near = nearest(
    other,
    names.filter((each) => each !== name),
  );
  return error(
    'undefined-service',
    at,
    `The service ${name} depends on "${other}", which does not exist.${near === null ? '' : ` Is "${near}" meant?`}`,
  );
}
