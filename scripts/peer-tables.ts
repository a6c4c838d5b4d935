import type { Topology, TopologyService } from '../src/topology/topology.ts';

/** Queries that are about what our rules are about. */
export const RULES_OF_QUERY: Readonly<Record<string, readonly string[]>> = {
  container_capabilities_unrestricted: ['host-control'],
  docker_socket_mounted_in_container: ['host-control'],
  host_namespace_is_shared: ['host-control'],
  privileged_containers_enabled: ['host-control'],
  shared_host_ipc_namespace: ['host-control'],
  shared_host_network_namespace: ['host-network'],
  shared_host_user_namespace: ['host-control'],
  shared_volumes_between_containers: ['volume-crosses-isolation', 'data-volume-shared'],
  volume_has_sensitive_host_directory: ['host-path-mounted'],
  container_traffic_not_bound_to_host_interface: ['data-published', 'admin-published'],
};

/** Queries about something else. */
export const OTHER_QUERIES: Readonly<Record<string, string>> = {
  cgroup_not_default: 'the parent control group limits resources; it opens no way to anything',
  default_seccomp_profile_disabled: 'a weaker filter of system calls is no privilege by itself',
  networks_not_set: 'a service without networks is on the default network, which is a network like any other',
  privileged_ports_mapped_in_container: 'a port below 1024 is as reachable as one above',
  volume_mounted_in_multiple_containers: 'mount propagation is about mounts made later, not about who shares data',
};

/** Queries that ask for more than is true, wherever they do: why the line is not true, or `null`. */
export const MORE_THAN_TRUE: Readonly<Record<string, (topology: Topology, line: number) => string | null>> = {
  container_capabilities_unrestricted: ({ services }, line) =>
    [...services.values()].some(({ service }) => service.at.line === line)
      ? 'a cap_drop that is missing gives nothing that other containers do not have'
      : null,
  container_traffic_not_bound_to_host_interface: (topology, line) =>
    ['data', 'admin'].includes(serviceAt(topology, line)?.zone.zone ?? '')
      ? null
      : 'an application that answers from outside is what it is for; data stores and consoles are reported',
  shared_volumes_between_containers: ({ services, volumes }, line) => {
    const shared = [...volumes.values()].find(({ mounts }) => mounts.some(({ at }) => at.line === line));
    const members = new Set(shared?.mounts.map(({ service }) => service));
    if (members.size < 2) return 'one service alone uses it';
    const [first, ...others] = [...members].map((id) => new Set(services.get(id)?.attachments.keys()));
    const isCommon = [...(first ?? [])].some((network) => others.every((networks) => networks.has(network)));
    return isCommon ? 'those who share it are on one network: it opens nothing new' : null;
  },
};

/** The service in whose section the line is. */
function serviceAt({ services }: Topology, line: number): TopologyService | null {
  const above = [...services.values()].filter(({ service }) => service.at.line <= line);
  return above.sort((a, b) => b.service.at.line - a.service.at.line)[0] ?? null;
}

/** Expected lines that are not true, or lie elsewhere. */
export const KICS_WRONG: Readonly<Record<string, string>> = {
  'volume_has_sensitive_host_directory/positive1.yaml:11':
    'an anonymous volume at a path in the container, not a path of the host',
  'volume_has_sensitive_host_directory/positive3.yaml:14': 'not a Compose file: services.image is no service',
  'volume_has_sensitive_host_directory/positive4.yaml:11':
    "an application's own folder below /etc, where nothing of the host is",
};

