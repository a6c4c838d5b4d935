/**
 * Interfaces by which software is administered, or runs what it is told to, that ask nobody who they are unless they are told to: as
 * their documentation says of the images.
 */
export interface Administration {
  /** What it is, with its article where it wants one: `the dashboard of Traefik`. */
  readonly name: string;
  /** Ends of repository paths, `*` for any text without a slash. */
  readonly repositories: readonly string[];
  /** Container ports on which it answers; empty: all that are published. */
  readonly ports: readonly number[];
  /** Ports that its settings name in the place of these; empty: they name none. */
  readonly movedTo: (settings: string) => readonly number[];
  /** How it lets everybody in, in words behind its name. */
  readonly how: string;
  /** What those who get in can do, in words that finish "whoever gets there ". */
  readonly gives: string;
  /** Whether they can run programs, or change what others are served; else they see, and disturb. */
  readonly commands: boolean;
  /** What must stand in the settings for it to be open; each of them. */
  readonly opens: readonly { readonly test: (settings: string) => boolean }[];
  /** What closes it, or asks for a login; one is enough. */
  readonly locks: readonly RegExp[];
  /** The family of the store that has to let everybody in for it to do so; `null`: it decides by itself. */
  readonly behind: string | null;
}

type Row = readonly [
  name: string,
  repositories: string,
  ports: readonly number[],
  gives: string,
  more?: {
    readonly how?: string;
    readonly opens?: Administration['opens'];
    readonly locks?: readonly RegExp[];
    readonly behind?: string;
    readonly moved?: Administration['movedTo'];
  },
];

/**
 * Patterns are tried on the settings as text: a line `KEY=value` for each variable, `$ ` and the command line, and `@ ` and the target of each
 * mount, config and secret.
 */
function rows(commands: boolean, table: readonly Row[]): readonly Administration[] {
  return table.map(
    ([
      name,
      repositories,
      ports,
      gives,
      { how = NO_LOGIN, opens = [], locks = [], behind = null, moved = () => [] } = {},
    ]) => ({
      name,
      repositories: repositories.split(' '),
      ports,
      how,
      gives,
      commands,
      opens,
      locks,
      behind,
      movedTo: moved,
    }),
  );
}

/** How the servers of Confluent are told to ask for a login. */
const CONFLUENT: readonly RegExp[] = [
  /AUTHENTICATION_(METHOD|PLUGIN)|REST_EXTENSION_CLASSES=|REST_SERVLET_INITIALI[SZ]OR_CLASSES=|SECURITY_EXTENSION|AUTHORIZER/,
];

/** Software that runs as one of its parts has only what that part answers. https://grafana.com/docs/tempo/latest/api_docs/ */
const ROLE = String.raw`(?:\s--?target(?:=|\s)|^target: *)["']?`;
const READERS = 'all|single-binary|scalable-single-binary|read|querier|query-frontend';
const NO_ROLE_THAT_READS = new RegExp(`${ROLE}(?!(?:[\\w-]+,)*(?:${READERS})(?![\\w-]))[\\w,-]`, 'm');
const WRITES = {
  opens: [new RegExp(`${ROLE}(?:[\\w-]+,)*(?:distributor|ingester|write)(?![\\w-])`, 'm')],
  locks: [new RegExp(`${ROLE}(?:[\\w-]+,)*(?:${READERS})(?![\\w-])`, 'm')],
};

/** Mail that is caught to be looked at has links in it that set a new password. */
const MAILS = 'reads every mail the stack sends, resets included';

/** Ports that the first group of a pattern finds. */
function at(pattern: RegExp): Administration['movedTo'] {
  return (settings) => [...settings.matchAll(pattern)].map(([, port]) => Number(port));
}

