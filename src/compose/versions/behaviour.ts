import { COMPOSE_VERSIONS, type ComposeVersionName } from './versions.ts';
import type { ComposeVersion } from './version.ts';

/** Tells how the version at hand behaves. To be asked only where the answer matters: what was asked for is where versions may differ. */
export type Behaviour = <K extends keyof ComposeVersion>(name: K) => ComposeVersion[K];

/** The behaviour of a version. Each name that is asked for goes into `asked`. */
export function behaviourOf(version: ComposeVersionName, asked: Set<keyof ComposeVersion> = new Set()): Behaviour {
  const record: ComposeVersion = COMPOSE_VERSIONS[version];
  return (name) => {
    asked.add(name);
    return record[name];
  };
}
