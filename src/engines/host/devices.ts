import { isBelow, normalized } from '../../compose/path.ts';
import type { Service } from '../../compose/project.ts';
import type { Located } from '../../compose/source.ts';
import { capabilityOf } from './capabilities.ts';

/**
 * Devices that hold the host itself: memory and disks, also by the links that lead to them and as what SCSI and NVMe commands go to. Video,
 * sound, serial lines, `/dev/net/tun` and GPUs are innocent.
 */
const CONTROL_DEVICES: readonly RegExp[] = [
  /^\/dev$/,
  /^\/dev\/(mem|kmem|port|root)$/,
  /^\/dev\/((sd|vd|xvd)[a-z]{1,3}|hd[a-t]|ubd[a-z]|dasd[a-z]{1,4})\d*$/,
  /^\/dev\/(nvme\d+(n\d+(p\d+)?)?|ng\d+n\d+|mmcblk\d+(p\d+|boot\d+|rpmb)?|dm-\d+)$/,
  /^\/dev\/(md|loop|nbd|rbd|zd|drbd|bcache|mtdblock|pmem|ubiblock|ram|zram)\d+(p\d+|s\d+)?$/,
  /^\/dev\/(sg\d+|bsg)$/,
  /^\/dev\/char\/(21:|162:|1:[124]$)/,
  /^\/dev\/(bsg|disk|block|md|raw|zvol|cciss|rd|drbd|rbd)\/./,
  /^\/dev\/mapper\/(?!control$)./,
];

/** A path of the host in a container. */
interface MountedDevice {
  readonly path: string;
}

/** Folders below `/dev` that hold no disks. A volume of LVM is `/dev/GROUP/NAME`, with a group of any other name. */
const INNOCENT_FOLDERS: ReadonlySet<string> = new Set(
  (
    'accel binderfs bus cec char cpu crypto dma_heap dri dvb fd gpio habanalabs hugepages iio infiniband input ipmi ' +
    'lirc mapper media mqueue net nvidia-caps nvidia-caps-imex-channels nvidia-fs pts serial sgx shm snd tpm tty usb ' +
    'usbmon v4l vfio vhost video xen'
  ).split(' '),
);

/** Whether a path below `/dev` is a device that holds the host itself. */
function isDisk(path: string): boolean {
  if (CONTROL_DEVICES.some((known) => known.test(path))) return true;
  const [, group = 'shm'] = /^\/dev\/([a-zA-Z0-9+_.-]+)\/[a-zA-Z0-9+_.-]+$/.exec(path) ?? [];
  return !INNOCENT_FOLDERS.has(group);
}

/** Devices of the host in a service by which it takes the host, in words that follow "through ". */
export function controlDevices(
  service: Service,
  mounts: readonly MountedDevice[],
): readonly { readonly by: string; readonly at: Located<string>['at'] }[] {
  return [
    ...service.devices.flatMap(({ value, at }) => {
      const device = sourceOf(value);
      return isDisk(device) ? [{ by: `device ${device}`, at }] : [];
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

/** Memory (1:1, 1:2, 1:4), SCSI commands (21) and raw disks (162), as characters. */
const TELLING_CHARACTERS = /^(\*:|1:[124*]$|21:|162:)/;

/** Whether a rule (`b 8:* rmw`) lets a container read or write disks. For `a` the numbers do not count. */
function coversDisks(rule: string): boolean {
  const [, type, numbers = '', access = ''] = /^([abc]) ((?:\d+|\*):(?:\d+|\*)) ([rwm]{1,3})$/.exec(rule) ?? [];
  if (!/[rw]/.test(access)) return false;
  if (type === 'c') return TELLING_CHARACTERS.test(numbers);
  return type === 'a' || (type === 'b' && !INNOCENT_MAJORS.has(numbers.split(':')[0] ?? ''));
}

/** What a rule allows must also be there: the container makes the device itself (every one may, unless it is taken from it), or sees the host's. */
function canOpenAny({ capAdd, capDrop }: Service, mounts: readonly MountedDevice[]): boolean {
  const has = (caps: readonly Located<string>[], ...names: readonly string[]): boolean =>
    caps.some(({ value }) => names.includes(capabilityOf(value)));
  if (has(capAdd, 'ALL', 'MKNOD')) return true;
  return !has(capDrop, 'ALL', 'MKNOD') || mounts.some(({ path }) => path === '/' || isBelow(path, '/dev'));
}
