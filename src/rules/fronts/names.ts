import { wordsOf } from '../../catalogue/image.ts';
import type { TopologyNetwork } from '../../topology/topology.ts';

const FRONT = new Set('frontend front edge public dmz ingress proxy traefik nginx caddy web gateway'.split(' '));
const BACK = new Set('backend back data db database databases internal private storage store'.split(' '));

/** Whether a network's name says that requests from outside come in there: `frontend`, `web-public`, `traefik_proxy`. */
export function isFrontTier({ key }: Pick<TopologyNetwork, 'key'>): boolean {
  const words = wordsOf(key);
  return words.some((word) => FRONT.has(word)) && !words.some((word) => BACK.has(word));
}

/** Whether a network's name says that it lies behind the front: `backend`, `db_internal`. */
export function isBackTier({ key }: Pick<TopologyNetwork, 'key'>): boolean {
  return wordsOf(key).some((word) => BACK.has(word));
}
