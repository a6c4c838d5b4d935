/**
 * What other tools' fixtures expect, and what Bulkhead says: `peers.ts DIR`, with `kics/` and `compose-lint/` in it.
 * Positives that are true must be found at the expected line (or at the line that is the cause), negatives must not raise that finding.
 * Where a tool is wrong, or asks something that is not about topology, the tables say why. Files that the tables do not know are listed as
 * `new`, with what we say of them, and count for nothing until somebody has read them.
 */
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Topology, TopologyService } from '../src/topology/topology.ts';
import { type JudgedFiles, judgedFiles } from './recorded-projects.ts';

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

/** Queries that ask for more than is true, wherever they do: why the line is not true, or `null`. */
const MORE_THAN_TRUE: Readonly<Record<string, (topology: Topology, line: number) => string | null>> = {
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
const KICS_WRONG: Readonly<Record<string, string>> = {
  'volume_has_sensitive_host_directory/positive1.yaml:11':
    'an anonymous volume at a path in the container, not a path of the host',
  'volume_has_sensitive_host_directory/positive3.yaml:14': 'not a Compose file: services.image is no service',
  'volume_has_sensitive_host_directory/positive4.yaml:11':
    "an application's own folder below /etc, where nothing of the host is",
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

/** Files of the other tool that no rule of ours is asked about. */
const COMPOSE_LINT_OTHERS: Readonly<Record<string, string>> = {
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

const folder = resolve(process.argv[2] ?? '');
if (process.argv[2] === undefined || !existsSync(folder)) {
  console.error('usage: peers.ts DIR');
  process.exit(2);
}

/** By file: some are asked about more than once. */
const judgements = new Map<string, Said>();
const counts = {
  positives: 0,
  found: 0,
  wrong: 0,
  negatives: 0,
  silent: 0,
  refused: 0,
  absent: 0,
  unknown: 0,
  faults: 0,
};
kics(join(folder, 'kics'));
composeLint(join(folder, 'compose-lint'));
const missed = counts.positives - counts.wrong - counts.found;
console.log(
  `${String(counts.positives)} positives: ${String(counts.found)} found, ${String(counts.wrong)} not true (see the table), ${String(missed)} missed; ` +
    `${String(counts.negatives)} negatives: ${String(counts.silent)} silent`,
);
console.log(
  `${String(counts.refused)} files refused with a place, ${String(counts.faults)} without one or with a crash; ` +
    `${String(counts.unknown)} files that the tables do not know (listed as new), ${String(counts.absent)} that they know and are not there`,
);
if (missed > 0 || counts.silent < counts.negatives || counts.faults > 0) process.exitCode = 1;

function kics(root: string): void {
  const index = join(root, 'index.json');
  if (!existsSync(index)) return absent('kics/index.json');
  const queries = JSON.parse(readFileSync(index, 'utf8')) as readonly Query[];
  for (const { query, expected, positives, negatives } of queries) {
    const rules = RULES_OF_QUERY[query];
    if (rules === undefined) {
      const reason = OTHER_QUERIES[query];
      if (reason !== undefined) console.log(`left out: ${query}: ${reason}`);
      else
        for (const file of [...positives, ...negatives])
          unknown(`kics ${query}/${file}`, judge(join(root, query, file)));
      continue;
    }
    for (const { filename, line } of expected) {
      const what = `kics ${query}/${filename}:${String(line)}`;
      const said = judge(join(root, query, filename));
      if (said === null) continue;
      const wrong =
        KICS_WRONG[`${query}/${filename}:${String(line)}`] ??
        (said.topology === null ? undefined : MORE_THAN_TRUE[query]?.(said.topology, line));
      const lines = said.findings.filter(({ rule }) => rules.includes(rule)).flatMap((finding) => finding.lines);
      count(what, lines.includes(line) || lines.includes(line + 1), wrong ?? undefined);
    }
    for (const file of negatives)
      negative(`kics ${query}/${file}`, judge(join(root, query, file)), (rule) => rules.includes(rule), []);
  }
  const known = new Set(queries.map(({ query }) => query));
  for (const query of foldersIn(root)) {
    if (known.has(query)) continue;
    for (const file of composeFilesIn(join(root, query)))
      unknown(`kics ${query}/${file}`, judge(join(root, query, file)));
  }
}

function composeLint(root: string): void {
  for (const { file, rule, found, wrong = {} } of COMPOSE_LINT) {
    const said = judge(join(root, file));
    if (said === null) continue;
    const reported = said.findings.filter((finding) => finding.rule === rule).map(({ subject }) => subject);
    for (const service of found) count(`compose-lint ${file} ${service}`, reported.includes(service), undefined);
    for (const [service, reason] of Object.entries(wrong)) {
      if (!found.includes(service)) count(`compose-lint ${file} ${service}`, reported.includes(service), reason);
      else console.log(`differs: compose-lint ${file} ${service}: ${reason}`);
    }
    negative(`compose-lint ${file}`, said, (other) => other === rule, found);
  }
  const known = new Set([...COMPOSE_LINT.map(({ file }) => file), ...Object.keys(COMPOSE_LINT_OTHERS)]);
  for (const file of composeFilesIn(root)) {
    const said = judge(join(root, file));
    if (!known.has(file)) unknown(`compose-lint ${file}`, said);
    const isInvalid = file.startsWith('invalid_');
    if (isInvalid && said?.problems.length === 0) fault(`compose-lint ${file}: nothing is said against it`);
    if (isInvalid) for (const problem of said?.problems ?? []) console.log(`refused: compose-lint ${file}: ${problem}`);
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

/** A file that cannot be read is not silent. */
function negative(
  what: string,
  said: Said | null,
  isMeant: (rule: string) => boolean,
  expected: readonly string[],
): void {
  if (said === null) return;
  counts.negatives++;
  const loud = said.findings.filter(({ rule, subject }) => isMeant(rule) && !expected.includes(subject));
  if (said.topology === null) console.log(`not read: ${what}: ${said.problems.join('; ')}`);
  else if (loud.length === 0) counts.silent++;
  else console.log(`loud: ${what}: ${loud.map(({ subject }) => subject).join(', ')}`);
}

function unknown(what: string, said: Said | null): void {
  if (said === null) return;
  counts.unknown++;
  const findings = said.findings.map(
    ({ rule, lines: [line], subject }) => `${rule} ${subject} at line ${String(line)}`,
  );
  console.log(`new: ${what}: ${[...said.problems, ...findings].join('; ') || 'nothing is said'}`);
}

function absent(what: string): void {
  counts.absent++;
  console.log(`absent: ${what}`);
}

function fault(what: string): void {
  counts.faults++;
  console.log(`fault: ${what}`);
}

function foldersIn(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort();
}

function composeFilesIn(path: string): readonly string[] {
  return existsSync(path)
    ? readdirSync(path)
        .filter((name) => /\.ya?ml$/.test(name))
        .sort()
    : [];
}

interface Said {
  /** `null`: nothing could be loaded. */
  readonly topology: Topology | null;
  /** `lines`: where it is reported, then the others that make it true. */
  readonly findings: readonly { readonly rule: string; readonly lines: readonly number[]; readonly subject: string }[];
  /** What makes the file no Compose file, with the place. */
  readonly problems: readonly string[];
}

/** What is said of one file, alone in a folder: files beside it are none of its project. `null`: there is no such file. */
function judge(file: string): Said | null {
  const known = judgements.get(file);
  if (known !== undefined) return known;
  if (!existsSync(file)) {
    absent(file.slice(folder.length + 1));
    return null;
  }
  const alone = mkdtempSync(join(tmpdir(), 'peer-'));
  try {
    copyFileSync(file, join(alone, 'compose.yaml'));
    const said = saidOf(judgedFiles({ folder: alone, workdir: alone, files: null, profiles: ['*'], env: {} }));
    judgements.set(file, said);
    if (said.problems.some((problem) => !/:[1-9]\d*:[1-9]\d* /.test(problem)))
      fault(`${file}: ${said.problems.join('; ')}`);
    else if (said.problems.length > 0) counts.refused++;
    return said;
  } catch (crash) {
    fault(`${file}: ${String(crash)}`);
    return { topology: null, findings: [], problems: [] };
  } finally {
    rmSync(alone, { recursive: true });
  }
}

function saidOf({ judged, diagnostics }: JudgedFiles): Said {
  return {
    topology: judged?.topology ?? null,
    findings: (judged?.findings ?? []).map(({ rule, violation: { at, related, subject } }) => ({
      rule,
      lines: [at.line, ...related.map((other) => other.at.line)],
      subject,
    })),
    problems: diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ at, message }) => `${at.file}:${String(at.line)}:${String(at.column)} ${message}`),
  };
}
