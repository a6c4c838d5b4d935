/** Attributes in which an empty value changes what can reach what, and what it then decides. */
const DECIDES: readonly (readonly [RegExp, string])[] = [
  [/^services\.[^.]+\.image$/, 'which image is started'],
  [/^services\.[^.]+\.(ports|expose)\b/, 'which port is published and on which address'],
  [/^services\.[^.]+\.(networks|network_mode|links|external_links)\b/, 'which network the service joins'],
  [/^services\.[^.]+\.(volumes|volumes_from|configs|secrets|tmpfs)\b/, 'what is mounted'],
  [/^(networks|volumes)\./, 'which network or volume is used'],
];

/** More of them, where only a value that must be there and is not counts. */
const DECIDES_AS_WELL: readonly (readonly [RegExp, string])[] = [
  [/^services\.[^.]+\.(container_name|pid|ipc|provider)\b/, 'whose namespaces it shares'],
  [
    /^services\.[^.]+\.(privileged|cap_add|cap_drop|devices|device_cgroup_rules|security_opt|userns_mode|uts|cgroup|runtime|user|use_api_socket|pre_start|post_start|pre_stop)\b/,
    'what it may do on the host',
  ],
  [/^services\.[^.]+\.(profiles|scale|deploy\.replicas|depends_on)\b/, 'what is started'],
  [/^services\.[^.]+\.(extends|label_file|env_file)\b|^include\b|^name$/, 'which files the project is made of'],
  [/^services\.[^.]+\.labels\.bulkhead\./, 'what the service is for'],
  [/^(configs|secrets)\.[^.]+\.(file|external|name)\b/, 'what is mounted'],
  [/^services\.[^.]+\.build\.(context|additional_contexts|network|privileged|entitlements)\b/, 'what is built'],
];

/** What an empty value at `path` would decide; `null`: nothing about who reaches whom. */
export function decidedBy(path: readonly string[]): string | null {
  const joined = path.join('.');
  return DECIDES.find(([pattern]) => pattern.test(joined))?.[1] ?? null;
}

/** What a value at `path` that has to be given, and is not, would decide; `null`: nothing about who reaches whom. */
export function decidedByRequired(path: readonly string[]): string | null {
  const joined = path.join('.');
  return decidedBy(path) ?? DECIDES_AS_WELL.find(([pattern]) => pattern.test(joined))?.[1] ?? null;
}

/** Whether who reaches whom can be judged without a value at `path`: what Compose says of the empty one is then no news. */
export function isNothingWithout(path: readonly string[]): boolean {
  return decidedByRequired(path) === null || path.at(-1) === 'container_name';
}

/** What stands for a text that has to be given, where none would be of a wrong form. */
export function standIn(path: readonly string[]): string {
  return AMOUNTS.test(path.join('.')) ? '0' : '';
}

const AMOUNTS =
  /\.(mem_|memswap_|cpu|shm_size|pids_limit|oom_score|stop_grace_period|ulimits|blkio_config|deploy\.(resources|restart_policy|update_config|rollback_config)|healthcheck\.(interval|timeout|retries|start_))/;
