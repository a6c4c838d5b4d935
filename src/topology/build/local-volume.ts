import { isAbsolute, isBelow, normalized } from '../../compose/path.ts';
import type { Volume } from '../../compose/project.ts';

/** What the `local` driver mounts where a volume has options; it calls mount(2) with them: https://docs.docker.com/engine/storage/volumes/ */
export type LocalVolume =
  /** A folder of the engine's own. */
  | { readonly kind: 'own' }
  /** A path of the host. */
  | { readonly kind: 'path'; readonly path: string; readonly readOnly: boolean }
  /** The file system on a device of the host. */
  | { readonly kind: 'device'; readonly path: string; readonly readOnly: boolean }
  /** Paths of the host on one another. */
  | { readonly kind: 'layers'; readonly layers: readonly Layer[] }
  /** Memory. */
  | { readonly kind: 'memory' }
  /** A share of another machine; equal for the same share. */
  | { readonly kind: 'share'; readonly share: string }
  /** A plugin's, or one that was made beforehand. */
  | { readonly kind: 'foreign' };

export interface Layer {
  readonly path: string;
  readonly readOnly: boolean;
}

/** What is mounted for `volume`. Options are as the engine reads them; an empty driver is `local`. */
export function localVolume({ driver, driverOptions, external }: Volume): LocalVolume {
  const option = (name: string): string => (driverOptions.get(name)?.value ?? '').trim();
  const name = driver?.value.trim() || 'local';
  if (external) return { kind: 'foreign' };
  if (name === 'local-persist' && isAbsolute(option('mountpoint')))
    return { kind: 'path', path: option('mountpoint'), readOnly: false };
  if (name !== 'local') return { kind: 'foreign' };
  const [type, device] = [option('type').toLowerCase(), option('device')];
  const flags = option('o')
    .split(',')
    .map((flag) => flag.trim());
  const readOnly = flags.includes('ro');
  // What is bound has no type.
  if (device !== '' && flags.some((flag) => flag === 'bind' || flag === 'rbind'))
    return { kind: 'path', path: device, readOnly };
  if (UNIONS.has(type)) return { kind: 'layers', layers: layersOf(flags) };
  if (MEMORY.has(type)) return { kind: 'memory' };
  const path = KERNEL.get(type);
  if (path !== undefined) return { kind: 'path', path, readOnly };
  if (device === '') return { kind: 'own' };
  if (POOLS.has(type)) return { kind: 'device', path: device, readOnly };
  const own = ownShare(type, device, flags);
  if (own !== null) return { kind: 'path', path: own, readOnly };
  if (SHARES.test(type) || !isAbsolute(device)) return { kind: 'share', share: shareOf(type, device, flags) };
  return { kind: isBelow(normalized(device), '/dev') ? 'device' : 'path', path: device, readOnly };
}

const MEMORY: ReadonlySet<string> = new Set(['tmpfs', 'ramfs']);
const UNIONS: ReadonlySet<string> = new Set(['overlay', 'overlayfs', 'aufs', 'unionfs', 'mergerfs']);
/** File systems on disks of the host that they name in their own way (`rpool/ROOT`, `ubi0:root`). */
const POOLS: ReadonlySet<string> = new Set(['zfs', 'ubifs', 'jffs2', 'yaffs2', 'bcachefs', 'apfs']);
const SHARES =
  /^(nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|ceph|glusterfs|lustre|9p|virtiofs|vboxsf|davfs2?|sshfs|s3fs)$|^fuse/;

/** File systems of the kernel, whatever the device: where the host has the same. */
const KERNEL: ReadonlyMap<string, string> = new Map([
  ['proc', '/proc'],
  ['sysfs', '/sys'],
  ['devtmpfs', '/dev'],
  ['devpts', '/dev/pts'],
  ['mqueue', '/dev/mqueue'],
  ['hugetlbfs', '/dev/hugepages'],
  ['cgroup', '/sys/fs/cgroup'],
  ['cgroup2', '/sys/fs/cgroup'],
  ['bpf', '/sys/fs/bpf'],
  ['pstore', '/sys/fs/pstore'],
  ['selinuxfs', '/sys/fs/selinux'],
  ['efivarfs', '/sys/firmware/efi/efivars'],
  ['debugfs', '/sys/kernel/debug'],
  ['tracefs', '/sys/kernel/tracing'],
  ['securityfs', '/sys/kernel/security'],
  ['configfs', '/sys/kernel/config'],
  ['binfmt_misc', '/proc/sys/fs/binfmt_misc'],
]);

/** `lowerdir=/a:/b,upperdir=/c,workdir=/d` of overlay, `br=/a=rw:/b=ro` of aufs. Of the lower ones nothing can be changed. */
function layersOf(flags: readonly string[]): readonly Layer[] {
  return flags.flatMap((flag) => {
    const [, key = '', value = ''] = /^(lowerdir\+?|datadir\+?|upperdir|workdir|br|dirs)[=:](.*)$/.exec(flag) ?? [];
    return value
      .split(/(?<!\\):+/)
      .map((part) => part.replace(/=(rw|ro|rr).*$/, '').replaceAll('\\:', ':'))
      .filter(isAbsolute)
      .map((path) => ({ path: normalized(path), readOnly: key.startsWith('lower') || key.startsWith('data') }));
  });
}

/** The path of the host that it shares with itself, or that a file system of a program lays elsewhere; `null`: it is none. */
function ownShare(type: string, device: string, flags: readonly string[]): string | null {
  if (type.startsWith('fuse')) return isAbsolute(device) ? normalized(device) : sharedPath(device);
  const address = flags.find((flag) => /^(?:addr|ip)=/.test(flag))?.replace(/^\w+=/, '') ?? '';
  if (type.startsWith('nfs')) {
    const path = device.slice(device.lastIndexOf(':') + 1);
    const host = device.slice(0, device.lastIndexOf(':'));
    return isAbsolute(path) && [address, host].some(isHost) ? normalized(path) : null;
  }
  const [, server = '', share = ''] = /^(?:[a-z]+:)?[/\\]{2}(?:[^/\\@]*@)?([^/\\]+)[/\\]+([^/\\]*)/i.exec(device) ?? [];
  // What a name of a share stands for is not in the files: at worst the whole of it.
  return /^(?:cifs|smb)/.test(type) && share !== '' && [server, address].some(isHost) ? '/' : null;
}

/** `localhost:/srv`. */
function sharedPath(device: string): string | null {
  const [, host = '', path = ''] = /^(?:[^@/]*@)?([^:/]+):(\/.*)$/.exec(device) ?? [];
  return isHost(host) ? normalized(path) : null;
}

/** Names and addresses that lead back to the host, which does the mounting. */
function isHost(host: string): boolean {
  return /^(?:127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1?\]?|\[?::ffff:127\.\d+\.\d+\.\d+\]?|localhost|ip6-localhost|localhost\.localdomain|host\.docker\.internal|172\.17\.0\.1)$/i.test(
    host,
  );
}

/** Names the share on another machine, without the user that it is mounted as. */
function shareOf(type: string, device: string, flags: readonly string[]): string {
  const address = flags.find((flag) => flag.startsWith('addr='))?.slice('addr='.length) ?? '';
  const family = /^(nfs|smb|cifs)/.exec(type)?.[1]?.replace('cifs', 'smb') ?? type;
  return [family, address, device.replace(/\/\/[^/]*@/g, '//')].join(' ');
}
