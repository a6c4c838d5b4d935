import { describe, expect, test } from 'vitest';
import { adminPublished } from '../../src/rules/admin-published.ts';
import { adminWithoutLogin } from '../../src/rules/admin-without-login.ts';
import { contextOf, violationsOf } from './violations.ts';

const told = (image: string, port: number, more = ''): readonly string[] =>
  violationsOf(
    adminWithoutLogin,
    `services: { a: { image: "${image}", ports: ["${String(port)}:${String(port)}"]${more} } }`,
  ).map(({ severity }) => severity ?? 'high');

describe('what administers something and asks for no login', () => {
  test.each([
    ['temporalio/auto-setup:1.25', 7233, '', 'high'],
    ['flink:1.20', 8081, '', 'high'],
    ['nodered/node-red', 1880, '', 'high'],
    ['quay.io/jupyter/base-notebook', 8888, `, command: "start-notebook.sh --NotebookApp.token=''"`, 'high'],
    ['jenkins/jenkins:lts', 8080, ', environment: { JAVA_OPTS: "-Djenkins.install.runSetupWizard=false" }', 'high'],
    ['registry.example.com/mirror/prom/alertmanager:v0.27', 9093, '', 'medium'],
    ['gcr.io/cadvisor/cadvisor', 8080, '', 'medium'],
    ['hasura/graphql-engine:v2', 8080, '', 'high'],
    ['apache/drill:1.21', 8047, '', 'high'],
    ['acme/apache-drill', 8047, '', 'high'],
    ['rundeck/rundeck:5', 4440, '', 'high'],
    ['ansible/awx_web', 8052, ', environment: { AWX_ADMIN_PASSWORD: password }', 'high'],
    ['apache/hadoop:3', 8088, ', command: [yarn, resourcemanager]', 'high'],
    ['alluxio/alluxio', 19999, '', 'medium'],
    ['technitium/dns-server', 5380, '', 'medium'],
    ['bde2020/spark-history-server', 18080, '', 'medium'],
    ['prom/alertmanager', 3003, ', command: ["--web.listen-address=:3003"]', 'medium'],
    ['prom/prometheus', 3001, ', command: "--web.listen-address=0.0.0.0:3001"', 'medium'],
    ['mher/flower', 5556, ', command: celery flower --port=5556', 'medium'],
  ])('%s', (image, port, more, severity) => {
    expect(told(image, port, more)).toEqual([severity]);
  });

  test.each([
    ['another port', 'flink:1.20', 6123, ''],
    ['a token', 'quay.io/jupyter/base-notebook', 8888, ', environment: { JUPYTER_TOKEN: "${TOKEN}" }'],
    ['a secret', 'hasura/graphql-engine:v2', 8080, ', environment: { HASURA_GRAPHQL_ADMIN_SECRET: "${S}" }'],
    ['the setup', 'jenkins/jenkins:lts', 8080, ''],
    ['the port that it has moved from', 'prom/alertmanager', 9093, ', command: ["--web.listen-address=:3003"]'],
    [
      'accounts of its own',
      'rundeck/rundeck:5',
      4440,
      ', volumes: ["./realm.properties:/home/rundeck/realm.properties"]',
    ],
    ['another password', 'technitium/dns-server', 5380, ', environment: { DNS_SERVER_ADMIN_PASSWORD: "${P}" }'],
    ['another software', 'example/flink-jobs', 8081, ''],
    [
      'a method',
      'confluentinc/cp-schema-registry',
      8081,
      ', environment: { SCHEMA_REGISTRY_AUTHENTICATION_METHOD: BASIC }',
    ],
  ])('nothing is told with %s', (_what, image, port, more) => {
    expect(told(image, port, more)).toEqual([]);
  });

  test('a published console is told once, with what is known of its login', () => {
    const messages = (image: string): readonly string[] =>
      violationsOf(adminPublished, `services: { a: { image: ${image}, ports: ["80:8081"] } }`).map(
        ({ message }) => message,
      );
    expect(messages('rediscommander/redis-commander')[0]).toContain('no login is in sight');
    expect(messages('dpage/pgadmin4')[0]).toContain('who gets in has what it manages');
    expect(told('rediscommander/redis-commander', 8081)).toEqual([]);
  });

  test('the file of settings that is mounted says whose key it takes', () => {
    const told = (settings: string): number => {
      const { context } = contextOf({
        'compose.yaml':
          'services: { a: { image: "apache/apisix:3", ports: ["9180:9180"], volumes: ["./config.yaml:/usr/local/apisix/conf/config.yaml"] } }',
        'config.yaml': settings,
      });
      return [...adminWithoutLogin.check(context)].length;
    };
    expect(told('admin_key:\n  - key: edd1c9f034335f136f87ad84b625c8f1\n')).toBe(1);
    expect(told('admin_key:\n  - key: 0123456789abcdef0123456789abcdef\n')).toBe(0);
    expect(told('deployment:\n  role: data_plane\n')).toBe(0);
  });

  test.each([
    ['kibana:7.17.0', 5601, '', 'medium'],
    [
      'kibana:8.15.0',
      5601,
      ' }, es: { image: "elasticsearch:8.15.0", environment: ["xpack.security.enabled=false"]',
      'medium',
    ],
    ['jc21/nginx-proxy-manager:2', 81, '', 'medium'],
    ['traefik:v1.7', 8080, ', command: --api --docker', 'medium'],
    ['grafana/pyroscope', 4040, '', 'medium'],
    ['grafana/tempo:2', 3200, '', 'medium'],
    ['openzipkin/zipkin', 9411, '', 'medium'],
    ['jaegertracing/all-in-one:1', 16686, '', 'medium'],
    ['otel/opentelemetry-collector-contrib', 4318, '', 'medium'],
    ['grafana/grafana', 3000, ', environment: { GF_SECURITY_ADMIN_PASSWORD: foobar }', 'medium'],
  ])('%s', (image, port, more, severity) => {
    expect(told(image, port, more)).toEqual([severity]);
  });

  test.each([
    ['security from version 8 on', 'kibana:8.15.0', 5601, ' }, es: { image: "elasticsearch:8.15.0"'],
    ['a password', 'kibana:7.17.0', 5601, ', environment: { ELASTICSEARCH_PASSWORD: "${P}" }'],
    ['the ports of the web', 'jc21/nginx-proxy-manager:2', 443, ''],
    ['no API', 'traefik:v1.7', 8080, ', command: --docker'],
    [
      'a password that stands elsewhere',
      'grafana/grafana',
      3000,
      ', environment: { GF_SECURITY_ADMIN_PASSWORD: "${P}" }',
    ],
  ])('nothing is told with %s', (_what, image, port, more) => {
    expect(told(image, port, more)).toEqual([]);
  });

  test('that the password of a published console stands in the repository is said with it', () => {
    const [violation] = violationsOf(
      adminPublished,
      'services: { a: { image: dpage/pgadmin4, ports: ["80:80"], environment: { PGADMIN_DEFAULT_PASSWORD: hunter2 } } }',
    );
    expect(violation?.message).toMatch(
      /: who gets in has what it manages, and its password stands in the repository\.$/,
    );
  });
});

