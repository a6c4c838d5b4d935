import type { ImageFamily } from './family.ts';
import { families, withTraits } from './rows.ts';

/** What runs the work of others in containers that it starts. */
const RUNNERS: readonly ImageFamily[] = [
  ...families('app', 'a runner of jobs in containers', {
    'GitLab Runner': 'gitlab-runner gitlab/gitlab-runner',
    'GitHub Actions runner': 'myoung34/github-runner actions-runner summerwind/actions-runner*',
    'Gitea runner': 'gitea/act_runner act_runner forgejo/runner',
    'Drone runner': 'drone-runner-* drone/drone-runner-*',
    'Woodpecker agent': 'woodpecker-agent woodpeckerci/woodpecker-agent',
    Buildkite: 'buildkite/agent',
    'TeamCity agent': 'teamcity-agent',
    'Azure Pipelines agent': 'azure-pipelines/vsts-agent vsts-agent',
    Kestra: 'kestra kestra/kestra',
    Windmill: 'windmill-labs/windmill',
    JupyterHub: 'jupyterhub jupyterhub/jupyterhub',
    Selenoid: 'selenoid aerokube/selenoid aerokube/moon',
    LocalStack: 'localstack localstack/localstack localstack-pro',
    'Pterodactyl Wings': 'pterodactyl/wings pelican-dev/wings',
    'Open Runtimes': 'openruntimes/executor',
    Concourse: 'concourse/concourse',
  }),
  ...families('app', 'an engine of containers', { 'Docker in Docker': '=docker library/docker docker-dind' }),
];

/** What holds a word of another family in its name and is something else. */
export const APP_IMAGES: readonly ImageFamily[] = [
  ...families('app', 'a command line client', {
    'MinIO client': 'minio/mc minio/console-init minio-client',
    'MySQL Shell': 'mysql-shell',
  }),
  ...families('app', 'a certificate client', {
    'acme-companion': 'acme-companion letsencrypt-nginx-proxy-companion',
  }),
  ...families('app', 'a writer of configuration', { 'docker-gen': 'docker-gen' }),
  ...families('app', 'a stream processor', {
    ksqlDB: 'ksqldb cp-ksqldb-server cp-ksqldb-cli ksqldb-examples',
    'Kafka Connect': 'cp-kafka-connect* cp-server-connect* kafka-connect*',
    'Kafka REST proxy': 'cp-kafka-rest kafka-rest',
    'Schema Registry': 'cp-schema-registry',
    'Couchbase sync gateway': 'couchbase/sync-gateway',
  }),
  ...families('app', 'a password manager', { Vaultwarden: 'vaultwarden vaultwarden/server' }),
  ...families('app', 'an API', {
    PostgREST: 'postgrest',
    'Supabase API': 'postgres-meta supabase/storage-api supabase/gotrue supabase/realtime supabase/edge-runtime',
    Hasura: 'graphql-engine',
    LiteLLM: 'litellm berriai/litellm',
  }),
  ...families('app', 'a job', { 'Elasticsearch curator': 'elasticsearch-curator' }),
  ...families('app', 'a tunnel to a database', { 'Cloud SQL proxy': 'cloud-sql-proxy gce-proxy' }),
  ...families('app', 'a tunnel', {
    'a VPN': 'gluetun wireguard tailscale openvpn vpn wg-easy transmission-openvpn netbird firezone headscale zerotier',
  }),
  ...families('app', 'a way out, not in', {
    'a forward proxy':
      'squid tinyproxy privoxy =dante microsocks mitmproxy mitmweb shadowsocks torproxy tor-proxy 3proxy v2ray xray goproxy athens',
  }),
  ...families('app', 'a DNS proxy', { cloudflared: 'visibilityspots/cloudflared crazymax/cloudflared' }),
  ...families('app', 'a honeypot', {
    'a honeypot': '*honeypot* *pot heralding dionaea thinkst/canarytokens thinkst/opencanary',
  }),
  ...families('app', 'a renderer', { 'Penpot exporter': 'penpotapp/exporter' }),
  ...families('app', 'a control plane', { 'Envoy control plane': 'envoy-control-plane' }),
  ...families('app', 'an authorization check beside a proxy', {
    'a bouncer': 'traefik-crowdsec-bouncer crowdsec-bouncer* traefik-forward-auth =bouncer',
  }),
  ...withTraits(RUNNERS, new Map([['starts-containers', RUNNERS.map(({ name }) => name)]])),
];
