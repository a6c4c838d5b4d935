import type { NetworkMode } from '../project.ts';
import type { Node } from '../yaml/tree.ts';
import { text } from './values.ts';

/** `network_mode` of a service; `null`: none, it is attached to its `networks`. */
export function networkModeOf(service: Node): NetworkMode | null {
  const mode = text(service, 'network_mode');
  if (mode === null || mode.value === '') return null;
  const { value, at } = mode;
  if (value === 'host' || value === 'none') return { kind: value, at };
  if (value === 'bridge' || value === 'default') return { kind: 'default-bridge', at };
  if (value.startsWith('service:')) return { kind: 'service', service: value.slice('service:'.length), at };
  // Podman's: what has that file as its network, of which the process with the first number is the host's.
  if (/^ns:\/proc\/1\/ns\/net$/.test(value)) return { kind: 'host', at };
  if (value.startsWith('ns:')) return { kind: 'container', container: value, at };
  if (value.startsWith('container:')) return { kind: 'container', container: value.slice('container:'.length), at };
  return { kind: 'network', network: value, at };
}
