import { isBelow } from '../../compose/path.ts';

/** A host path that containers should not see. */
export interface SensitivePath {
  readonly path: string;
  /** `exact`: only this path. `below`: what lies below it too. `child`: it, and what lies directly in it. */
  readonly covers: 'exact' | 'below' | 'child';
  /** What is there, in words that finish "it holds ". */
  readonly holds: string;
  /** A service that can write there takes the host. */
  readonly control: boolean;
  /** Whether reading it alone tells anything that is not in every installation, or in every container. */
  readonly telling: boolean;
  /** The path holds sockets that take orders; they can be written to on what is mounted read-only, too. */
  readonly sockets: boolean;
}

const path = (text: string, covers: SensitivePath['covers'], holds: string, control: boolean): SensitivePath => ({
  path: text,
  covers,
  holds,
  control,
  telling: true,
  sockets: false,
});

/** What the host runs: the same on every machine, until somebody writes there. */
const program = (text: string, covers: SensitivePath['covers'], holds: string): SensitivePath => ({
  path: text,
  covers,
  holds,
  control: true,
  telling: false,
  sockets: false,
});

/** Sensitive host paths, the more telling first. Times and name files (`/etc/localtime`, `/etc/hosts`) are none. */
export const SENSITIVE_PATHS: readonly SensitivePath[] = [
  path('/', 'exact', 'the whole host and its sockets', true),
  path('/etc', 'exact', 'accounts, passwords and what starts at boot', true),
  // Names and numbers of accounts, which every user of the host reads, are no secrets.
  ...['passwd', 'group'].map((name) => ({
    ...path(`/etc/${name}`, 'exact', 'the accounts of the host', true),
    telling: false,
  })),
  ...['shadow', 'gshadow', 'sudoers', 'sudoers.d', 'ld.so.preload', 'crontab', 'pam.d'].map((name) =>
    path(`/etc/${name}`, 'below', 'accounts, passwords or what the host runs by itself', true),
  ),
  ...['cron.d', 'cron.daily', 'cron.hourly', 'cron.weekly', 'cron.monthly', 'init.d', 'systemd', 'profile.d'].map(
    (name) => path(`/etc/${name}`, 'below', 'what the host runs by itself', true),
  ),
  ...['bash.bashrc', 'environment', 'modprobe.d', 'profile', 'rc.local', 'udev'].map((name) =>
    program(`/etc/${name}`, 'below', 'what the host runs by itself'),
  ),
  path('/etc/ssh', 'below', 'the host keys and who may log in', true),
  path('/etc/docker', 'below', 'how the Docker daemon runs', true),
  path('/etc/kubernetes', 'below', 'credentials of the cluster', true),
  path('/etc/rancher', 'below', 'credentials of the cluster', true),
  ...['/etc/cni', '/opt/cni'].map((name) => path(name, 'below', 'what the host runs by itself', true)),
  path('/etc/ssl/private', 'exact', 'private keys of the host', false),
  path('/root', 'exact', "root's files and keys", true),
  path('/root/.ssh', 'below', "root's SSH keys", true),
  ...['/home', '/Users'].map((name) => path(name, 'child', "users' files and keys", true)),
  path('/boot', 'below', 'the kernel that the host starts', true),
  ...['/bin', '/sbin', '/usr/bin', '/usr/sbin'].map((name) => program(name, 'below', 'programs that the host runs')),
  ...['/lib', '/lib64', '/usr', '/usr/lib', '/usr/local', '/usr/local/bin', '/usr/local/sbin'].map((name) =>
    program(name, 'exact', 'programs that the host runs'),
  ),
  ...['/lib', '/usr/lib'].flatMap((name) => [
    program(`${name}/modules`, 'below', 'modules that the kernel loads'),
    program(`${name}/systemd`, 'below', 'what the host runs by itself'),
  ]),
  path('/proc', 'exact', 'every process of the host', true),
  path('/proc/sys', 'below', 'settings of the kernel', true),
  path('/proc/sysrq-trigger', 'exact', 'a switch of the kernel', true),
  ...['/proc/kcore', '/proc/kpageflags'].map((name) => path(name, 'exact', 'the memory of the host', false)),
  // Every container can read most of it.
  { ...path('/sys', 'exact', 'devices and settings of the kernel', true), telling: false },
  path('/sys/kernel', 'below', 'settings of the kernel', true),
  { ...path('/sys/fs/cgroup', 'below', 'limits of every process', false), telling: false },
  path('/dev', 'exact', 'every device, disks among them', true),
  path('/var', 'exact', 'the data of every service, Docker among them', true),
  path('/var/lib', 'exact', 'the data of every service, Docker among them', true),
  path('/var/lib/docker/containers', 'below', 'logs and settings of every container', false),
  path('/var/lib/docker', 'child', 'the file systems of every container', true),
  path('/var/lib/docker/volumes', 'below', 'the data of volumes', false),
  ...['docker', 'containerd', 'containers', 'lxc', 'lxd', 'incus', 'machines', 'libvirt'].map((name) =>
    path(`/var/lib/${name}`, 'below', 'the file systems of every container', true),
  ),
  ...['docker', 'lxd'].map((name) => path(`/var/snap/${name}`, 'below', 'the file systems of every container', true)),
  ...['kubelet', 'rancher', 'etcd'].map((name) =>
    path(`/var/lib/${name}`, 'below', 'credentials of the cluster', true),
  ),
  path('/var/lib/cloud', 'child', 'what the host was set up with, credentials among it', false),
  path('/var/backups', 'exact', 'copies of accounts and passwords', false),
  ...['/var/spool', '/var/spool/cron', '/var/spool/at'].map((name) =>
    path(name, name === '/var/spool' ? 'exact' : 'below', 'what the host runs by itself', true),
  ),
  path('/var/log', 'exact', 'logs of the host', false),
  path('/var/run', 'exact', 'the Docker socket', true),
  path('/run', 'exact', 'the Docker socket', true),
  ...['/run/user', '/var/run/user'].map((name) => ({
    ...path(name, 'child', "the sockets of a user's session, engines among them", true),
    sockets: true,
  })),
  ...['/run/systemd', '/run/systemd/private', '/var/run/systemd', '/var/run/systemd/private'].map((name) =>
    path(name, 'exact', 'the control of every service of the host', true),
  ),
];

