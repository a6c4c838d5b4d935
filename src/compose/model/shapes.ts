import { addOnce, type Problems } from '../diagnostics.ts';
import type { Reading } from '../reading.ts';
import { datesLeftIn } from '../schema/dates.ts';
import { withSignedSizes } from './signed-sizes.ts';
import { scalar, stringOf, valueOf, withValue } from '../yaml/nodes.ts';
import { patterns } from '../yaml/patterns.ts';
import { rewrite } from '../yaml/rewrite.ts';
import type { MapNode } from '../yaml/tree.ts';
import { bytes, duration, gpuCount, limits, mode, pause, processors } from './amounts.ts';
import { gpu, rated, weighted } from './devices.ts';
import { flag, plainText, plainTexts, signed, single, unsigned, type GoConversion } from '../go/types.ts';
import { asText, pairsOf } from '../go/pairs.ts';
import { hosts, lists, servers, ssh, target, test, texts, words } from './texts.ts';

const pairs: GoConversion = (node) => pairsOf(node, '');
const text: GoConversion = (node) => asText(node, null);
const optionalPairs: GoConversion = (node) => pairsOf(node, null);

const gpuAttributes = { '.count': gpuCount, '.options': pairs };
const gpus = Object.fromEntries(
  Object.entries(gpuAttributes).flatMap(([key, shape]) =>
    ['gpus.*', 'deploy.resources.reservations.devices.*'].map((path) => [`services.*.${path}${key}`, shape]),
  ),
);

/** `scale` is also the number of replicas where `deploy` gives none. */
const scaled: GoConversion = (node) => {
  const [scale, deploy] = [valueOf(node, 'scale'), valueOf(node, 'deploy')];
  if (node.kind !== 'map' || deploy?.kind !== 'map' || scale === undefined) return node;
  return valueOf(deploy, 'replicas') === undefined
    ? withValue(node, 'deploy', withValue(deploy, 'replicas', scale))
    : node;
};

/** Two words for the same. */
const policy: GoConversion = (node) => (stringOf(node) === 'if_not_present' ? scalar('missing', node.at) : node);

