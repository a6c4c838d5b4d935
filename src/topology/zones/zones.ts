import type { Service } from '../../compose/project.ts';
import type { ZoneOverride } from '../assumptions.ts';
import {
  type Circumstances,
  asBuilt,
  zoneOfBuild,
  zoneOfCommand,
  zoneOfImage,
  zoneOfNames,
  zoneOfPorts,
} from './inferred.ts';
import { matchesPattern } from '../../words/pattern.ts';
import { namesOfImage } from '../../catalogue/image.ts';
import type { ZoneOf } from '../topology.ts';
import { type Zone, ZONES } from '../../catalogue/zone.ts';

/** Label that states what a service is for. */
export const ZONE_LABEL = 'bulkhead.zone';

/** What states or suggests a zone, the most certain first. */
const SOURCES: readonly ((service: Service, about: About) => ZoneOf | null)[] = [
  zoneOfPolicy,
  zoneOfLabel,
  zoneOfImage,
  (service, { built }) => zoneOfCommand(asBuilt(service, built)),
  zoneOfBuild,
  (service, { directory }) => zoneOfNames(service, directory),
  (service, { isShared, built }) => (isShared ? null : zoneOfPorts(service, built)),
];

/** What a zone depends on beside the service's own section. */
export interface About extends Circumstances {
  readonly projectId: string;
  readonly overrides: readonly ZoneOverride[];
  /** The project's folder; `null`: not known. */
  readonly directory: string | null;
  /** Other services use its network namespace, so that its ports may be theirs. */
  readonly isShared: boolean;
}

/**
 * What `service` is for, and why. What the policy states comes first, then the label `bulkhead.zone`, the image, the command, the Dockerfile, the names of service,
 * container and build folder, the container ports; `app` where nothing says otherwise.
 */
export function zoneOf(service: Service, about: About): ZoneOf {
  for (const source of SOURCES) {
    const zone = source(service, about);
    if (zone !== null) return zone;
  }
  const reason = 'nothing in its image, names or ports says otherwise';
  return { zone: 'app', reason, software: null, certainty: 'default', guessedBy: null };
}

function zoneOfPolicy(service: Service, { projectId, overrides }: About): ZoneOf | null {
  const names = [service.name, `${projectId}/${service.name}`];
  const images = namesOfImage(service.image?.value ?? '');
  for (const { zone, services, images: patterns } of overrides) {
    const byName = services.find((pattern) => names.some((name) => matchesPattern(pattern, name)));
    if (byName !== undefined) return stated(zone, `the policy names service ${byName}`);
    const byImage = patterns.find((pattern) => images.some((name) => matchesPattern(pattern.toLowerCase(), name)));
    if (byImage !== undefined) return stated(zone, `the policy names image ${byImage}`);
  }
  return null;
}

function zoneOfLabel(service: Service): ZoneOf | null {
  const label = service.labels.get(ZONE_LABEL);
  const zone = ZONES.find((known): known is Zone => known === label?.value);
  return zone === undefined ? null : stated(zone, 'its label bulkhead.zone says so');
}

function stated(zone: Zone, reason: string): ZoneOf {
  return { zone, reason, software: null, certainty: 'stated', guessedBy: null };
}
