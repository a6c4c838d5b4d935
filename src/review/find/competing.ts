import { isOfSwarm } from '../../compose/bind/swarm.ts';
import { repositoryOf } from '../../catalogue/image.ts';
import type { Port, Project, Service } from '../../compose/project.ts';
import { saysEnvironment } from '../../rules/environments-share-data.ts';

/**
 * Whether two projects are ways to start one thing, of which only one can be there: most services of the smaller are in both with one image, and they claim
 * what the host has once, as a container's name, a port or the project's own name, or are stacks of a swarm, of which one holds the other.
 */
export function areCompeting(one: Project, other: Project): boolean {
  const [small, large] = one.services.size <= other.services.size ? [one, other] : [other, one];
  const [software, ofLarge] = [softwareIn(small), softwareIn(large)];
  const shared = [...small.services.values()].flatMap((service) => {
    const twin = large.services.get(service.name);
    const isSame = software.get(service.name) === ofLarge.get(service.name);
    return twin !== undefined && isSame ? [[service, twin] as const] : [];
  });
  if (shared.length === 0 || shared.length * 2 < small.services.size) return false;
  return (
    nameOf(one) === nameOf(other) ||
    shared.some(([service, twin]) => claimTheSame(service, twin)) ||
    (shared.length > 1 && areStacksOfOne(one, other))
  );
}

/** Texts of which two projects that compete have at least one in common. */
export function claimsOf(project: Project): readonly string[] {
  const known = CLAIMS.get(project);
  if (known !== undefined) return known;
  const software = softwareIn(project);
  const inSwarm = isOfSwarm(project) ? [...software].map((one) => `swarm ${one.join(' ')}`) : [];
  const ofServices = [...project.services.values()].flatMap(({ containerName, ports }) => [
    ...(containerName === null ? [] : [`container ${containerName.value}`]),
    ...ports.flatMap(({ published }) => (published === null ? [] : [`port ${published}`])),
  ]);
  const claims = [...new Set([`name ${nameOf(project)}`, ...inSwarm, ...ofServices])];
  CLAIMS.set(project, claims);
  return claims;
}

/** Every trial of a fix groups all projects again. */
const CLAIMS = new WeakMap<Project, readonly string[]>();

/** The software of each service. */
function softwareIn(project: Project): ReadonlyMap<string, string | null> {
  const known = SOFTWARE.get(project);
  if (known !== undefined) return known;
  const software = new Map([...project.services.values()].map((service) => [service.name, softwareOf(service)]));
  SOFTWARE.set(project, software);
  return software;
}

const SOFTWARE = new WeakMap<Project, ReadonlyMap<string, string | null>>();

function nameOf({ name, told }: Project): string {
  return told.stackName ?? name;
}

/** What is built here has no name that two folders have in common. */
function softwareOf({ image }: Service): string | null {
  return image === null ? null : repositoryOf(image.value);
}

function claimTheSame(service: Service, twin: Service): boolean {
  const { containerName } = service;
  if (containerName !== null && containerName.value !== '' && containerName.value === twin.containerName?.value)
    return true;
  return service.ports.some((port) => twin.ports.some((of) => isSamePort(port, of)));
}

function isSamePort(one: Port, other: Port): boolean {
  return (
    one.published !== null &&
    /^0*[1-9]\d*$/.test(one.published) &&
    one.published === other.published &&
    one.protocol === other.protocol &&
    one.hostIp === other.hostIp
  );
}

/** Stacks that calls give names of their own run side by side, and so do environments. */
function areStacksOfOne(one: Project, other: Project): boolean {
  return (
    [one, other].every(isOfSwarm) &&
    [one, other].some(({ told }) => told.stackName === null) &&
    ![one, other].some(({ name, files }) => [name, ...files].some(saysEnvironment))
  );
}
