import { describe, expect, test } from 'vitest';
import { dataPublished } from '../../src/rules/data-published.ts';
import { dataReachableFromFrontend } from '../../src/rules/data-reachable-from-frontend.ts';
import { contextOf, violationsOf } from './violations.ts';

const published = (image: string, port: number, more: string): readonly string[] =>
  violationsOf(
    dataPublished,
    `services: { db: { image: "${image}", ports: ["${String(port)}:${String(port)}"]${more} } }`,
  ).map(({ severity, related }) => `${severity ?? 'high'}${related.length > 0 ? ' with its line' : ''}`);

describe('a published store that lets everybody in is critical', () => {
  test.each([
    ['postgres:16', 5432, ', environment: { POSTGRES_HOST_AUTH_METHOD: trust }', ' with its line'],
    ['mysql:8', 3306, ', environment: { MYSQL_ALLOW_EMPTY_PASSWORD: "yes" }', ' with its line'],
    ['bitnami/redis:7', 6379, ', environment: { ALLOW_EMPTY_PASSWORD: "yes" }', ' with its line'],
    ['elasticsearch:8.15.0', 9200, ', environment: ["xpack.security.enabled=false"]', ' with its line'],
    ['docker.elastic.co/elasticsearch/elasticsearch:7.17.0', 9200, '', ''],
    ['opensearchproject/opensearch:2', 9200, ', environment: { DISABLE_SECURITY_PLUGIN: "true" }', ' with its line'],
    ['mongo:7', 27017, '', ''],
    ['redis:7', 6379, ', command: redis-server --appendonly yes', ''],
    ['minio/minio', 9000, ', environment: { MINIO_ROOT_USER: a, MINIO_ROOT_PASSWORD: minioadmin }', ' with its line'],
    ['rabbitmq:4', 5672, '', ''],
    ['memcached:1', 11211, ', env_file: ./nope.env', ''],
    ['redis:7', 6379, ', env_file: ./nope.env', ''],
    ['acme/mongodb-arm', 27017, ', command: mongod --noauth --bind_ip_all', ' with its line'],
    [
      'postgres:16',
      5432,
      ', command: [sh, -c, "echo hostnossl all all 0.0.0.0/0 trust >> pg_hba.conf"]',
      ' with its line',
    ],
    ['postgres:16', 5432, ', environment: { POSTGRES_INITDB_ARGS: "--auth-host=trust" }', ' with its line'],
    ['hashicorp/vault', 8200, ', command: server -dev', ' with its line'],
  ])('%s on port %i', (image, port, more, line) => {
    expect(published(image, port, more)).toEqual([`critical${line}`]);
  });
});

describe('one that asks for a password, or may, is not', () => {
  test.each([
    ['postgres:16', 5432, ''],
    ['bitnami/redis:7', 6379, ''],
    ['elasticsearch:8.15.0', 9200, ''],
    ['elasticsearch:7.17.0', 9200, ', environment: ["xpack.security.enabled=true"]'],
    ['mongo:7', 27017, ', environment: { MONGO_INITDB_ROOT_USERNAME: "${USER}", MONGO_INITDB_ROOT_PASSWORD: "${P}" }'],
    ['redis:7', 6379, ', command: redis-server --requirepass ${PASSWORD}'],
    ['redis:7', 6379, ', command: redis-server /etc/redis/redis.conf'],
    ['redis:7', 6379, ', volumes: ["./redis.conf:/usr/local/etc/redis/redis.conf"]'],
    ['acme/redis-tuned', 6379, ''],
    ['bitnami/memcached:1', 11211, ', env_file: ./nope.env'],
    ['mongo:7', 27017, ', env_file: ./nope.env'],
    ['postgres:16', 5432, ', command: "sh -c \'echo host all all 10.0.0.0/8 trust >> pg_hba.conf\'"'],
    ['rabbitmq:4', 5672, ', environment: { RABBITMQ_DEFAULT_USER: "${USER}" }'],
  ])('%s on port %i%s', (image, port, more) => {
    expect(published(image, port, more)).toEqual(['high']);
  });

  test('nor is one on a port on which nothing is known to answer', () => {
    expect(published('redis:7', 9999, '')).toEqual(['high']);
  });
});

test('that a store lets everybody in is said in the finding of who reaches it', () => {
  const [violation] = violationsOf(
    dataReachableFromFrontend,
    'services: { proxy: { image: nginx, ports: ["80:80"] }, app: { image: x, environment: { DB_HOST: db } }, db: { image: postgres, environment: { POSTGRES_HOST_AUTH_METHOD: trust } } }',
  );
  expect(violation?.message).toMatch(
    /reaches any port of `db` over network `default`\. `db` asks nobody for a password\.$/,
  );
  expect(violation?.related.map(({ note }) => note)).toContain('db asks nobody for a password');
});

