import type { EngineSettings } from '../../engines/settings.ts';

/** The daemon that the answers are for, in words. */
export function engineText({ version, userlandProxy, allowDirectRouting, icc }: EngineSettings): string {
  return [
    `Docker Engine ${String(version.major)}${version.minor === 0 ? '' : `.${String(version.minor)}`}`,
    ...(userlandProxy ? [] : ['without userland proxy']),
    ...(allowDirectRouting ? ['with direct routing'] : []),
    ...(icc ? [] : ['without icc on the default bridge']),
  ].join(', ');
}
