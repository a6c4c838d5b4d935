import { asDependencies, asNamed, asSequence, isSameText } from '../canonical/convert.ts';
import { error } from '../diagnostics.ts';
import { isNull, itemsOf, list, stringOf, valueOf } from '../yaml/nodes.ts';
import { type Patterns, patterns } from '../yaml/patterns.ts';
import type { Node } from '../yaml/tree.ts';
import { buildOf } from '../canonical/build.ts';
import { appended, mergeMaps, type MergeRule, type Merging } from './merging.ts';

const replace: MergeRule = (_base, over) => over;

/** Lists and mappings of `KEY=VALUE` become lists; the last of equal keys wins in `unicity.ts`. */
const asOneList: MergeRule = (base, over) => appended(asSequence(base), asSequence(over));

/** The same host with the same address stays once. */
const hosts: MergeRule = (base, over) => {
  const [own, other] = [asSequence(base), asSequence(over)];
  return appended(
    { ...own, items: own.items.filter((item) => !other.items.some((same) => isSameText(item, same))) },
    other,
  );
};

/** The schema no longer sees these behind a merge, and Compose ends in a panic over them. */
function checkNames(base: Node, over: Node, { path, problems }: Merging): void {
  const items = [...itemsOf(base), ...itemsOf(over)];
  const wrong = items.find((item) => stringOf(item) === undefined);
  if (wrong !== undefined) problems.push(error('wrong-type', wrong.at, `${path.join('.')} is a list of names.`));
}

/** Where Compose merges keys into a mapping, nothing is none. */
function checkBase(base: Node, over: Node, { path, problems }: Merging): void {
  if (
    base.kind === 'scalar' &&
    over.kind !== 'scalar' &&
    (over.kind === 'list' ? over.items.length : over.entries.size) > 0
  )
    problems.push(
      error('wrong-type', base.at, `${path.join('.')} has nothing here that could be merged with. Remove it.`),
    );
}

const byName: MergeRule = (base, over, merging) => {
  checkNames(base, over, merging);
  checkBase(base, over, merging);
  const [named, own] = [asNamed(over), asNamed(base)];
  return named === undefined ? base : own === undefined ? named : mergeMaps(own, named, merging);
};

const dependencies: MergeRule = (base, over, merging) => {
  checkNames(base, over, merging);
  return mergeMaps(asDependencies(base), asDependencies(over), merging);
};

const build: MergeRule = (base, over, merging) => {
  const [own, other] = [buildOf(base), buildOf(over)];
  return own.kind === 'map' && other.kind === 'map' ? mergeMaps(own, other, merging) : isNull(over) ? base : over;
};

/** Options only add up while the driver is the same. */
const logging: MergeRule = (base, over, merging) => {
  checkBase(base, over, merging);
  if (base.kind !== 'map' || over.kind !== 'map') return isNull(over) ? base : over;
  const [own, other] = [valueOf(base, 'driver'), valueOf(over, 'driver')];
  return own === undefined || other === undefined || isSameText(own, other) ? mergeMaps(base, over, merging) : over;
};

const limits: MergeRule = (base, over, merging) =>
  base.kind === 'map' && over.kind === 'map' ? mergeMaps(base, over, merging) : over;

/**
 * Address pools merge where the subnet is the same, and none counts as a subnet too. A pool of the base stays only where one
 * of the override has its subnet, or where all of those are in the list already, as Compose goes through them: it changes the pool of the
 * base at each step, also where that is in the list by then.
 */
const addressPools: MergeRule = (base, over, merging) => {
  const pools: { pool: Node }[] = [];
  const placeOf = (other: Node): number => pools.findIndex(({ pool }) => isSameSubnet(pool, other));
  for (const pool of itemsOf(base)) {
    const own = { pool };
    for (const other of itemsOf(over)) {
      if (!isSameSubnet(own.pool, other) && placeOf(other) < 0) {
        pools.push({ pool: other });
        continue;
      }
      own.pool = own.pool.kind === 'map' && other.kind === 'map' ? mergeMaps(own.pool, other, merging) : other;
      const known = placeOf(own.pool);
      if (known < 0) pools.push(own);
      else pools[known] = own;
    }
  }
  return list(
    pools.map(({ pool }) => pool),
    over.at,
  );
};

function isSameSubnet(a: Parameters<typeof valueOf>[0], b: Parameters<typeof valueOf>[0]): boolean {
  const [one, other] = [valueOf(a, 'subnet'), valueOf(b, 'subnet')];
  return one === undefined || other === undefined ? one === other : isSameText(one, other);
}

/** Where merging is not "mappings merge, lists append, the rest is replaced". */
export const MERGE_RULES: Patterns<MergeRule> = patterns<MergeRule>({
  'networks.*.ipam.config': addressPools,
  'networks.*.labels': asOneList,
  'volumes.*.labels': asOneList,
  'services.*.annotations': asOneList,
  'services.*.build': build,
  'services.*.build.additional_contexts': asOneList,
  'services.*.build.args': asOneList,
  'services.*.build.extra_hosts': hosts,
  'services.*.build.labels': asOneList,
  'services.*.build.ssh': asOneList,
  'services.*.command': replace,
  'services.*.depends_on': dependencies,
  'services.*.deploy.labels': asOneList,
  'services.*.dns': asOneList,
  'services.*.dns_opt': asOneList,
  'services.*.dns_search': asOneList,
  'services.*.entrypoint': replace,
  'services.*.env_file': asOneList,
  'services.*.environment': asOneList,
  'services.*.extra_hosts': hosts,
  'services.*.healthcheck.test': replace,
  'services.*.label_file': asOneList,
  'services.*.labels': asOneList,
  'services.*.logging': logging,
  'services.*.models': byName,
  'services.*.networks': byName,
  'services.*.sysctls': asOneList,
  'services.*.tmpfs': asOneList,
  'services.*.ulimits.*': limits,
});
