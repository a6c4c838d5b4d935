import type { Services } from './services.ts';
import { error, type Problems } from '../diagnostics.ts';
import { nearest } from '../../words/nearest.ts';
import { profilesOf } from '../profiles.ts';
import { entriesOf, valueOf } from '../yaml/nodes.ts';
import type { MapEntry, Node } from '../yaml/tree.ts';

/** Every service that another depends on, in whatever way, is there; one that is switched off by its profile only if it is optional. */
export function checkDependencies(services: Services, inactive: Services, problems: Problems): void {
  for (const [name, { value }] of services) {
    for (const [other, entry] of entriesOf(valueOf(value, 'depends_on'))) {
      if (services.has(other) || (inactive.has(other) && isOptional(entry.value))) continue;
      problems.push(
        inactive.has(other)
          ? switchedOff(name, other, entry, inactive)
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
      if (needed.length === 0 || isOptional(entry.value)) continue;
      const isStarted = own.length > 0 && own.every((profile) => needed.includes(profile));
      if (!isStarted) problems.push({ ...switchedOff(name, other, entry, services), severity: 'warning' });
    }
  }
}

function isOptional(dependency: Node): boolean {
  const required = valueOf(dependency, 'required');
  return required?.kind === 'scalar' && required.value === false;
}

function switchedOff(name: string, other: string, { at }: MapEntry, inactive: Services): ReturnType<typeof error> {
  return error(
    'depends-on-inactive',
    at,
    `The service ${name} depends on ${other}, which only the profile ${profilesOf(inactive.get(other)?.value).join(' or ')} starts. Give both the same profile, or write "required: false" under depends_on.`,
  );
}

function undefinedService(
  name: string,
  other: string,
  { at }: MapEntry,
  names: readonly string[],
): ReturnType<typeof error> {
  const near = nearest(other, names);
  return error(
    'undefined-service',
    at,
    `The service ${name} depends on "${other}", which does not exist.${near === null ? '' : ` Is "${near}" meant?`}`,
  );
}
