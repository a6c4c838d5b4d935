import { normalized } from '../../compose/path.ts';
import type { Service } from '../../compose/project.ts';
import type { Located } from '../../compose/source.ts';
import { capabilityOf } from './capabilities.ts';

/**
 * Devices that hold the host itself: memory and disks, also by the links that lead to them. Video, sound, serial lines, `/dev/net/tun` and
 * GPUs are innocent.
 */
const CONTROL_DEVICES: readonly RegExp[] = [
  /^\/dev$/,
  /^\/dev\/(mem|kmem|port)$/,
  /^\/dev\/((sd|vd|xvd)[a-z]{1,3}|hd[a-t])\d*$/,
  /^\/dev\/(nvme\d+(n\d+(p\d+)?)?|mmcblk\d+(p\d+|boot\d+)?|dm-\d+)$/,
  /^\/dev\/(md|loop|nbd|rbd|zd|drbd|bcache|mtdblock)\d+(p\d+)?$/,
  /^\/dev\/(disk|block|md|zvol)\/./,
  /^\/dev\/mapper\/(?!control$)./,
];

/** A path of the host in a container. */
interface MountedDevice {
  readonly path: string;
}

/** Devices of the host in a service by which it takes the host, in words that follow "through ". */
export function controlDevices(
  service: Service,
  mounts: readonly MountedDevice[],
): readonly { readonly by: string; readonly at: Located<string>['at'] }[] {
  return [
    ...service.devices.flatMap(({ value, at }) => {
      const device = sourceOf(value);
      return CONTROL_DEVICES.some((known) => known.test(device)) ? [{ by: `device ${device}`, at }] : [];
    }),
    ...(canOpenAny(service, mounts) ? service.deviceCgroupRules : []).flatMap(({ value, at }) =>
      coversDisks(value) ? [{ by: `device rule ${value}`, at }] : [],
    ),
  ];
}

/** Numbers in a link (`/dev/block/8:0`) have a colon too. */
function sourceOf(device: string): string {
  return normalized(/^\/+dev\/+(block|char)\/+\d+:\d+/.exec(device)?.[0] ?? device.split(':')[0] ?? device);
}

/** Memory disks, floppies and CDs hold nothing of the host; https://docs.kernel.org/admin-guide/devices.html. */
const INNOCENT_MAJORS: ReadonlySet<string> = new Set(['1', '2', '11']);

/** Whether a rule (`b 8:* rmw`) lets a container read or write disks. For `a` the numbers do not count. */
function coversDisks(rule: string): boolean {
  const [, type, major = '', access = ''] = /^([abc]) (\d+|\*):(?:\d+|\*) ([rwm]{1,3})$/.exec(rule) ?? [];
  if (!/[rw]/.test(access)) return false;
  return type === 'a' || (type === 'b' && !INNOCENT_MAJORS.has(major));
}

/** What a rule allows must also be there: the container makes the device itself (every one may, unless it is taken from it), or sees the host's. */
function canOpenAny({ capAdd, capDrop }: Service, mounts: readonly MountedDevice[]): boolean {
  const has = (caps: readonly Located<string>[], ...names: readonly string[]): boolean =>
    caps.some(({ value }) => names.includes(capabilityOf(value)));
  if (has(capAdd, 'ALL', 'MKNOD')) return true;
  return !has(capDrop, 'ALL', 'MKNOD') || mounts.some(({ path }) => path === '/dev' || path === '/');
}
