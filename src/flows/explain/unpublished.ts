import { type Endpoint, type Endpoints, meetsHost } from '../channels/endpoints.ts';
import { publishedText } from '../channels/evidence.ts';
import { joinsAcross } from '../channels/host-route.ts';
import { listed } from '../../words/words.ts';
import type { QuestionEnd } from './question-end.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Evidence } from '../../compose/source.ts';

/** Why the host's ports do not lead to it either. */
export function notPublished(
  from: QuestionEnd,
  source: Endpoint | undefined,
  to: QuestionEnd,
  target: Endpoint,
  topology: Topology,
  { byId, engine }: Endpoints,
): readonly Evidence[] {
  const { service, publications, onHost } = target;
  if (onHost)
    return source === undefined || meetsHost(source).length > 0
      ? []
      : [{ at: source.service.service.at, note: `${from.name} has no network with an address of the host` }];
  const owner =
    service.namespace.kind === 'own'
      ? (byId.get(service.namespace.owner)?.service.service ?? service.service)
      : service.service;
  const { ports } = owner;
  const [port] = ports;
  if (port === undefined) return [{ at: owner.at, note: `${to.name} publishes nothing` }];
  const written = listed([...new Set(ports.map(publishedText))], Infinity);
  if (publications.length === 0) {
    const internal = target.joins.length > 0 && target.joins.every(({ traits }) => traits.internal);
    const why = internal ? 'which the engine does not serve: it is only on internal networks' : 'which leads nowhere';
    return [{ at: port.at, note: `${to.name} publishes ${written}, ${why}` }];
  }
  const open = publications.filter(({ scope }) => scope !== 'loopback');
  if (open.length === 0) return [{ at: port.at, note: `${to.name} publishes ${written} on the host's loopback only` }];
  if (source === undefined) return [];
  if (!open.some((publication) => joinsAcross(source, publication, new Set(), topology, engine).length > 0)) {
    const at = source.joins[0]?.attachment.attachment.at ?? source.service.service.at;
    return [{ at, note: `${from.name} has no network that reaches published ports of the host` }];
  }
  return engine.userlandProxy
    ? []
    : [
        {
          at: port.at,
          note: `${to.name} publishes ${written}, but without the userland proxy only members of its network reach that`,
        },
      ];
}
