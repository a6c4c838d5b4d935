import type { Services } from './services.ts';
import { error, type Problems } from '../diagnostics.ts';
import { profilesOf, runTogether } from '../profiles.ts';
import { stringOf, valueOf } from '../yaml/nodes.ts';

/** A container name belongs to one container at a time. `areAlternatives`: services without a profile in common do not run at one time. */
export function checkContainerNames(services: Services, areAlternatives: boolean, problems: Problems): void {
  const owners = new Map<string, string[]>();
  for (const [service, { value }] of services) {
    const node = valueOf(value, 'container_name');
    const name = stringOf(node);
    if (node === undefined || name === undefined || name === '') continue;
    const named = owners.get(name) ?? [];
    const profiles = profilesOf(value);
    const owner = named.find(
      (other) => !areAlternatives || runTogether(profiles, profilesOf(services.get(other)?.value)),
    );
    if (owner !== undefined)
      problems.push(
        error(
          'container-name-taken',
          node.at,
          `The container name ${name} is also that of the service ${owner}. Two containers cannot share it.`,
        ),
      );
    else owners.set(name, [...named, service]);
    const count = [valueOf(value, 'scale'), valueOf(valueOf(value, 'deploy'), 'replicas')].find(
      (replicas) => replicas !== undefined,
    );
    if (count?.kind === 'scalar' && typeof count.value === 'number' && count.value > 1) {
      problems.push(
        error(
          'container-name-scaled',
          node.at,
          `The service ${service} starts ${count.value} containers, which cannot share the name ${name}.`,
        ),
      );
    }
  }
}
