import { checkContainerNames } from './container-names.ts';
import { checkCycles } from './cycles.ts';
import { checkDependencies, checkProfilesOfDependencies } from './dependencies.ts';
import { checkExclusions } from './exclusions.ts';
import { checkMountTargets } from './mount-targets.ts';
import { checkReferences } from './references.ts';
import type { Services } from './services.ts';
import type { Problems } from '../diagnostics.ts';
import { entriesOf, valueOf } from '../yaml/nodes.ts';
import { compareText } from '../source.ts';
import type { MapNode } from '../yaml/tree.ts';

/**
 * What no single attribute can show to be wrong, in the services that are started: names that nothing has, attributes that exclude each other, cycles.
 * `areAlternatives`: services of different profiles need not be started together.
 */
export function checkConsistency(
  model: MapNode,
  inactive: Services,
  areAlternatives: boolean,
  problems: Problems,
): void {
  const services: Services = new Map([...entriesOf(valueOf(model, 'services'))].sort(([a], [b]) => compareText(a, b)));
  checkReferences(model, services, problems);
  checkDependencies(services, inactive, problems);
  if (areAlternatives) checkProfilesOfDependencies(services, problems);
  checkExclusions(services, problems);
  checkContainerNames(services, areAlternatives, problems);
  checkMountTargets(services, problems);
  checkCycles(services, problems);
}
