import type { Attachment, Service } from '../../compose/project.ts';
import { compareText, type Located } from '../../compose/source.ts';
import { CAPABILITIES, capabilityOf } from '../../engines/host/capabilities.ts';
import { refusal } from './refusal.ts';
import { addressOf } from '../../engines/network/subnet.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';

/** Values of a service that the engine cannot read. It passes over MAC addresses where there is no network to have them on. */
export function refusedValues(service: Service): readonly Diagnostic[] {
  const { name, dns, extraHosts, capAdd, capDrop } = service;
  return [
    ...dns
      .filter(({ value }) => addressOf(value) === null)
      .map(({ at, value }) => refusal(at, `\`${value}\`, a name server of \`${name}\`, is no address.`)),
    ...extraHosts.flatMap(({ at, value }) => {
      const address = value.slice(value.indexOf('=') + 1);
      return address === HOST_GATEWAY || addressOf(address) !== null
        ? []
        : [refusal(at, `\`${address}\` in \`extra_hosts\` of \`${name}\` is no address.`)];
    }),
    ...[...capAdd, ...capDrop]
      .filter(({ value }) => !CAPABILITIES.has(capabilityOf(value)))
      .map(({ at, value }) => refusal(at, `\`${value}\` of \`${name}\` is not a capability.`)),
    ...twoMacAddresses(service),
    ...macAddresses(service)
      .filter(({ value }) => !isForOneInterface(value))
      .map(({ at, value }) =>
        refusal(at, `\`${value}\` is not a MAC address that \`${name}\` could have: six bytes, the first one even.`),
      ),
  ];
}

const HOST_GATEWAY = 'host-gateway';

/** Addresses on the service's networks. One on the service itself is for the network with the highest priority, the first by name. */
function macAddresses({ networkMode, networks, macAddress }: Service): readonly Located<string>[] {
  if (networkMode !== null) return [];
  const stated = [...networks.values()].flatMap((attachment) => attachment.macAddress ?? []);
  return mainNetwork(networks)?.macAddress === null && macAddress !== null ? [...stated, macAddress] : stated;
}

function mainNetwork(networks: Service['networks']): Attachment | undefined {
  return [...networks.values()].sort((a, b) => b.priority - a.priority || compareText(a.network, b.network))[0];
}

function twoMacAddresses({ name, networkMode, networks, macAddress }: Service): readonly Diagnostic[] {
  const stated = networkMode === null ? (mainNetwork(networks)?.macAddress ?? null) : null;
  return stated === null || macAddress === null || stated.value === macAddress.value
    ? []
    : [refusal(stated.at, `\`${name}\` has another MAC address on the network that its \`mac_address\` is for.`)];
}

/** Whether Go's `net.ParseMAC` reads it, and the kernel takes it: no address of a group, and none that is longer than 6 bytes. */
function isForOneInterface(text: string): boolean {
  const isWritten =
    /^[\da-f]{2}(:[\da-f]{2}){5}$/i.test(text) ||
    /^[\da-f]{2}(-[\da-f]{2}){5}$/i.test(text) ||
    /^[\da-f]{4}(\.[\da-f]{4}){2}$/i.test(text);
  return isWritten && Number.parseInt(text.slice(0, 2), 16) % 2 === 0;
}
