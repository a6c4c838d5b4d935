import { COMPOSE_VERSIONS, type ComposeVersionName, isComposeVersion } from '../../compose/versions/versions.ts';
import { object, optional } from './object.ts';
import { type PolicyShape, written } from './shape.ts';

const NAMES = Object.keys(COMPOSE_VERSIONS).map((name) => `"${name}"`);

const version = written<ComposeVersionName>(
  `^(${Object.keys(COMPOSE_VERSIONS).join('|').replaceAll('.', '\\.')})$`,
  `${NAMES.join(' or ')}: the versions of Docker Compose whose reading is known`,
  (source) => (isComposeVersion(source) ? source : undefined),
);

const VERSION = optional(
  'version',
  version,
  `Version of Docker Compose, ${NAMES.join(' or ')}. Unless stated, files are read as the newest one does, and a warning says where the other differs.`,
);

/** What the policy says of the Docker Compose that reads the files; `null`: nothing. */
export const compose: PolicyShape<ComposeVersionName | null> = object(
  'Compose',
  [VERSION],
  ({ get }) => get(VERSION) ?? null,
);