/** The types in which Compose prints what may be written in several ways. */
const SHAPES = patterns<GoConversion>({
  ...gpus,
  'configs.*.labels': pairs,
  'networks.*.driver_opts': pairs,
  'networks.*.labels': pairs,
  'secrets.*.driver_opts': plainTexts,
  'secrets.*.labels': pairs,
  'volumes.*.driver_opts': pairs,
  'volumes.*.labels': pairs,
  'services.*': scaled,
  'services.*.annotations': pairs,
  'services.*.deploy.resources.reservations.generic_resources.*.discrete_resource_spec.value': signed,
  'services.*.deploy.rollback_config.max_failure_ratio': single,
  'services.*.deploy.rollback_config.parallelism': unsigned(64),
  'services.*.deploy.update_config.max_failure_ratio': single,
  'services.*.deploy.update_config.parallelism': unsigned(64),
  'services.*.develop.watch.*.exec.command': words,
  'services.*.develop.watch.*.exec.environment': optionalPairs,
  'services.*.develop.watch.*.exec.privileged': flag,
  'services.*.develop.watch.*.ignore': texts,
  'services.*.develop.watch.*.include': texts,
  'services.*.env_file.*.required': flag,
  'services.*.attach': flag,
  'services.*.blkio_config.device_read_bps.*': rated,
  'services.*.blkio_config.device_read_iops.*': rated,
  'services.*.blkio_config.device_write_bps.*': rated,
  'services.*.blkio_config.device_write_iops.*': rated,
  'services.*.blkio_config.weight': unsigned(16),
  'services.*.blkio_config.weight_device.*': weighted,
  'services.*.dns': servers,
  'services.*.build.args': optionalPairs,
  'services.*.build.extra_hosts': hosts,
  'services.*.build.labels': pairs,
  'services.*.build.no_cache': flag,
  'services.*.build.privileged': flag,
  'services.*.build.pull': flag,
  'services.*.build.provenance': text,
  'services.*.build.sbom': text,
  'services.*.build.secrets.*.mode': mode,
  'services.*.build.shm_size': bytes,
  'services.*.build.ssh': ssh,
  'services.*.command': words,
  'services.*.configs.*.mode': mode,
  'services.*.secrets.*.mode': mode,
  'services.*.cpu_count': signed,
  'services.*.cpu_percent': single,
  'services.*.cpu_period': signed,
  'services.*.cpu_quota': signed,
  'services.*.cpu_rt_period': signed,
  'services.*.cpu_rt_runtime': signed,
  'services.*.cpu_shares': signed,
  'services.*.cpus': single,
  'services.*.depends_on.*.restart': flag,
  'services.*.deploy.labels': pairs,
  'services.*.deploy.resources.limits.cpus': processors,
  'services.*.deploy.resources.limits.pids': signed,
  'services.*.deploy.resources.reservations.cpus': processors,
  'services.*.provider.options.*': lists,
  'services.*.deploy.resources.limits.memory': bytes,
  'services.*.deploy.resources.reservations.memory': bytes,
  'services.*.deploy.restart_policy.delay': duration,
  'services.*.deploy.restart_policy.window': duration,
  'services.*.deploy.rollback_config.delay': pause,
  'services.*.deploy.rollback_config.monitor': pause,
  'services.*.deploy.update_config.delay': pause,
  'services.*.deploy.update_config.monitor': pause,
  'services.*.entrypoint': words,
  'services.*.environment': optionalPairs,
  'services.*.expose': texts,
  'services.*.extra_hosts': hosts,
  'services.*.gpus.*': gpu,
  'services.*.group_add.*': plainText,
  'services.*.healthcheck.interval': duration,
  'services.*.healthcheck.retries': unsigned(64),
  'services.*.healthcheck.start_interval': duration,
  'services.*.healthcheck.start_period': duration,
  'services.*.healthcheck.test': test,
  'services.*.healthcheck.timeout': duration,
  'services.*.labels': pairs,
  'services.*.logging.options': pairs,
  'services.*.mem_limit': bytes,
  'services.*.mem_reservation': bytes,
  'services.*.mem_swappiness': bytes,
  'services.*.memswap_limit': bytes,
  'services.*.networks.*.driver_opts': pairs,
  'services.*.networks.*.gw_priority': signed,
  'services.*.networks.*.priority': signed,
  'services.*.oom_score_adj': signed,
  'services.*.pids_limit': signed,
  'services.*.pull_policy': policy,
  'services.*.ports.*.published': plainText,
  'services.*.ports.*.target': unsigned(32),
  'services.*.pre_start.*.command': words,
  'services.*.pre_start.*.environment': optionalPairs,
  'services.*.pre_start.*.per_replica': flag,
  'services.*.pre_start.*.privileged': flag,
  'services.*.build.no_cache_filter': texts,
  'services.*.post_start.*.command': words,
  'services.*.post_start.*.environment': optionalPairs,
  'services.*.post_start.*.privileged': flag,
  'services.*.pre_stop.*.command': words,
  'services.*.pre_stop.*.environment': optionalPairs,
  'services.*.pre_stop.*.privileged': flag,
  'services.*.shm_size': bytes,
  'services.*.stop_grace_period': duration,
  'services.*.storage_opt': plainTexts,
  'services.*.sysctls': pairs,
  'services.*.ulimits': limits,
  'services.*.build.ulimits': limits,
  'services.*.volumes.*.bind.create_host_path': flag,
  'services.*.volumes.*.tmpfs.mode': unsigned(32),
  'services.*.volumes.*.volume.labels': pairs,
  'services.*.volumes.*.target': target,
  'services.*.volumes.*.tmpfs.size': bytes,
});

/** `model` in the types that `docker compose config` prints. */
export function shaped(model: MapNode, { behaviour, problems }: Reading): MapNode {
  const result = rewrite<Problems>(withSignedSizes(model, behaviour), SHAPES, problems);
  addOnce(problems, datesLeftIn(result));
  return result;
}