test('what an env file that is not there may lock is not said to be open, unless a sample says what belongs there', () => {
  const told = (files: Readonly<Record<string, string>>): readonly string[] =>
    [
      ...dataPublished.check(
        contextOf({
          'compose.yaml':
            'services: { files: { image: minio/minio, ports: ["9000:9000"], env_file: [{ path: files.env, required: false }] } }',
          ...files,
        }).context,
      ),
    ].map(({ severity }) => severity ?? 'high');
  expect(told({})).toEqual(['high']);
  expect(told({ 'files.env.example': 'MINIO_ROOT_PASSWORD=\n' })).toEqual(['high']);
  expect(told({ 'files.env.example': 'MINIO_REGION=a\n' })).toEqual(['critical']);
  expect(told({ 'files.env': 'MINIO_REGION=a\n' })).toEqual(['critical']);
});

test('an open store of a test or of development is high', () => {
  const stack = (name: string): string => `name: ${name}\nservices: { db: { image: redis, ports: ["6379:6379"] } }`;
  expect(
    ['shop', 'shop-dev', 'shop-test'].map((name) => violationsOf(dataPublished, stack(name))[0]?.severity),
  ).toEqual(['critical', null, null]);
});

describe('what the files say of the login of a published store', () => {
  const told = (service: string, files: Readonly<Record<string, string>> = {}): string => {
    const [violation] = dataPublished.check(
      contextOf({ 'compose.yaml': `services: { db: { ${service} } }`, ...files }).context,
    );
    return `${violation?.severity ?? 'high'}: ${violation?.message.replace(/^.* past host firewalls,? /, '') ?? ''}`;
  };
  const redis = 'image: "redis:7", ports: ["6379:6379"]';

  test('a password that is written there', () => {
    expect(told('image: postgres, ports: ["5432:5432"], environment: { POSTGRES_PASSWORD: hunter2 }')).toBe(
      'high: and its password stands in the repository.',
    );
    expect(told('image: postgres, ports: ["5432:5432"], environment: ["POSTGRES_PASSWORD=${PW:-hunter2}"]')).toBe(
      'high: and the default of its password stands in the repository.',
    );
    expect(told(`${redis}, command: sh -c "redis-server --requirepass hunter2"`)).toContain('its password stands');
  });

  test('a password in an env file that is committed, and not in one that is not', () => {
    const stack = 'image: postgres, ports: ["5432:5432"], environment: { POSTGRES_PASSWORD: "${PW}" }';
    expect(told(stack, { '.env': 'PW=hunter2\n' })).toBe('high: and its password stands in the repository.');
    expect(told(stack, { '.env': 'PW=hunter2\n', '.gitignore': '.env\n' })).toBe(
      'high: so only its own password is left.',
    );
    expect(
      told('image: postgres, ports: ["5432:5432"], env_file: db.env', { 'db.env': 'POSTGRES_PASSWORD=hunter2\n' }),
    ).toBe('high: and its password stands in the repository.');
  });

  test('a password from a variable, whatever the variable is called', () => {
    expect(told(`${redis}, command: [sh, -c, 'redis-server --requirepass "$\${REDIS_PASSWORD:?}"']`)).toBe(
      'high: so only its own password is left.',
    );
    expect(told(`${redis}, environment: { REDISPASS: "\${REDISPASS}" }`)).toMatch(/^high: so only its own password/);
  });

  test('a script that starts it says whether it asks for one, and nothing is said of a script that is not there', () => {
    const stack = `${redis}, entrypoint: /redis-conf.sh, volumes: ["./redis-conf.sh:/redis-conf.sh"]`;
    expect(
      told(stack, { 'redis-conf.sh': 'echo "requirepass $X" > /redis.conf\nexec redis-server /redis.conf\n' }),
    ).toMatch(/^high: so only its own password, if it has one/);
    expect(told(stack, { 'redis-conf.sh': '#!/bin/sh\nexec redis-server --save 60 1\n' })).toMatch(/^critical/);
    expect(told(stack)).toMatch(/^high: so only its own password, if it has one/);
  });

  test('a file of settings that is mounted', () => {
    const mounted = `${redis}, command: redis-server /etc/redis/redis.conf, volumes: ["./redis.conf:/etc/redis/redis.conf"]`;
    expect(told(mounted, { 'redis.conf': '# requirepass foobared\nport 6379\n' })).toMatch(/^critical/);
    expect(told(mounted, { 'redis.conf': 'requirepass hunter2\n' })).toContain('its password stands in the repository');
    expect(told(mounted, { 'redis.conf': 'include /etc/more.conf\n' })).toMatch(/^high.*if it has one/);
    const mqtt = 'image: eclipse-mosquitto:2, ports: ["1883:1883"], volumes: ["./m:/mosquitto/config"]';
    expect(told(mqtt, { 'm/mosquitto.conf': 'listener 1883\nallow_anonymous true\n' })).toMatch(/^critical/);
    expect(told(mqtt, { 'm/mosquitto.conf': 'listener 1883\npassword_file /x\n' })).toMatch(/^high/);
  });

  test('listeners of Kafka in plain text, those of controllers left out', () => {
    const kafka = (settings: string): string =>
      told(`image: "apache/kafka", ports: ["9092:9092"], environment: { ${settings} }`);
    const map = 'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: "CONTROLLER:SSL,OUT:PLAINTEXT,IN:SASL_SSL,PLAINTEXT:PLAINTEXT"';
    expect(kafka(`KAFKA_ADVERTISED_LISTENERS: "OUT://localhost:9092", ${map}`)).toMatch(
      /^critical: and it asks nobody/,
    );
    expect(kafka(`KAFKA_LISTENERS: "OUT://:9092,C://:9093", KAFKA_CONTROLLER_LISTENER_NAMES: C, ${map}`)).toMatch(
      /^crit/,
    );
    expect(kafka(`KAFKA_LISTENERS: "OUT://:9092,IN://:9093", ${map}`)).toMatch(/^high/);
    expect(kafka(map)).toMatch(/^high/);
  });

  test('what names a cluster is no password', () => {
    expect(
      told('image: quay.io/coreos/etcd, ports: ["2379:2379"], environment: { ETCD_INITIAL_CLUSTER_TOKEN: shop-1 }'),
    ).not.toContain('stands in the repository');
  });

  test('keys that everybody knows, and settings that open an image of somebody', () => {
    expect(told('image: mcr.microsoft.com/azure-storage/azurite, ports: ["10000:10000"]')).toMatch(
      /^critical.*everybody knows/,
    );
    expect(
      told('image: acme/catalogue-db, ports: ["3306:3306"], environment: { MYSQL_ALLOW_EMPTY_PASSWORD: "true" }'),
    ).toMatch(/asks nobody for a password/);
  });
});

