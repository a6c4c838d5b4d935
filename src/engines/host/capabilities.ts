/** A capability as the engine knows it, without `CAP_`; that is optional and case does not count, but everything is `ALL`, never `CAP_ALL`. */
export function capabilityOf(written: string): string {
  const name = written.toUpperCase();
  return name === 'CAP_ALL' ? name : name.replace(/^CAP_/, '');
}

/**
 * Capabilities that are as good as root on the host; https://man7.org/linux/man-pages/man7/capabilities.7.html.
 * NET_ADMIN and SYS_PTRACE are not: they stay within the container's own namespaces.
 */
export const CONTROL_CAPABILITIES: ReadonlyMap<string, string> = new Map([
  ['ALL', 'every capability'],
  ['SYS_ADMIN', 'mounting, and most of what root may'],
  ['SYS_MODULE', 'loading kernel modules'],
  ['SYS_RAWIO', 'raw access to memory and disks'],
  ['DAC_READ_SEARCH', 'reading any file of the host'],
]);

/** Those that are so together. */
export const CONTROL_TOGETHER: readonly (readonly [readonly string[], string])[] = [
  [['BPF', 'PERFMON'], 'watching every process and the kernel'],
];

/** https://man7.org/linux/man-pages/man7/capabilities.7.html, and `ALL`. */
export const CAPABILITIES: ReadonlySet<string> = new Set(
  [
    'ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH',
    'FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN',
    'NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT',
    'SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM',
  ].flatMap((line) => line.split(' ')),
);