/** Folders of a user, wherever the home is, and those of any process; its root and where it works are the host's own (`hostPath`). */
const PATTERNS: readonly (readonly [RegExp, SensitivePath])[] = [
  [/(^|\/)\.ssh(\/|$)/, path('.ssh', 'below', 'SSH keys', true)],
  [/(^|\/)\.gnupg(\/|$)/, path('.gnupg', 'below', "a user's keys", false)],
  [/(^|\/)\.kube(\/|$)/, path('.kube', 'below', 'credentials of clusters', false)],
  [/(^|\/)\.docker(\/config\.json)?$/, path('.docker', 'below', 'credentials of registries', false)],
  [
    /(^|\/)\.(aws|azure|config\/gcloud|terraform\.d)(\/|$)/,
    path('.aws', 'below', 'credentials of cloud accounts', false),
  ],
  [/(^|\/)\.(netrc|git-credentials|pgpass|vault-token)$/, path('.netrc', 'below', 'passwords of a user', false)],
  [
    /(^|\/)\.local\/share\/(docker|containers)(\/|$)/,
    path('.local/share/docker', 'below', "the file systems of a user's containers", false),
  ],
  [
    /^\/proc\/(self|thread-self|\d+)(\/|$)/,
    path('/proc', 'below', 'memory, files and settings of a process of the host', true),
  ],
];

/** What makes `source`, an absolute host path, sensitive; `null`: nothing. `~` counts as a home folder. */
export function sensitivePath(source: string): SensitivePath | null {
  const known = PATTERNS.find(([pattern]) => pattern.test(source));
  if (known !== undefined) return known[1];
  if (source === '~') return path('~', 'exact', "a user's files and keys", true);
  return SENSITIVE_PATHS.find((entry) => covers(entry, source)) ?? null;
}

/** Whether `source` is one file that a user keeps for programs to read, such as a key, and not the folder of all. */
export function isCredentialFile(source: string): boolean {
  return CREDENTIAL_FILE.test(source);
}

const CREDENTIAL_FILE =
  /(^|\/)\.(netrc|git-credentials|pgpass|vault-token|docker\/config\.json|(ssh|gnupg|kube|aws|azure|config\/gcloud|terraform\.d)\/[^/]+)$/;

function covers(entry: SensitivePath, source: string): boolean {
  if (source === entry.path) return true;
  if (entry.covers === 'exact' || !isBelow(source, entry.path)) return false;
  return entry.covers === 'below' || !source.slice(entry.path.length + 1).includes('/');
}
