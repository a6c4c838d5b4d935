import { isBelow } from '../compose/path.ts';

/** A host path that containers should not see. */
export interface SensitivePath {
  readonly path: string;
  /** `exact`: only this path. `below`: what lies below it too. `child`: it, and what lies directly in it. */
  readonly covers: 'exact' | 'below' | 'child';
  /** What is there, in words that finish "it holds ". */
  readonly holds: string;
  /** Who can write there takes the host. */
  readonly control: boolean;
}

const path = (text: string, covers: SensitivePath['covers'], holds: string, control: boolean): SensitivePath => ({
  path: text,
  covers,
  holds,
  control,
});

/** Sensitive host paths, the more telling first. Times and name files (`/etc/localtime`, `/etc/hosts`) are none. */
export const SENSITIVE_PATHS: readonly SensitivePath[] = [
  path('/', 'exact', 'the whole host', true),
  path('/etc', 'exact', 'accounts, passwords and what starts at boot', true),
  ...['passwd', 'shadow', 'group', 'gshadow', 'sudoers', 'sudoers.d', 'ld.so.preload', 'crontab', 'pam.d'].map((name) =>
    path(`/etc/${name}`, 'below', 'accounts, passwords or what the host runs by itself', true),
  ),
  ...['cron.d', 'cron.daily', 'cron.hourly', 'cron.weekly', 'cron.monthly', 'init.d', 'systemd', 'profile.d'].map(
    (name) => path(`/etc/${name}`, 'below', 'what the host runs by itself', true),
  ),
  path('/etc/ssh', 'below', 'the host keys and who may log in', true),
  path('/etc/docker', 'below', 'how the Docker daemon runs', true),
  path('/etc/kubernetes', 'below', 'credentials of the cluster', true),
  path('/root', 'exact', "root's files and keys", true),
  path('/root/.ssh', 'below', "root's SSH keys", true),
  path('/home', 'child', "users' files and keys", true),
  path('/boot', 'below', 'the kernel that the host starts', true),
  ...[
    '/bin',
    '/sbin',
    '/lib',
    '/lib64',
    '/usr',
    '/usr/bin',
    '/usr/sbin',
    '/usr/lib',
    '/usr/local/bin',
    '/usr/local/sbin',
  ].map((name) => path(name, 'exact', 'programs that the host runs', true)),
  path('/lib/modules', 'below', 'modules that the kernel loads', true),
  path('/proc', 'exact', 'every process of the host', true),
  path('/proc/sys', 'below', 'settings of the kernel', true),
  path('/proc/sysrq-trigger', 'exact', 'a switch of the kernel', true),
  path('/sys', 'exact', 'devices and settings of the kernel', true),
  path('/sys/kernel', 'below', 'settings of the kernel', true),
  path('/sys/fs/cgroup', 'below', 'limits of every process', false),
  path('/dev', 'exact', 'every device, disks among them', true),
  path('/var', 'exact', 'the data of every service, Docker among them', true),
  path('/var/lib', 'exact', 'the data of every service, Docker among them', true),
  path('/var/lib/docker/containers', 'below', 'logs and settings of every container', false),
  path('/var/lib/docker', 'child', 'the file systems of every container', true),
  path('/var/lib/containerd', 'below', 'the file systems of every container', true),
  path('/var/lib/containers', 'below', 'the file systems of every container', true),
  path('/var/lib/kubelet', 'below', 'credentials of the node', true),
  path('/var/spool/cron', 'below', 'what the host runs by itself', true),
  path('/var/log', 'exact', 'logs of the host', false),
  path('/var/run', 'exact', 'the Docker socket', true),
  path('/run', 'exact', 'the Docker socket', true),
];

const SSH_FOLDER = path('.ssh', 'below', 'SSH keys', true);

/** What makes `source`, an absolute host path, sensitive; `null`: nothing. `~` counts as a home folder. */
export function sensitivePath(source: string): SensitivePath | null {
  if (/(^|\/)\.ssh(\/|$)/.test(source)) return SSH_FOLDER;
  if (source === '~') return path('~', 'exact', "a user's files and keys", true);
  return SENSITIVE_PATHS.find((entry) => covers(entry, source)) ?? null;
}

function covers(entry: SensitivePath, source: string): boolean {
  if (source === entry.path) return true;
  if (entry.covers === 'exact' || !isBelow(source, entry.path)) return false;
  return entry.covers === 'below' || !source.slice(entry.path.length + 1).includes('/');
}
