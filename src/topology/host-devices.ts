import { normalized } from '../compose/path.ts';
import type { Service } from '../compose/project.ts';
import type { SourceLocation } from '../compose/source.ts';

/** Devices that hold the host itself: memory and disks. Video, sound, serial lines, `/dev/net/tun` and GPUs are innocent. */
const CONTROL_DEVICES =
  /^\/dev(\/(mem|kmem|port|sd[a-z]+\d*|hd[a-z]+\d*|vd[a-z]+\d*|xvd[a-z]+\d*|nvme\d+(n\d+(p\d+)?)?|mmcblk\d+(p\d+)?|md\d+|dm-\d+|loop\d+|mapper(\/.*)?|disk(\/.*)?))?$/;

/** Devices of the host in a service by which it takes the host, in words that follow "through ". */
export function controlDevices({ devices }: Service): readonly { readonly by: string; readonly at: SourceLocation }[] {
  return devices.flatMap(({ value, at }) => {
    const device = normalized(value.split(':')[0] ?? value);
    return CONTROL_DEVICES.test(device) ? [{ by: `device ${device}`, at }] : [];
  });
}
