import { amount, count, names, pairs } from './common.ts';
import { either, listOf, nothing, oneOf, open, record, text } from './shape.ts';

const device = {
  capabilities: names,
  count,
  device_ids: names,
  driver: text,
  options: pairs,
};

/** `gpus` of a service: devices whose other keys are free. */
export const gpus = either(oneOf('all'), listOf(open(device)));

const rollout = record({
  delay: text,
  failure_action: text,
  max_failure_ratio: amount,
  monitor: text,
  order: oneOf('start-first', 'stop-first'),
  parallelism: count,
});

const resources = record({
  limits: record({ cpus: amount, memory: text, pids: count }),
  reservations: record({
    cpus: amount,
    devices: listOf(record(device, 'capabilities')),
    generic_resources: listOf(record({ discrete_resource_spec: record({ kind: text, value: amount }) })),
    memory: text,
  }),
});

/** `deploy` of a service. https://docs.docker.com/reference/compose-file/deploy/ */
export const deploy = either(
  nothing,
  record({
    endpoint_mode: text,
    labels: pairs,
    mode: text,
    placement: record({
      constraints: listOf(text),
      max_replicas_per_node: count,
      preferences: listOf(record({ spread: text })),
    }),
    replicas: count,
    resources,
    restart_policy: record({ condition: text, delay: text, max_attempts: count, window: text }),
    rollback_config: rollout,
    update_config: rollout,
  }),
);
