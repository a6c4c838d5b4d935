import { stringOf, scalar } from '../yaml/nodes.ts';
import { patterns } from '../yaml/patterns.ts';
import { rewrite, type Rewrite } from '../yaml/rewrite.ts';
import type { Behaviour } from '../versions/behaviour.ts';
import type { MapNode } from '../yaml/tree.ts';

/** A whole number below zero, as text: no limit, for those who take it. */
const size: Rewrite<Behaviour> = (node, _path, behaviour) => {
  const text = stringOf(node);
  return text !== undefined && /^-\d+$/.test(text) && behaviour('signedSizes') ? scalar(Number(text), node.at) : node;
};

const SIZES = patterns<Rewrite<Behaviour>>({
  'services.*.blkio_config.device_read_bps.*.rate': size,
  'services.*.blkio_config.device_read_iops.*.rate': size,
  'services.*.blkio_config.device_write_bps.*.rate': size,
  'services.*.blkio_config.device_write_iops.*.rate': size,
  'services.*.build.shm_size': size,
  'services.*.deploy.resources.limits.memory': size,
  'services.*.deploy.resources.reservations.memory': size,
  'services.*.mem_limit': size,
  'services.*.mem_reservation': size,
  'services.*.mem_swappiness': size,
  'services.*.memswap_limit': size,
  'services.*.shm_size': size,
  'services.*.volumes.*.tmpfs.size': size,
});

export function withSignedSizes(model: MapNode, behaviour: Behaviour): MapNode {
  return rewrite(model, SIZES, behaviour);
}