/** https://prometheus.io/docs/prometheus/latest/command-line/prometheus/ */
const WEB_LISTEN = at(/--web\.listen-address[= ]["']?[^\s"':]{0,60}:(\d{1,5})/g);

/** Ports of the sections of a configuration of HAProxy that show its statistics to everybody. */
function openStatistics(settings: string): readonly number[] {
  const sections = settings.split(/^(?=(?:frontend|listen|backend|defaults|global|userlist|resolvers|peers)\b)/m);
  return sections
    .filter((section) => /^[ \t]*stats\s+(?:enable|uri)\b/m.test(section))
    .filter((section) => !/^[ \t]*stats\s+(?:auth|http-request\s+auth)\b|http_auth\(/m.test(section))
    .flatMap((section) =>
      [...section.matchAll(/^[ \t]*bind\s+[^\s:]{0,60}:(\d{1,5})/gm)].map(([, port]) => Number(port)),
    );
}

/** On its command line, in a variable, and in its file as YAML or TOML. */
const TRAEFIK_INSECURE =
  /--api\.insecure(?:=true)?(?:\s|$)|TRAEFIK_API_INSECURE=true|^api: *(?:#.*)?\n(?:[ \t].*\n|[ \t]*\n|#.*\n){0,20}?[ \t]+insecure: *true|^\[api\] *(?:#.*)?\n(?:(?!\[).*\n){0,20}?[ \t]*insecure *= *true/im;

const NO_LOGIN = 'asks for no login that is in sight';

export const ADMINISTRATIONS: readonly Administration[] = [
  ...rows(true, [
    [
      'the REST API of Kafka Connect',
      'cp-kafka-connect* cp-server-connect* kafka-connect* debezium/connect debezium/connect-base',
      [8083],
      'can start connectors that copy data and read files',
      { locks: CONFLUENT },
    ],
    [
      'Temporal',
      'temporalio/auto-setup temporalio/server temporal/auto-setup temporalio/temporal',
      [7233],
      'can start, change and end every workflow',
      { locks: [/TEMPORAL_AUTH_|TEMPORAL_JWT_|TLS_REQUIRE_CLIENT_AUTH=true/] },
    ],
    [
      'the Admin API of Kong',
      'kong kong/kong kong/kong-gateway kong-gateway kong-enterprise-edition',
      [8001, 8444],
      'can send the traffic of every route elsewhere',
      // Without the setting it listens on 127.0.0.1 of the container.
      { opens: [/KONG_ADMIN_LISTEN=.*(0\.0\.0\.0|\[?::\]?[:,\s])/], locks: [/ENFORCE_RBAC=(on|both|true)/] },
    ],
    [
      'the Admin API of APISIX',
      'apache/apisix bitnami/apisix',
      [9180],
      'can send the traffic of every route elsewhere',
      {
        how: 'takes the key that is the same in every installation, unless it is told another',
        locks: [
          /ADMIN_KEY=./,
          /(^|\s)key: *["']?(?!edd1c9f034335f136f87ad84b625c8f1|4054f7cf07e344346cd3f287985e76a2)[\w${-]{8,}/,
          /config_provider: *yaml|role: *data_plane|enable_admin: *false/,
        ],
      },
    ],
    [
      'Node-RED',
      'nodered/node-red node-red/node-red node-red-docker',
      [1880],
      'can run programs through its flows',
      {
        locks: [/@ .*settings\.js/, /ADMIN_?AUTH|NODE_RED_CREDENTIAL_|--settings|FLOWS?_PASSWORD/i],
      },
    ],
    [
      'Jenkins',
      'jenkins/jenkins jenkins jenkins4eval/jenkins jenkinsci/blueocean',
      [8080],
      'can run programs as builds',
      {
        how: 'has its setup, and with it its login, switched off',
        opens: [/runSetupWizard=false/],
        locks: [/CASC_JENKINS_CONFIG|JENKINS_ADMIN|JENKINS_(PASS|USER)|@ .*(casc|jenkins\.ya?ml|init\.groovy)/i],
      },
    ],
    [
      'Jupyter',
      'jupyter/* jupyter/docker-stacks-foundation quay.io/jupyter/*',
      [8888],
      'can run programs',
      {
        how: 'is started without token or password',
        opens: [/\.(token|password)=\s*(''|""|["']?\s|$)|JUPYTER_TOKEN=$/im],
        locks: [/(hashed_)?password=.*(argon2|sha1):|JUPYTER_TOKEN=.+/],
      },
    ],
    [
      'code-server',
      'codercom/code-server linuxserver/code-server openvscode-server gitpod/openvscode-server',
      [8080, 8443, 3000],
      'can run programs',
      {
        how: 'is started without a login',
        opens: [/--auth[= ]none|--without-connection-token/],
        locks: [/(^|\n)(HASHED_)?PASSWORD=./],
      },
    ],
    [
      'the REST API of Flink',
      'flink apache/flink bitnami/flink',
      [8081],
      'can run programs as jobs',
      { locks: [/ssl\.rest\.authentication-enabled:? ?true|web\.submit\.enable:? ?false/] },
    ],
    [
      'the master of Spark',
      'apache/spark bitnami/spark bitnamilegacy/spark bde2020/spark-master spark-master',
      [7077, 6066],
      'can run programs as jobs',
      { locks: [/SPARK_RPC_AUTHENTICATION_ENABLED=(yes|true)|spark\.authenticate[= ]true/] },
    ],
    ['the dashboard of Ray', 'rayproject/ray rayproject/ray-ml', [8265, 10001], 'can run programs as jobs', {}],
    [
      'the scheduler of Dask',
      'dask/dask daskdev/dask dask/dask-notebook',
      [8786],
      'can run programs as tasks',
      { locks: [/--tls-/] },
    ],
    ['Nomad', 'hashicorp/nomad multani/nomad', [4646], 'can run programs as jobs', { locks: [/acl\s*\{|@ .*\.hcl/] }],
    ['Apache Livy', 'livy apache/livy', [8998], 'can run programs as jobs', {}],
    [
      "YARN's resource manager",
      'bde2020/hadoop-resourcemanager hadoop-resourcemanager',
      [8088, 8032],
      'can run programs as jobs',
      {},
    ],
    [
      "YARN's resource manager",
      'apache/hadoop apache/hadoop-runner',
      [8088, 8032],
      'can run programs as jobs',
      { opens: [/resourcemanager/i] },
    ],
    [
      'Apache Drill',
      'apache/drill drill/apache-drill apache-drill drill',
      [8047, 31010],
      'can run queries, and add the places that they read',
      { locks: [/drill-override\.conf|security\.user\.auth|DRILL_SECURITY/] },
    ],
    [
      'Rundeck',
      'rundeck/rundeck rundeck',
      [4440, 4443],
      'can run programs on every node',
      {
        how: 'starts with a login that everybody knows',
        locks: [/realm\.properties|RUNDECK_(?:JAAS|PREAUTH|SECURITY)|RUNDECK_ADMIN_PASSWORD|jaas/i],
      },
    ],
    [
      'AWX',
      'ansible/awx ansible/awx_web awx_web',
      [8052, 8053, 80],
      'can run programs on every host',
      { how: 'has the password of its examples', opens: [/(?:AWX|TOWER)_?ADMIN_PASSWORD="?password"?$/im] },
    ],
    ['Zeppelin', 'apache/zeppelin', [8080], 'can run programs as notes', { locks: [/@ .*shiro\.ini/] }],
    [
      'NiFi',
      'apache/nifi',
      [8080],
      'can run programs through its flows',
      { how: 'is served without TLS, and so without a login', opens: [/NIFI_WEB_HTTP_PORT=\d/] },
    ],
    [
      'Hasura',
      'hasura/graphql-engine graphql-engine',
      [8080],
      'can read and change the whole database',
      { how: 'has no admin secret', locks: [/HASURA_GRAPHQL_(ADMIN_SECRET|ACCESS_KEY)=/, /--admin-secret/] },
    ],
    [
      'Grafana',
      'grafana/grafana grafana/grafana-oss grafana/grafana-enterprise grafana',
      [3000],
      'can query every data source with its credentials',
      {
        how: 'takes everybody for an administrator or editor',
        opens: [/GF_AUTH_ANONYMOUS_ENABLED="?true/i, /GF_AUTH_ANONYMOUS_ORG_ROLE="?(Admin|Editor)/i],
      },
    ],
    [
      'Grafana',
      'grafana/grafana grafana/grafana-oss grafana/grafana-enterprise grafana',
      [3000],
      'can query every data source with its credentials',
      {
        how: 'has the password `admin`',
        opens: [/GF_SECURITY_ADMIN_PASSWORD="?admin"?$/im],
        locks: [/GF_AUTH_ANONYMOUS_ORG_ROLE="?(Admin|Editor)/i, /GF_AUTH_DISABLE_LOGIN_FORM="?true/i],
      },
    ],
    [
      'Airflow',
      'apache/airflow puckel/docker-airflow',
      [8080],
      'can run programs as tasks',
      {
        how: 'has the account of its examples',
        opens: [
          /_AIRFLOW_WWW_USER_PASSWORD="?airflow"?$|-p(assword)?[= ]"?(admin|airflow)\b|AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS="?true/im,
        ],
      },
    ],
    [
      'the dashboard of Kubernetes',
      'kubernetesui/dashboard kubernetes-dashboard*',
      [8443, 9090],
      'has the cluster',
      { how: 'lets its login be skipped', opens: [/--enable-skip-login|--disable-settings-authorizer/] },
    ],
    [
      'Dagster',
      'dagster/dagster-k8s dagster/dagster dagster-webserver dagster-dagit',
      [3000],
      'can run programs as jobs',
      {},
    ],
    [
      'ESPHome',
      'esphome/esphome',
      [6052],
      'can change the programs of devices',
      { locks: [/(^|\n)PASSWORD=./, /--password/] },
    ],
  ]),
  // Consoles, which `admin-published` tells where a port of theirs is published.
  ...rows(true, [
    [
      'mongo-express',
      'mongo-express',
      [8081],
      'has the database',
      { locks: [/ME_CONFIG_(BASICAUTH|SITE_\w*PASSWORD|OPENID)/] },
    ],
    [
      'Redis Commander',
      'redis-commander rediscommander/redis-commander',
      [8081],
      'has the cache',
      { locks: [/(^|\n)HTTP_(USER|PASSWORD)/, /--http-auth/] },
    ],
    ['RedisInsight', 'redis/redisinsight redislabs/redisinsight', [5540, 8001], 'has the cache', {}],
    ['phpRedisAdmin', 'phpredisadmin erikdubbelboer/phpredisadmin', [80], 'has the cache', { locks: [/ADMIN_PASS/] }],
    [
      'Kafka UI',
      'provectuslabs/kafka-ui kafbat/kafka-ui kafka-ui',
      [8080],
      'has the broker',
      { locks: [/AUTH_TYPE=|SPRING_SECURITY_/, /@ .*\.ya?ml/] },
    ],
    ['Kafdrop', 'obsidiandynamics/kafdrop kafdrop', [9000], 'reads every topic', {}],
    ['AKHQ', 'tchiotludo/akhq akhq', [8080], 'has the broker', { locks: [/security:/, /@ .*\.ya?ml/] }],
    ['elasticsearch-head', 'mobz/elasticsearch-head elasticsearch-head', [9100], 'has the indexes', {}],
    ['pgweb', 'sosedoff/pgweb pgweb', [8081], 'has the database', { locks: [/PGWEB_AUTH|AUTH_USER|--auth-/] }],
    ['SQLite Web', 'coleifer/sqlite-web sqlite-web', [8080], 'has the database', { locks: [/PASSWORD=|--password/] }],
    [
      'phpMyAdmin',
      'phpmyadmin phpmyadmin/phpmyadmin',
      [80],
      'has the database',
      { how: 'has the password of the database in it', opens: [/PMA_PASSWORD=./] },
    ],
    [
      'a web terminal',
      'tsl0922/ttyd ttyd gotty',
      [7681, 8080],
      'has a shell',
      { locks: [/(^|\s)(-c|--credential|--auth-header)[\s=]/] },
    ],
    ['the visualizer of the swarm', 'dockersamples/visualizer', [8080], 'sees every service of the swarm', {}],
  ]),
  ...rows(false, [
    [
      'the interface of Temporal',
      'temporalio/ui temporalio/web',
      [8080, 8088],
      'can see and end every workflow',
      { locks: [/TEMPORAL_AUTH_ENABLED=true/] },
    ],
    [
      'the dashboard of Traefik',
      'traefik',
      [8080],
      'sees every route, service and middleware',
      {
        how: 'is open (`api.insecure`)',
        opens: [TRAEFIK_INSECURE],
        moved: at(/entrypoints\.traefik\.address[=: ]+["']?[^\s"':]{0,60}:(\d{1,5})/gi),
      },
    ],
    [
      'Prometheus',
      'prom/prometheus prometheus/prometheus bitnami/prometheus',
      [9090],
      'can delete series or stop it, and reads all metrics and its configuration',
      {
        how: 'asks for no login that is in sight, and takes orders',
        opens: [/--web\.enable-(admin-api|lifecycle)/],
        locks: [/--web\.config\.file/],
        moved: WEB_LISTEN,
      },
    ],
    [
      'Prometheus',
      'prom/prometheus prometheus/prometheus bitnami/prometheus',
      [9090],
      'reads all metrics, and what is monitored where',
      {
        locks: [/--web\.config\.file|--web\.enable-(admin-api|lifecycle)/],
        moved: WEB_LISTEN,
      },
    ],
    [
      'Pushgateway',
      'prom/pushgateway',
      [9091],
      'can write and delete metrics',
      { locks: [/--web\.config\.file/], moved: WEB_LISTEN },
    ],
    [
      'Alertmanager',
      'prom/alertmanager bitnami/alertmanager',
      [9093],
      'can silence alerts',
      { locks: [/--web\.config\.file/], moved: WEB_LISTEN },
    ],
    [
      'cAdvisor',
      'google/cadvisor gcr.io/cadvisor/cadvisor cadvisor/cadvisor cadvisor',
      [8080],
      'sees every container of the host, with its settings',
      {
        locks: [/--http_auth_file|--http_digest_file/],
        moved: at(/(?:^|\s)--?port[= ](\d{1,5})/g),
      },
    ],
    [
      'VictoriaMetrics',
      'victoriametrics/victoria-metrics victoriametrics/vmsingle',
      [8428],
      'reads, writes and deletes metrics',
      { locks: [/httpAuth\./i] },
    ],
    ['Loki', 'grafana/loki', [3100], 'reads all logs, and writes others', { locks: [NO_ROLE_THAT_READS] }],
    ['Loki', 'grafana/loki', [3100], 'can write logs of their own', WRITES],
    ['Mimir', 'grafana/mimir', [8080, 9009], 'reads all metrics, and writes others', { locks: [NO_ROLE_THAT_READS] }],
    ['Mimir', 'grafana/mimir', [8080, 9009], 'can write metrics of their own', WRITES],
    [
      'Thanos',
      'thanosio/thanos thanos/thanos bitnami/thanos',
      [10902, 9090],
      'reads all metrics',
      { opens: [/^\$ (\S*thanos )?query(-frontend)? /m], locks: [/--http\.config/] },
    ],
    [
      'the receiver of Thanos',
      'thanosio/thanos thanos/thanos bitnami/thanos',
      [19291],
      'can write metrics of their own',
      {
        opens: [/^\$ (\S*thanos )?receive /m],
        locks: [/--remote-write\.server-tls-client-ca/],
      },
    ],
    [
      'Chronograf',
      'chronograf',
      [8888],
      'can query and change what it is connected to',
      { locks: [/TOKEN_SECRET=|BASIC_AUTH|--basic-auth|--token-secret/] },
    ],
    [
      'Eureka',
      'springcloud/eureka *eureka-server* *eureka*',
      [8761],
      'can register services of its own, which then get the requests of others',
      {
        locks: [/SPRING_SECURITY_USER_(NAME|PASSWORD)=|EUREKA_(USER|PASSWORD)/],
      },
    ],
    [
      'Flower',
      'mher/flower flower',
      [5555],
      'sees every task, and can revoke them',
      {
        locks: [/FLOWER_(BASIC_AUTH|AUTH|OAUTH2_\w+|AUTH_PROVIDER)=|--(basic[_-]auth|auth)\b/],
        moved: at(/(?:--port[= ]|FLOWER_PORT=)["']?(\d{1,5})/g),
      },
    ],
    [
      'Prefect',
      'prefecthq/prefect prefecthq/server',
      [4200],
      'can start and change flows',
      { opens: [/\bserver start\b|\borion start\b/], locks: [/PREFECT_SERVER_API_AUTH_STRING=/] },
    ],
    [
      'MLflow',
      'mlflow/mlflow ghcr.io/mlflow/mlflow',
      [5000],
      'can read and change models',
      { locks: [/--app-name[= ]basic-auth/] },
    ],
    [
      'Selenium Grid',
      'selenium/hub selenium/standalone-* selenium/node-* selenoid aerokube/selenoid',
      [4444],
      'drives browsers that reach the networks of this project',
      { locks: [/SE_ROUTER_(USERNAME|PASSWORD)=|--password/] },
    ],
    [
      'the schema registry',
      'cp-schema-registry schema-registry apicurio/apicurio-registry*',
      [8081],
      'can change and delete the schemas of topics',
      { locks: CONFLUENT },
    ],
    [
      'the REST proxy of Kafka',
      'cp-kafka-rest kafka-rest',
      [8082],
      'reads and writes every topic',
      { locks: CONFLUENT },
    ],
    [
      'ksqlDB',
      'cp-ksqldb-server ksqldb-server confluentinc/ksqldb-server',
      [8088],
      'reads and writes every topic',
      { locks: CONFLUENT },
    ],
    [
      'Kibana',
      'kibana/kibana kibana docker.elastic.co/kibana/kibana',
      [5601],
      'reads and changes every index',
      { how: 'has its security switched off', opens: [/XPACK_SECURITY_ENABLED="?false/i] },
    ],
    [
      'Kibana',
      'kibana/kibana kibana docker.elastic.co/kibana/kibana',
      [5601],
      'reads and changes every index',
      {
        how: 'has no login before version 8 unless it is told to',
        opens: [/^# \S{0,200}kibana:v?[1-7]\./],
        locks: [/XPACK_SECURITY_ENABLED="?true|ELASTICSEARCH_(USERNAME|PASSWORD)|elasticsearch\.password/i],
      },
    ],
    [
      'Kibana',
      'kibana/kibana kibana docker.elastic.co/kibana/kibana',
      [5601],
      'reads and changes every index',
      { how: 'asks for no login, as its Elasticsearch asks for none', behind: 'Elasticsearch' },
    ],
    [
      'OpenSearch Dashboards',
      'opensearch-dashboards opensearchproject/opensearch-dashboards',
      [5601],
      'reads and changes every index',
      { how: 'has its security switched off', opens: [/DISABLE_SECURITY_DASHBOARDS_PLUGIN="?true/i] },
    ],
    [
      'the console of Nginx Proxy Manager',
      'nginx-proxy-manager jc21/nginx-proxy-manager',
      [81],
      'can send the requests of every host elsewhere',
      {
        how: 'starts with a login that everybody knows',
        locks: [/INITIAL_ADMIN_PASSWORD/],
      },
    ],
    [
      'the dashboard of Traefik',
      'traefik',
      [8080],
      'sees every route and service',
      { how: 'has no login', opens: [/^# \S{0,200}traefik:v?1\./, /--(api|web)(?![\w.])|^\[(api|web)\]/m] },
    ],
    ['MailHog', 'mailhog/mailhog mailhog', [8025], MAILS, { locks: [/MH_AUTH_FILE=|-auth-file/] }],
    ['Mailpit', 'axllent/mailpit mailpit', [8025], MAILS, { locks: [/MP_UI_AUTH|--ui-auth/] }],
    [
      'MailDev',
      'maildev/maildev maildev',
      [1080, 80],
      MAILS,
      { locks: [/MAILDEV_WEB_(USER|PASS)=|--web-(user|pass)/] },
    ],
    [
      'smtp4dev',
      'rnwood/smtp4dev smtp4dev',
      [80, 5000],
      MAILS,
      { locks: [/WebAuthenticationRequired["']?[=:] *["']?true|--webauthenticationrequired/i] },
    ],
    ['MailCatcher', 'sj26/mailcatcher schickling/mailcatcher dockage/mailcatcher mailcatcher', [1080], MAILS, {}],
    ['Inbucket', 'inbucket/inbucket', [9000], MAILS, {}],
    ['Pyroscope', 'grafana/pyroscope pyroscope/pyroscope', [4040], 'reads all profiles, and writes others', {}],
    [
      'Tempo',
      'grafana/tempo',
      [3200, 3100],
      'reads all traces',
      { locks: [/multitenancy_enabled: *true/, NO_ROLE_THAT_READS] },
    ],
    ['Tempo', 'grafana/tempo', [4317, 4318], 'can write traces of their own', WRITES],
    ['Zipkin', 'openzipkin/zipkin openzipkin/zipkin-slim', [9411], 'reads all traces, and writes others', {}],
    [
      'Jaeger',
      'jaegertracing/all-in-one jaegertracing/jaeger jaegertracing/jaeger-query jaegertracing/opentelemetry-all-in-one',
      [16686],
      'reads all traces',
      {},
    ],
    [
      'the collector of OpenTelemetry',
      'otel/opentelemetry-collector otel/opentelemetry-collector-contrib opentelemetry-collector opentelemetry-collector-contrib grafana/alloy',
      [4317, 4318],
      'can write traces, metrics and logs of their own',
      { locks: [/authenticator:|client_ca_file:|basicauth|bearertokenauth|oidc/] },
    ],
    ['Ollama', 'ollama/ollama', [11434], 'uses, loads and deletes models', { locks: [/API_KEY=/] }],
    ['Frigate', 'blakeblackshear/frigate', [5000], 'sees the cameras', { how: 'asks for no login on this port' }],
    [
      'Technitium DNS Server',
      'technitium/dns-server',
      [5380, 53443],
      'can lead every name elsewhere',
      { how: 'starts with a login that everybody knows', locks: [/DNS_SERVER_ADMIN_PASSWORD/] },
    ],
    [
      'Alluxio',
      'alluxio/alluxio alluxio/alluxio-enterprise alluxio',
      [19998, 19999, 29999, 30000],
      'reads the files that it serves, and its configuration',
      { locks: [/security\.authentication\.type[= ](?!NOSASL)\w/] },
    ],
    [
      'the interface of Spark',
      'apache/spark bitnami/spark bitnamilegacy/spark bde2020/spark-master bde2020/spark-worker bde2020/spark-history-server spark-master spark-worker spark',
      [8080, 8081, 4040, 18080],
      'sees every job and its settings, and ends jobs',
      { locks: [/spark\.ui\.filters|spark\.acls\.enable[= ]true/] },
    ],
    [
      'the statistics of HAProxy',
      'haproxy haproxytech/haproxy-alpine haproxytech/haproxy-debian haproxytech/haproxy-ubuntu bitnami/haproxy',
      [0],
      'sees every server behind it',
      { opens: [{ test: (settings) => openStatistics(settings).length > 0 }], moved: openStatistics },
    ],
    ['the administration of Envoy', 'envoyproxy/envoy envoy', [9901], 'sees its configuration and can stop it', {}],
  ]),
];

/** Those of the software of an image, by the path of its repository (`acme/mirror/flink`). */
export function administrationsOf(repository: string): readonly Administration[] {
  return PATTERNS.filter(({ pattern }) => pattern.test(repository)).map(({ administration }) => administration);
}

const PATTERNS = ADMINISTRATIONS.map((administration) => ({
  administration,
  pattern: new RegExp(
    `(^|/)(${administration.repositories.map((name) => name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')).join('|')})$`,
  ),
}));