/** Services of each file of the other tool that a rule must report, and those that the tool reports and we do not, with the reason. */
export const COMPOSE_LINT: readonly {
  readonly file: string;
  readonly rule: string;
  readonly found: readonly string[];
  readonly wrong?: Readonly<Record<string, string>>;
}[] = [
  {
    file: 'insecure_cap_add.yml',
    rule: 'host-control',
    found: ['all_dangerous', 'cap_all', 'cap_all_lowercase', 'lowercase_cap', 'multiple_dangerous', 'sys_admin'],
    wrong: {
      sys_ptrace: 'without the host process namespace it traces its own processes only',
      net_admin: "it changes the container's own network namespace only",
    },
  },
  {
    file: 'insecure_devices.yml',
    rule: 'host-control',
    found: [
      ...['block_md', 'block_mmcblk', 'block_nvme', 'block_sda', 'block_sda1', 'block_vda', 'block_xvda'],
      ...['capability_gated', 'disk_symlink', 'multiple', 'unreachable_devices'],
    ],
    wrong: { dev_kmsg: "the kernel's log can be read and written to, nothing taken over" },
  },
  {
    file: 'insecure_host_namespace.yml',
    rule: 'host-control',
    found: ['all_host', 'ipc_host', 'pid_host', 'userns_host'],
    wrong: { uts_host: "it may set the host's name, nothing more" },
  },
  { file: 'insecure_socket.yml', rule: 'host-control', found: ['portainer', 'traefik'] },
  {
    file: 'kics_comparison.yml',
    rule: 'host-control',
    found: ['docker_socket_mounted', 'privileged_enabled', 'privileged_with_cap_drop'],
  },
  { file: 'safe_cap_hardened.yml', rule: 'host-control', found: [] },
  {
    file: 'insecure_connection_string_creds.yml',
    rule: 'secret-in-environment',
    found: [
      ...['airflow_sqlalchemy_conn', 'innocuous_key_with_inline_creds', 'list_form_inline_creds', 'mongo_url_literal'],
      ...['multiple_inline_creds', 'postgres_url_literal', 'redis_url_literal'],
    ],
    wrong: {
      detect_user_var_password_literal: 'a string with a variable in it is left alone: which part it fills is not told',
    },
  },
  {
    file: 'insecure_credential_env.yml',
    rule: 'secret-in-environment',
    found: [
      ...[
        'list_form_password',
        'list_form_token_inline',
        'literal_access_key',
        'literal_api_key',
        'literal_apikey_no_underscore',
      ],
      ...[
        'literal_credential',
        'literal_pass_suffix',
        'literal_passwd',
        'literal_password_decoy_value',
        'literal_postgres_password',
      ],
      ...[
        'literal_private_key',
        'literal_pwd_suffix',
        'literal_salt',
        'literal_secret_key',
        'literal_secret_map',
        'literal_token_map',
      ],
      ...['multiple_findings_one_service', 'skip_pure_var_default'],
    ],
    wrong: {
      literal_dsn: 'the key in this DSN is public by design: browsers get it',
      skip_pure_var_default:
        'not reported by the tool; the default of a variable is written in the file like any other value',
    },
  },
  { file: 'insecure_shared_mount.yml', rule: 'volume-crosses-isolation', found: [] },
  { file: 'insecure_ports.yml', rule: 'data-published', found: [] },
  { file: 'valid_v2.yml', rule: 'host-control', found: [] },
];

/** Files of the other tool that no rule of ours is asked about. */
export const COMPOSE_LINT_OTHERS: Readonly<Record<string, string>> = {
  'compose_lint_config.yml': "the other tool's settings",
  'insecure_cap_drop.yml': 'capabilities that are not taken away',
  'insecure_image_no_digest.yml': 'how images are named',
  'insecure_image_tags.yml': 'how images are named',
  'insecure_root_user.yml': 'who runs inside',
  'invalid_complex_key.yml': 'must be refused',
  'invalid_empty.yml': 'must be refused',
  'invalid_no_services.yml': 'must be refused',
  'invalid_service_not_mapping.yml': 'must be refused',
  'invalid_services_not_mapping.yml': 'must be refused',
  'suppress_config.yml': "the other tool's exceptions",
  'valid_env_interpolation.yml': 'variables',
  'warnings_only.yml': 'a service that is all but hardened',
};