test('which of many stores are open is said where a front meets them all', () => {
  const stores = ['a', 'b', 'c', 'd', 'e', 'f'].map(
    (name) => `${name}: { image: ${name < 'c' ? 'redis' : 'postgres'} }`,
  );
  const [violation] = violationsOf(
    dataReachableFromFrontend,
    `services: { proxy: { image: nginx, ports: ["80:80"] }, app: { image: x, environment: { DB: a } }, ${stores.join(', ')} }`,
  );
  expect(violation?.message).toContain('`a` and `b` ask nobody for a password.');
});

test('a committed pg_hba.conf that trusts everybody opens a database', () => {
  const compose =
    'services: { db: { image: "postgres:16", ports: ["5432:5432"], volumes: ["./pg_hba.conf:/etc/postgresql/pg_hba.conf"] } }';
  const severityWith = (line: string): unknown =>
    [
      ...dataPublished.check(
        contextOf({ 'compose.yaml': compose, 'pg_hba.conf': `local all all peer\n${line}\n` }).context,
      ),
    ][0]?.severity;
  expect(severityWith('host    all  all  all  trust')).toBe('critical');
  expect(severityWith('hostnossl all all ::/0 trust')).toBe('critical');
  expect(severityWith('host all all all scram-sha-256')).toBeNull();
  expect(severityWith('# host all all all trust')).toBeNull();
});

describe('a password in a file that a setting names', () => {
  const told = (service: string, files: Readonly<Record<string, string>>, more = ''): string =>
    [
      ...dataPublished.check(
        contextOf({
          'compose.yaml': `services: { db: { image: "postgres:16", ports: ["5432:5432"], ${service} } }\n${more}`,
          ...files,
        }).context,
      ),
    ]
      .map(({ message }) => message)
      .join(' ');
  const SAYS = 'its password stands in the repository';
  const mounted = 'environment: { POSTGRES_PASSWORD_FILE: /conf/db/.pass }, volumes: ["./conf:/conf"]';
  test('stands in the repository, by a mount or as a secret', () => {
    expect(told(mounted, { 'conf/db/.pass': 'hunter2\n' })).toContain(SAYS);
    const granted = 'environment: { POSTGRES_PASSWORD_FILE: /run/secrets/pw }, secrets: [pw]';
    expect(told(granted, { 'pw.txt': 'hunter2' }, 'secrets: { pw: { file: ./pw.txt } }')).toContain(SAYS);
  });
  test('does not where it is empty, not there or kept out', () => {
    expect(told(mounted, {})).not.toContain(SAYS);
    expect(told(mounted, { 'conf/db/.pass': '\n' })).not.toContain(SAYS);
    expect(told(mounted, { 'conf/db/.pass': 'hunter2\n', '.gitignore': '.pass\n' })).not.toContain(SAYS);
  });
});
