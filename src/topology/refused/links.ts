import { serviceId } from '../node-id.ts';
import { DEFAULT_BRIDGE } from '../build/real/networks.ts';
import { refusal } from './refusal.ts';
import type { Topology, TopologyService } from '../topology.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';

/** `links` outside networks of users: not to the network of the host, and on the engine's default bridge only to others on it. */
export function refusedLinks({ service, project }: TopologyService, { services }: Topology): readonly Diagnostic[] {
  const mode = service.networkMode?.kind;
  if (mode !== 'default-bridge' && mode !== 'none') return [];
  return service.links.flatMap(({ at, service: other }) => {
    const target = services.get(serviceId(project, other));
    // Nothing is known of a container that is declared elsewhere.
    if (target === undefined || target.namespace.kind === 'foreign') return [];
    const text = `\`${service.name}\` has a link to \`${other}\`,`;
    if (target.namespace.kind === 'host') return [refusal(at, `${text} which uses the network of the host.`)];
    return mode === 'none' || target.attachments.has(DEFAULT_BRIDGE)
      ? []
      : [refusal(at, `${text} which is not on the engine's default bridge with it.`)];
  });
}
