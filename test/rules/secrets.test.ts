import { describe, expect, test } from 'vitest';
import { secretInEnvironment } from '../../src/rules/secret-in-environment.ts';
import { contextOf, violationsOf } from './violations.ts';
import {
  credentialsIn,
  credentialsInWords,
  isCredentialName,
  isCredentialValue,
  isPublicHalf,
  isRandomKey,
} from '../../src/catalogue/credentials.ts';

test('names of credentials', () => {
  const names =
    'POSTGRES_PASSWORD MYSQL_ROOT_PASSWORD_2 PGPASSWORD db.password jwtSecret API_KEY SECRET_KEY_BASE AWS_SECRET_ACCESS_KEY ' +
    'DB_PASS REDIS_PASSWD DD_CREDENTIAL_AES_256_KEY AIRFLOW__CORE__FERNET_KEY RABBITMQ_ERLANG_COOKIE WIREGUARD_PRESHARED_KEY';
  expect(names.split(' ').filter((name) => !isCredentialName(name))).toEqual([]);
});

test('names that are about credentials', () => {
  const names =
    'POSTGRES_PASSWORD_FILE PASSWORD_MIN_LENGTH TOKEN_TTL SECRET_NAME MYSQL_ALLOW_EMPTY_PASSWORD MYSQL_RANDOM_ROOT_PASSWORD ' +
    'PUBLIC_KEY PASSWORD_RESET_URL CACHE_KEY KEYSPACE MONKEY TOKENIZER PASSAGE ETCD_INITIAL_CLUSTER_TOKEN';
  expect(names.split(' ').filter(isCredentialName)).toEqual([]);
});

test('values that can be credentials', () => {
  expect(['changeme', 'secret', 'a b', '0123456', "'quoted'"].filter((value) => !isCredentialValue(value))).toEqual([]);
});

test('values that cannot', () => {
  const values = [
    '',
    ' ',
    'true',
    'none',
    '10',
    '/run/secrets/x',
    './x',
    'https://x/y',
    '$X',
    '<TOKEN>',
    "'<TOKEN>'",
    '********',
    '{{ x }}',
    '~',
    '""',
    "''",
  ];
  expect(values.filter(isCredentialValue)).toEqual([]);
});

describe('a text holds a credential', () => {
  test.each([
    'postgres://shop:hunter2@db/shop',
    'redis://:hunter2@cache:6379',
    'Server=db;User=sa;Password=hunter2;',
    'host=db user=shop password=hunter2 dbname=shop',
    'shop:hunter2@tcp(db:3306)/shop?parseTime=true',
    '-----BEGIN RSA PRIVATE KEY-----',
    `ghp_${'a'.repeat(36)}`,
  ])('%s', (text) => {
    expect(credentialsIn('X', text)).not.toEqual([]);
  });

  test.each([
    'shop@tcp(db:3306)/shop',
    'postgres://db/shop',
    'https://example.com:8080/a@b',
    'redis://cache:6379',
    'password=',
    'user@example.com',
  ])('not %s', (text) => {
    expect(credentialsIn('X', text)).toEqual([]);
  });
});

test('a random value behind a name that ends in key is one', () => {
  expect(isRandomKey('APP_SIGN_KEY', 'c29tZXRoaW5nMTIzNDU2Nzg5MDEy')).toBe(true);
  expect(isRandomKey('EDGEX_SERVICE_KEY', 'app-scalability-test-mqtt-export')).toBe(false);
  expect(isRandomKey('CACHE_KEY', 'c29tZXRoaW5nMTIzNDU2Nzg5MDEy')).toBe(false);
});

test('a user and a password in one value', () => {
  expect(credentialsIn('NEO4J_AUTH', 'neo4j/hunter2')).toEqual(['hunter2']);
  expect(credentialsIn('NEO4J_AUTH', 'none')).toEqual([]);
  expect(credentialsIn('DB_HOST', 'db:5432')).toEqual([]);
});

