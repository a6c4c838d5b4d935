import type { Family } from './catalogue.ts';

/** Images whose name holds a word of another family and that are something else. */
export const APP_IMAGES: readonly Family[] = [
  app('MinIO client', 'a command line client', ['minio/mc', 'minio/console-init']),
  app('acme-companion', 'a certificate client', ['acme-companion', 'letsencrypt-nginx-proxy-companion', 'docker-gen']),
  app('LDAP test client', 'a tool', ['ldap-account-manager']),
  app('ksqlDB', 'a stream processor', ['cp-ksqldb-server', 'cp-ksqldb-cli', 'ksqldb-examples']),
  app('Kafka Connect', 'a stream processor', [
    'cp-kafka-connect*',
    'cp-server-connect*',
    'kafka-connect*',
    'cp-kafka-rest',
    'kafka-rest',
    'cp-schema-registry',
  ]),
  app('Vaultwarden', 'a password manager', ['vaultwarden', 'vaultwarden/server']),
  app('PostgREST', 'an API', ['postgrest', 'postgres-meta', 'graphql-engine']),
  app('Elasticsearch curator', 'a job', ['elasticsearch-curator']),
  app('MySQL Router tests', 'a tool', ['mysql-shell']),
  app('Cloud SQL proxy', 'a tunnel to a database', ['cloud-sql-proxy', 'gce-proxy']),
  app(
    'a VPN',
    'a tunnel',
    ['wg-easy', 'transmission-openvpn'],
    ['gluetun', 'wireguard', 'tailscale', 'openvpn', 'vpn'],
  ),
  app('cloudflared', 'a DNS proxy', ['visibilityspots/cloudflared', 'crazymax/cloudflared']),
  app('a honeypot', 'a honeypot', ['*honeypot*', '*pot', 'heralding', 'dionaea']),
  app('Envoy control plane', 'a control plane', ['envoy-control-plane']),
];

function app(name: string, kind: string, repositories: readonly string[], words: readonly string[] = []): Family {
  return { name, zone: 'app', kind, repositories, words, ports: [], store: null };
}
