import { itemsOf, valueOf } from '../yaml/nodes.ts';
import type { FileObject, Network, Volume } from '../project.ts';
import type { MapEntry } from '../yaml/tree.ts';
import { flag, labels, text } from './values.ts';

/** Top-level networks, volumes, configs and secrets of the loaded model, which gives each its real name. */

export function networkOf(key: string, { at, value }: MapEntry, implicit: boolean): Network {
  const name = text(value, 'name');
  return {
    key,
    at,
    name: name?.value ?? key,
    nameAt: name?.at ?? at,
    implicit,
    external: flag(value, 'external')?.value ?? false,
    internal: flag(value, 'internal'),
    driver: text(value, 'driver'),
    driverOptions: labels(value, 'driver_opts'),
    enableIpv4: flag(value, 'enable_ipv4')?.value ?? null,
    enableIpv6: flag(value, 'enable_ipv6')?.value ?? false,
    attachable: flag(value, 'attachable')?.value ?? false,
    pools: itemsOf(valueOf(valueOf(value, 'ipam'), 'config')).map((pool) => ({
      subnet: text(pool, 'subnet'),
      gateway: text(pool, 'gateway'),
      range: text(pool, 'ip_range'),
    })),
    labels: labels(value, 'labels'),
  };
}

export function volumeOf(key: string, { at, value }: MapEntry): Volume {
  const name = text(value, 'name');
  return {
    key,
    at,
    name: name?.value ?? key,
    nameAt: name?.at ?? at,
    external: flag(value, 'external')?.value ?? false,
    driver: text(value, 'driver'),
    driverOptions: labels(value, 'driver_opts'),
    labels: labels(value, 'labels'),
  };
}

export function fileObjectOf(key: string, { at, value }: MapEntry): FileObject {
  return {
    key,
    at,
    name: text(value, 'name')?.value ?? key,
    external: flag(value, 'external')?.value ?? false,
    file: text(value, 'file'),
    environment: text(value, 'environment'),
    content: text(value, 'content'),
  };
}
