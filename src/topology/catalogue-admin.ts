import type { Family } from './catalogue.ts';

/** Consoles of databases, brokers and containers: whoever reaches one has what is behind it. */
export const ADMIN_IMAGES: readonly Family[] = [
  admin('Adminer', 'a database console', ['adminer', 'adminerevo']),
  admin('phpMyAdmin', 'a database console', ['phpmyadmin', 'pma', 'phppgadmin']),
  admin('pgAdmin', 'a database console', ['pgadmin', 'pgadmin4', 'pgweb', 'pghero']),
  admin(
    'mongo-express',
    'a database console',
    ['mongoku', 'mongoclient', 'nosqlclient'],
    ['mongo-express', 'adminmongo', 'mongo-gui', 'mongo-compass'],
  ),
  admin(
    'Redis Commander',
    'a cache console',
    ['phpredisadmin', 'redisinsight', 'rediscommander', 'redmon', 'p3x'],
    ['redis-commander', 'redis-insight', 'redis-stack-ui'],
  ),
  admin('CloudBeaver', 'a database console', [
    'cloudbeaver',
    'dbgate',
    'sqlpad',
    'dbeaver',
    'sqlitebrowser',
    'bytebase',
    'omnidb',
    'whodb',
    'chat2db',
    'nocodb',
  ]),
  admin(
    'Kafka UI',
    'a broker console',
    ['kafdrop', 'akhq', 'kafbat', 'kowl', 'cmak', 'kpow', 'kafkahq', 'zoonavigator', 'kouncil'],
    [
      'kafka-ui',
      'kafka-manager',
      'kafka-topics-ui',
      'redpandadata/console',
      'vectorized/console',
      'cp-enterprise-control-center*',
      'zkui',
    ],
  ),
  admin(
    'Elasticvue',
    'a search console',
    ['elasticvue', 'dejavu', 'cerebro', 'elastichq'],
    ['elasticsearch-head', 'elasticsearch-hq'],
  ),
  admin('phpLDAPadmin', 'a directory console', ['phpldapadmin', 'ldapadmin']),
  admin(
    'Portainer',
    'a container console',
    [
      'portainer',
      'yacht',
      'dockge',
      'komodo',
      'dockhand',
      'arcane',
      'dweebui',
      'rancher',
      'shipyard',
      'swarmpit',
      'casaos',
      'cockpit',
      'coolify',
      'dokploy',
    ],
    ['dockersamples/visualizer'],
  ),
  admin('Webmin', 'a host console', ['webmin', 'ajenti', 'wetty', 'ttyd', 'gotty', 'shellinabox', 'cronicle']),
];

function admin(name: string, kind: string, words: readonly string[], repositories: readonly string[] = []): Family {
  return { name, zone: 'admin', kind, words, repositories, ports: [], store: null };
}
