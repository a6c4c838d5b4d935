import { DOCKER_26 } from './docker/26.ts';
import { DOCKER_27 } from './docker/27.ts';
import { DOCKER_28 } from './docker/28.ts';
import type { Engine } from './engine.ts';
import type { EngineSettings } from './settings.ts';

/** Versions of Docker Engine, the newest first. Another one is a record more. */
const DOCKER = [DOCKER_28, DOCKER_27, DOCKER_26];

/** Major versions whose answers were compared with a running engine. */
export const MEASURED = { least: 26, most: 28 };

/** The engine that `settings` describe: the newest record that is not newer than its version, with what its daemon is told. */
export function engineOf(settings: EngineSettings): Engine {
  const { version, userlandProxy, allowDirectRouting, icc } = settings;
  const { behaviours } = DOCKER.find(({ since }) => since <= version.major) ?? DOCKER_26;
  return {
    ...behaviours,
    name: nameOf(settings),
    version: String(version.major),
    directRouting: behaviours.directRouting || allowDirectRouting,
    userlandProxy,
    defaultBridgeOpen: icc,
  };
}

function nameOf({ version, userlandProxy, allowDirectRouting, icc }: EngineSettings): string {
  return [
    `Docker Engine ${String(version.major)}${version.minor === 0 ? '' : `.${String(version.minor)}`}`,
    ...(userlandProxy ? [] : ['without userland proxy']),
    ...(allowDirectRouting ? ['with direct routing'] : []),
    ...(icc ? [] : ['without icc on the default bridge']),
  ].join(', ');
}
