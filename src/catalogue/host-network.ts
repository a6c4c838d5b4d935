import { familyOf } from './catalogue.ts';

/** Software that its makers run on the network of the host: it finds devices of the LAN, moves addresses, or looks at the machine itself. */
const ON_HOST_NETWORK: ReadonlySet<string> = new Set([
  'Home Assistant',
  'ESPHome',
  'Plex',
  'Jellyfin',
  'Pi-hole',
  'AdGuard Home',
  'a VPN',
  'the exporter of a machine',
  'Netdata',
  'Glances',
  'Beszel',
  'CrowdSec',
  'fail2ban',
  'Datadog',
  'Wazuh',
  'Falco',
]);

/** Other images of that kind, by the last part of their name. */
const NAMES =
  /(^|\/)(keepalived|homebridge|avahi|mdns-repeater|udp-broadcast-relay|unifi(-controller|-network-application)?|scrypted|frigate|dhcpd?|dnsmasq|kea|ntopng|suricata|zeek)(:|@|$)/;

/** Whether an image is of software that is meant to be on the network of the host. */
export function isMeantForHostNetwork(image: string): boolean {
  const family = familyOf(image)?.family.name;
  return (family !== undefined && ON_HOST_NETWORK.has(family)) || NAMES.test(image);
}
