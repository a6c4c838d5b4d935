import type { NodeId } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import type { Reach } from './front-reach.ts';
import { isFrontTier } from './front-names.ts';
import type { Fix } from './rule.ts';
import { code, listed } from './wording.ts';

/**
 * Whether of the two on `network` it is the store that does not belong there: the network is the front tier by its name, or the store has
 * another network and the front has none.
 */
export function isStoreAstray(
  { topology }: RuleContext,
  { front, store }: Omit<Reach, 'flow'>,
  network: NodeId,
): boolean {
  const shared = topology.networks.get(network);
  const isExplicit = store.attachments.get(network)?.attachment.implicit === false;
  if (shared !== undefined && isFrontTier(shared) && isExplicit) return true;
  return store.attachments.size > 1 && front.attachments.size === 1;
}

/** How to take a front and a store apart. */
export function fixOf(context: RuleContext, reach: Reach): Fix {
  const { means } = reach.flow;
  const [from, to] = [code(reach.front.service.name), code(reach.store.service.name)];
  switch (means.kind) {
    case 'network':
      return apart(context, reach, means.network, means.name);
    case 'through-host': {
      const caveat = `Services on a network of ${to} reach it without published ports.`;
      return { summary: `Do not publish ports of ${to}, or bind them to 127.0.0.1.`, yaml: null, caveat };
    }
    case 'volume':
      return { summary: `Do not mount ${code(means.name)} in ${from}.`, yaml: null, caveat: null };
    default:
      return {
        summary: `Give ${from} and ${to} network namespaces and networks of their own.`,
        yaml: null,
        caveat: null,
      };
  }
}

function apart(context: RuleContext, reach: Reach, network: NodeId, name: string): Fix {
  const leaving = isStoreAstray(context, reach, network) ? reach.store : reach.front;
  const others = [...leaving.attachments.keys()].filter((id) => id !== network);
  const rest = others.map((id) => code(context.topology.networks.get(id)?.key ?? id));
  if (rest.length > 0) return leave(leaving.service.name, name, `It keeps reaching what is on ${listed(rest)}.`);
  const [from, to] = [reach.front.service.name, reach.store.service.name];
  return {
    summary: `Put ${code(to)} on a network that ${code(from)} is not on, together with the services that use it.`,
    yaml: [
      'services:',
      `  ${to}:`,
      '+   networks: [backend]',
      '  # and on each service that uses it:',
      `+   networks: [${name}, backend]`,
      'networks:',
      '+ backend:',
    ].join('\n'),
    caveat: `A service on both networks talks to both; only ${code(from)} loses ${code(to)}.`,
  };
}

/** Taking a service off a network it has no business on. */
export function leave(service: string, network: string, caveat: string): Fix {
  return {
    summary: `Take ${code(service)} off ${code(network)}.`,
    yaml: `services:\n  ${service}:\n    networks:\n-     - ${network}`,
    caveat,
  };
}
