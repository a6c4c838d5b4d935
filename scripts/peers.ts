/**
 * What other tools' fixtures expect, and what Bulkhead says: `peers.ts DIR`, with `kics/` and `compose-lint/` in it.
 * Positives that are true must be found at the expected line (or at the line that is the cause), negatives must not raise that finding.
 * Where a tool is wrong, or asks something that is not about topology, the tables say why.
 */
import { existsSync, mkdtempSync, readFileSync, copyFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { judgedFiles } from './recorded-projects.ts';

interface Query {
  readonly query: string;
  readonly positives: readonly string[];
  readonly negatives: readonly string[];
  readonly expected: readonly { readonly filename: string; readonly line: number }[];
}

/** Queries that are about what our rules are about. */
const RULES_OF_QUERY: Readonly<Record<string, readonly string[]>> = {
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
const OTHER_QUERIES: Readonly<Record<string, string>> = {
  cgroup_not_default: 'the parent control group limits resources; it opens no way to anything',
  default_seccomp_profile_disabled: 'a weaker filter of system calls is no privilege by itself',
  networks_not_set: 'a service without networks is on the default network, which is a network like any other',
  privileged_ports_mapped_in_container: 'a port below 1024 is as reachable as one above',
  volume_mounted_in_multiple_containers: 'mount propagation is about mounts made later, not about who shares data',
};

/** Expected lines that are not true, or lie elsewhere. */
const KICS_WRONG: Readonly<Record<string, string>> = {
  'container_capabilities_unrestricted/positive1.yaml:4':
    'the missing cap_drop of the same service; its cap_add of everything is found',
  'shared_volumes_between_containers/positive1.yaml:9': 'both are on the default network: the folder opens nothing new',
  'shared_volumes_between_containers/positive1.yaml:16':
    'both are on the default network: the folder opens nothing new',
  'shared_volumes_between_containers/positive2.yaml:8': 'both are on the default network: the volume opens nothing new',
  'shared_volumes_between_containers/positive2.yaml:17':
    'both are on the default network: the volume opens nothing new',
  'volume_has_sensitive_host_directory/positive1.yaml:11':
    'an anonymous volume at a path in the container, not a path of the host',
  'volume_has_sensitive_host_directory/positive3.yaml:14': 'not a Compose file: services.image is no service',
  'volume_has_sensitive_host_directory/positive4.yaml:11':
    "an application's own folder below /etc, where nothing of the host is",
  'container_traffic_not_bound_to_host_interface/positive2.yaml:11':
    'an application that answers from outside is what it is for; data stores and consoles are reported',
};

/** Services of each file of the other tool that a rule must report, and those that the tool reports and we do not, with the reason. */
const COMPOSE_LINT: readonly {
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

const folder = resolve(process.argv[2] ?? '');
if (process.argv[2] === undefined || !existsSync(folder)) {
  console.error('usage: peers.ts DIR');
  process.exit(2);
}

const counts = { positives: 0, found: 0, wrong: 0, negatives: 0, silent: 0 };
kics(join(folder, 'kics'));
composeLint(join(folder, 'compose-lint'));
const missed = counts.positives - counts.wrong - counts.found;
console.log(
  `${String(counts.positives)} positives: ${String(counts.found)} found, ${String(counts.wrong)} not true (see the table), ${String(missed)} missed; ` +
    `${String(counts.negatives)} negatives: ${String(counts.silent)} silent`,
);
if (missed > 0 || counts.silent < counts.negatives) process.exitCode = 1;

function kics(root: string): void {
  const queries = JSON.parse(readFileSync(join(root, 'index.json'), 'utf8')) as readonly Query[];
  for (const { query, expected, negatives } of queries) {
    const rules = RULES_OF_QUERY[query];
    if (rules === undefined) {
      console.log(`left out: ${query}: ${OTHER_QUERIES[query] ?? 'not in the table'}`);
      continue;
    }
    for (const { filename, line } of expected) {
      const wrong = KICS_WRONG[`${query}/${filename}:${String(line)}`];
      const lines = findings(join(root, query, filename))
        .filter(({ rule }) => rules.includes(rule))
        .map((finding) => finding.line);
      count(`kics ${query}/${filename}:${String(line)}`, lines.includes(line) || lines.includes(line + 1), wrong);
    }
    for (const file of negatives) {
      const loud = findings(join(root, query, file)).filter(({ rule }) => rules.includes(rule));
      negative(`kics ${query}/${file}`, loud.length === 0);
    }
  }
}

function composeLint(root: string): void {
  for (const { file, rule, found, wrong = {} } of COMPOSE_LINT) {
    const reported = findings(join(root, file))
      .filter((finding) => finding.rule === rule)
      .map(({ subject }) => subject);
    for (const service of found) count(`compose-lint ${file} ${service}`, reported.includes(service), undefined);
    for (const [service, reason] of Object.entries(wrong)) {
      if (!found.includes(service)) count(`compose-lint ${file} ${service}`, reported.includes(service), reason);
      else console.log(`differs: compose-lint ${file} ${service}: ${reason}`);
    }
    const beyond = reported.filter((service) => !found.includes(service));
    negative(`compose-lint ${file} (${beyond.join(', ')})`, beyond.length === 0);
  }
}

function count(what: string, isFound: boolean, wrong: string | undefined): void {
  counts.positives++;
  if (wrong !== undefined) {
    counts.wrong++;
    console.log(`not true: ${what}: ${wrong}`);
  } else if (isFound) counts.found++;
  else console.log(`missed: ${what}`);
}

function negative(what: string, isSilent: boolean): void {
  counts.negatives++;
  if (isSilent) counts.silent++;
  else console.log(`loud: ${what}`);
}

/** Findings of one file, alone in a folder: files beside it are none of its project. */
function findings(file: string): readonly { readonly rule: string; readonly line: number; readonly subject: string }[] {
  const alone = mkdtempSync(join(tmpdir(), 'peer-'));
  try {
    copyFileSync(file, join(alone, 'compose.yaml'));
    const result = judgedFiles({ folder: alone, workdir: alone, files: null, profiles: ['*'], env: {} });
    return (
      result?.findings.map(({ rule, violation }) => ({ rule, line: violation.at.line, subject: violation.subject })) ??
      []
    );
  } finally {
    rmSync(alone, { recursive: true });
  }
}
