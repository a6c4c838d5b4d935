import { isForeign, mayUseNftables } from './engines.ts';
import type { EngineSettings } from './settings.ts';

/**
 * An engine as a command line names it: `28`, `28.5`, `29:nftables`, `docker`, `podman`, `podman:podman-compose`; all else is as in `settings`.
 * `null`: there is no such engine, or no record of it.
 */
export function engineNamed(text: string, settings: EngineSettings): EngineSettings | null {
  const [, name, major, minor, variant] =
    /^(docker|podman)?-?(?:(\d{1,3})(?:\.(\d{1,3}))?(?:\.\d{1,3})?)?(?::([a-z-]+))?$/.exec(text) ?? [];
  if (name === undefined && major === undefined) return null;
  const named: EngineSettings = {
    ...settings,
    name: name === 'podman' ? 'podman' : 'docker',
    version: major === undefined ? null : { major: Number(major), minor: Number(minor ?? 0) },
    firewallBackend: 'iptables',
    compose: 'docker-compose',
  };
  const found = variant === undefined ? named : VARIANTS.get(variant)?.(named);
  return found === undefined || found === null || isForeign(found) ? null : found;
}

const VARIANTS: ReadonlyMap<string, (settings: EngineSettings) => EngineSettings | null> = new Map<
  string,
  (settings: EngineSettings) => EngineSettings | null
>([
  ['iptables', (settings) => settings],
  ['nftables', (settings) => (mayUseNftables(settings) ? { ...settings, firewallBackend: 'nftables' } : null)],
  ['docker-compose', (settings) => settings],
  ['podman-compose', (settings) => (settings.name === 'podman' ? { ...settings, compose: 'podman-compose' } : null)],
]);