describe('a switch in a file that it is given', () => {
  const dashboard = (text: string): number =>
    [
      ...adminWithoutLogin.check(
        contextOf({
          'compose.yaml':
            'services: { t: { image: "traefik:v3", ports: ["8080:8080"], volumes: ["./traefik.yaml:/etc/traefik/traefik.yaml"] } }',
          'traefik.yaml': text,
        }).context,
      ),
    ].length;
  test.each([
    'api:\n  dashboard: true\n  insecure: true\n',
    'log: {}\napi:\n  # for now\n\n  insecure: true\n',
    '[log]\n[api]\n  dashboard = true\n  insecure = true\n',
  ])('opens the dashboard of Traefik: %j', (text) => {
    expect(dashboard(text)).toBe(1);
  });
  test.each(['api:\n  dashboard: true\n', 'api:\n  insecure: false\n', 'api: {}\nother:\n  insecure: true\n'])(
    'does not: %j',
    (text) => {
      expect(dashboard(text)).toBe(0);
    },
  );
});

describe('the statistics of HAProxy', () => {
  const portsOf = (configuration: string): readonly string[] =>
    [
      ...adminWithoutLogin.check(
        contextOf({
          'compose.yaml':
            'services: { lb: { image: "haproxy:3", ports: ["80:80", "8404:8404"], volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg"] } }',
          'haproxy.cfg': configuration,
        }).context,
      ),
    ].map(({ message }) => /is open on (.*?) to every/.exec(message)?.[1] ?? '');
  const web = 'frontend web\n  bind *:80\n  default_backend app\n';
  test('are open on the port of their section', () => {
    expect(portsOf(`${web}frontend stats\n  bind *:8404\n  stats enable\n  stats uri /stats\n`)).toEqual(['port 8404']);
  });
  test.each(['stats auth admin:${PASSWORD}', 'acl ok http_auth(users)'])('are not with a login: %s', (login) => {
    expect(portsOf(`${web}listen stats\n  bind *:8404\n  stats enable\n  ${login}\n`)).toEqual([]);
  });
  test('are not without the words', () => {
    expect(portsOf(web)).toEqual([]);
  });
});

describe('a route of Traefik to its own dashboard', () => {
  const routes = (labels: string, more = ''): number =>
    violationsOf(adminWithoutLogin, `services: { t: { image: "traefik:v3", ports: ["443:443"], ${labels} }${more} }`)
      .length;
  const route = '"traefik.http.routers.d.rule=Host(`t.example.org`)", "traefik.http.routers.d.service=api@internal"';
  test('is open without a middleware, in a swarm, too', () => {
    expect(routes(`labels: [${route}]`)).toBe(1);
    expect(routes(`deploy: { labels: [${route}] }`)).toBe(1);
  });
  test('is open behind one that keeps nobody out, wherever that is declared', () => {
    const behind = (kind: string): number =>
      routes(
        `labels: [${route}, "traefik.http.routers.d.middlewares=m@docker"]`,
        `, x: { image: y, labels: ["traefik.http.middlewares.m.${kind}"] }`,
      );
    expect(behind('headers.stsseconds=1')).toBe(1);
    expect(behind('basicauth.users=a:b')).toBe(0);
    expect(behind('ipallowlist.sourcerange=10.0.0.0/8')).toBe(0);
  });
  test('is not behind one that is declared elsewhere', () => {
    expect(routes(`labels: [${route}, "traefik.http.routers.d.middlewares=secured@file"]`)).toBe(0);
  });
});
