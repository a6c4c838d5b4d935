import type { TopologyService } from '../../topology/topology.ts';
import type { NodeId } from '../../topology/node-id.ts';
import type { RuleContext } from '../context.ts';

/**
 * Whose credential a setting holds, of `stores` that hold the same one: that of the store that has it, or for whom its client names it.
 * Equal passwords alone say little: `secret` is that of a database and of a console beside it. `key`: `null` for texts, which have no
 * name. `null`: of none of them.
 */
export function ownerOf(
  { needs }: RuleContext,
  service: TopologyService,
  key: string | null,
  stores: ReadonlyMap<NodeId, TopologyService>,
): TopologyService | null {
  if (service.zone.zone === 'data') return stores.get(service.id) ?? null;
  const needed = (needs.get(service.id) ?? []).flatMap(({ to }) => stores.get(to) ?? []);
  // The files need not show the need; one store alone can be meant.
  const meant = needed.length > 0 ? needed : stores.size === 1 ? [...stores.values()] : [];
  if (key === null) return meant[0] ?? null;
  const named = meant.find(({ service: { name } }) => key.toLowerCase().includes(name.toLowerCase()));
  return named ?? (STORE.test(key.replace(/([a-z])([A-Z])/g, '$1_$2')) ? (meant[0] ?? null) : null);
}

/** Words for a store in the name of a setting: `DB_PASSWORD`, `SPRING_DATASOURCE_PASSWORD`, `PGPASSWORD`. */
const STORE =
  /(^|_)(DB|DATABASE|DATASOURCE|PG|SA|CACHE|BROKER|QUEUE|AMQP|MQTT|S3|STORAGE|ES|LDAP)(_|$)|SQL|POSTGRES|MARIA|MONGO|REDIS|RABBIT|KAFKA|ELASTIC|CLICKHOUSE|MINIO|NEO4J|INFLUX|CASSANDRA|COUCH|^PGPASSWORD$/i;