test('a credential is the same in a setting of its own and in a connection string', () => {
  expect(credentialsIn('POSTGRES_PASSWORD', 'hunter2')).toEqual(['hunter2']);
  expect(credentialsIn('DATABASE_URL', 'postgres://shop:hunter2@db/shop')).toEqual(['hunter2']);
});

test('an access key is a name where its secret stands beside it', () => {
  const keys = ['S3_ACCESS_KEY', 'S3_SECRET_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  expect(keys.filter((key) => isPublicHalf(key, keys))).toEqual(['S3_ACCESS_KEY', 'AWS_ACCESS_KEY_ID']);
  expect(isPublicHalf('S3_ACCESS_KEY', ['S3_ACCESS_KEY', 'JWT_SECRET'])).toBe(false);
});

test('what a local stand-in takes for a key of AWS is none', () => {
  expect(credentialsIn('AWS_SECRET_ACCESS_KEY', 'dummy')).toEqual([]);
  expect(credentialsIn('API_KEY', 'invalid')).toEqual([]);
  expect(credentialsIn('LLM_API_KEY', 'unused-by-worker')).toEqual([]);
  expect(credentialsIn('DB_PASSWORD', 'invalid')).not.toEqual([]);
  expect(credentialsIn('AWS_SECRET_ACCESS_KEY', 'minioadmin')).toEqual(['minioadmin']);
});

function passwordWords(words: readonly string[]): readonly number[] {
  return credentialsInWords(words).flatMap((found, index) => (found.length > 0 ? [index] : []));
}

test('passwords on a command line, by the index of their word', () => {
  const wordsOf = (line: string): readonly string[] => line.split('|');
  expect(passwordWords(wordsOf('redis-server|--requirepass|hunter2|--save|60'))).toEqual([2]);
  expect(passwordWords(wordsOf('x|--db-password=hunter2'))).toEqual([1]);
  expect(passwordWords(wordsOf('sh|-c|redis-cli -a hunter2 ping'))).toEqual([2]);
  expect(passwordWords(wordsOf('mysqladmin ping -uroot -phunter2'))).toEqual([0]);
  expect(passwordWords(wordsOf('x|--password|--verbose|--password-file=/run/x|--password|$PASSWORD'))).toEqual([]);
  expect(passwordWords(wordsOf('sh|-c|mysqladmin ping -p$PW --port 1'))).toEqual([]);
});

describe('what stands for a credential', () => {
  test.each([
    ['DB_PASSWORD', 'op://vault/db/password'],
    ['DB_PASSWORD', 'vault:secret/data/db#password'],
    ['OPENAI_API_KEY', 'xxx'],
    ['OPENAI_API_KEY', 'sk-xxxx'],
    ['OPENAI_API_KEY', 'sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
    ['GITHUB_TOKEN', 'my_token'],
    ['STRIPE_SECRET_KEY', 'changeme-in-production'],
    ['API_TOKEN', 'your-token'],
  ])('%s of %s is none', (key, value) => {
    expect(credentialsIn(key, value)).toEqual([]);
  });

  test.each([
    ['API_SECRET', 'my_secret'],
    ['ACCESS_TOKEN', 'mytoken'],
    ['DB_PASSWORD', 'changeme'],
    ['JWT_SECRET', 'changeme-in-production'],
  ])('%s of %s works', (key, value) => {
    expect(credentialsIn(key, value)).toEqual([value]);
  });

  test.each([
    [['CMD', 'curl', '-u', 'elastic:hunter2', 'http://localhost:9200'], ['hunter2']],
    [['CMD-SHELL', 'curl -s -u elastic:hunter2 http://localhost:9200 || exit 1'], ['hunter2']],
    [['CMD-SHELL', 'curl --user "elastic:$$PASSWORD" http://localhost:9200'], []],
  ])('in %j', (words, found) => {
    expect(credentialsInWords(words).flat()).toEqual(found);
  });
});

test('the content of a config holds what its lines say', () => {
  const [violation] = violationsOf(
    secretInEnvironment,
    'services: { app: { image: x, configs: [settings] } }\nconfigs: { settings: { content: "user: shop\\npassword: hunter2\\n" } }\n',
  );
  expect(violation?.message).toBe('`app` has a credential written into the file, in config `settings`.');
  expect(JSON.stringify(violation)).not.toContain('hunter2');
});

test('who uses the password that comes to every mind has nothing to do with others that do', () => {
  const stack =
    'services: { a: { image: x, environment: { A_PASSWORD: admin } }, b: { image: y, environment: { B_PASSWORD: admin } }, ' +
    'db: { image: mysql, environment: { MYSQL_PASSWORD: admin } }, app: { image: z, environment: { DB_HOST: db, DB_PASSWORD: admin } } }';
  expect(violationsOf(secretInEnvironment, stack).map(({ services }) => services.length)).toEqual([1, 2, 1]);
});

describe('credentials in env files of the repository', () => {
  const told = (files: Readonly<Record<string, string>>): readonly string[] =>
    [
      ...secretInEnvironment.check(
        contextOf({
          'compose.yaml':
            'services: { db: { image: postgres, env_file: db.env, environment: { POSTGRES_PASSWORD: "${DB_PASSWORD:-}" } } }',
          ...files,
        }).context,
      ),
    ].map(({ at, message }) => `${at.file.replace(/^.*\//, '')}:${String(at.line)} ${message}`);

  test('are told once a file, by their keys', () => {
    const found = told({
      '.env': 'A=1\nDB_PASSWORD=hunter2\n',
      'db.env': 'REPLICA_PASSWORD=hunter3\nADMIN_TOKEN=hunter4\n',
    });
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(
      /^\.env:2 `.*\.env`, which no `\.gitignore` keeps out .* holds a credential, in `DB_PASSWORD`\.$/,
    );
    expect(found[1]).toMatch(/^db\.env:1 .* holds credentials, in `REPLICA_PASSWORD` and `ADMIN_TOKEN`\.$/);
    expect(found.join()).not.toContain('hunter');
  });

  test.each(['.env\n*.env\n', '/.env\n/db.env\n', '*.env\n', '.env*\n**/db.env', '*\n!compose.yaml\n'])(
    'are their own where .gitignore says %j',
    (ignored) => {
      expect(
        told({ '.env': 'DB_PASSWORD=hunter2\n', 'db.env': 'B_PASSWORD=hunter3\n', '.gitignore': ignored }),
      ).toEqual([]);
    },
  );

  test.each(['.env.local\n', '# .env\n', '*.env\n!*.env\n', 'env/\n', 'a/.env\n', '.env/\n'])(
    'are in the repository where .gitignore says %j',
    (ignored) => {
      expect(told({ '.env': 'DB_PASSWORD=hunter2\n', 'db.env': '', '.gitignore': ignored })).toHaveLength(1);
    },
  );

  test('are none where nothing runs with them', () => {
    expect(told({ '.env': 'DB_PASSWORD=\nOPENAI_API_KEY=your-key\nPORT=80\n', 'db.env': 'A=b\n' })).toEqual([]);
  });
});

test('the default of a variable is called so', () => {
  const told = (environment: string): string | undefined =>
    violationsOf(secretInEnvironment, `services: { db: { image: x, environment: ${environment} } }`)[0]?.message;
  expect(told('["A_PASSWORD=${P:-hunter2}"]')).toMatch(/, in the default of `A_PASSWORD`\.$/);
  expect(told('{ A_PASSWORD: hunter2, B_TOKEN: "${T:-hunter3}", C_TOKEN: "${T:-hunter3}" }')).toMatch(
    /, in `A_PASSWORD`, and in the defaults of `B_TOKEN` and `C_TOKEN`\.$/,
  );
});

test('a password glued to -p of a MySQL client is one, in a list as well', () => {
  expect(credentialsInWords(['mysqladmin', 'ping', '-psecret12']).flat()).toEqual(['secret12']);
  expect(credentialsInWords(['tar', '-pxf', 'a.tar']).flat()).toEqual([]);
});
