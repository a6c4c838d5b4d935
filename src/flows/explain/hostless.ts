import type { Evidence } from '../../compose/source.ts';
import type { Endpoint } from '../channels/endpoints.ts';
import type { Topology } from '../../topology/topology.ts';

/** Why the host has no address in the networks of a service. */
export function hostlessNetworks({ joins }: Endpoint, { networks }: Topology): readonly Evidence[] {
  return joins.flatMap(({ traits, attachment }) => {
    const network = networks.get(attachment.network);
    const declared = network?.declarations[0]?.network;
    if (network === undefined || [...traits.families.values()].some(({ host }) => host)) return [];
    const [option] = OPTIONS.flatMap((name) => {
      const found = declared?.driverOptions.get(`com.docker.network.bridge.${name}`);
      return found === undefined ? [] : [{ name, ...found }];
    });
    const isBridge = traits.layer === 'bridge';
    const at = (isBridge ? option?.at : declared?.driver?.at) ?? attachment.attachment.at;
    const why = isBridge
      ? option === undefined
        ? ''
        : ` (${option.name} is ${option.value})`
      : ` (it is ${network.driver})`;
    return [{ at, note: `the host has no address in ${network.key}${why}` }];
  });
}

const OPTIONS = ['gateway_mode_ipv4', 'gateway_mode_ipv6', 'inhibit_ipv4'] as const;
