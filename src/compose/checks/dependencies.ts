import type { Services } from './services.ts';
import { error, type Problems } from '../diagnostics.ts';
import { nearest } from '../../words/nearest.ts';
import { entriesOf, itemsOf, stringOf, valueOf } from '../yaml/nodes.ts';
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

function isOptional(dependency: Node): boolean {
  const required = valueOf(dependency, 'required');
  return required?.kind === 'scalar' && required.value === false;
}

function switchedOff(name: string, other: string, { at }: MapEntry, inactive: Services): ReturnType<typeof error> {
  const profiles = itemsOf(valueOf(inactive.get(other)?.value, 'profiles')).flatMap(
    (profile) => stringOf(profile) ?? [],
  );
  return error(
    'depends-on-inactive',
    at,
    `The service ${name} depends on ${other}, which only the profile ${profiles.join(' or ')} starts. Give both the same profile, or write "required: false" under depends_on.`,
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
