import { describe, expect, test } from 'vitest';
import { stageOf } from '../../src/compose/model/beside/dockerfile.ts';
import { contextOf } from '../rules/violations.ts';

/** Needs of `web`, each as who, where and place. */
function needsOf(service: string, files: Readonly<Record<string, string>>, rest = '') {
  const { context } = contextOf({
    'compose.yaml': `services:\n  db: { image: "postgres:16" }\n  api: { image: acme/api }\n  web: ${service}\n${rest}`,
    ...files,
  });
  return (context.needs.get('service:shop/web') ?? []).map(
    ({ to, evidence: { note, at } }) => `${to.replace('service:shop/', '')}: ${note} ${at.file}:${String(at.line)}`,
  );
}

describe('needs that stand in files beside', () => {
  test.each([
    ['nginx.conf', 'http {\n  location / { proxy_pass http://api:8000; }\n}', 2],
    ['nginx.conf', '# proxy_pass http://db;\nupstream a {\n  server api;\n}', 3],
    ['default.conf', 'location ~ php$ {\n fastcgi_pass api:9000;\n}', 2],
    ['haproxy.cfg', 'backend x\n  server one api:80 check', 2],
    ['Caddyfile', ':80 {\n  reverse_proxy /v1/* api {\n  }\n}', 2],
    ['prometheus.yml', 'scrape_configs:\n  - static_configs:\n      - targets: ["api:9090"]', 3],
    ['application.yml', 'spring:\n  datasource:\n    url: jdbc:postgresql://api:5432/x', 3],
    ['application.properties', 'a=b\nspring.data.redis.host=api', 2],
    ['datasource.yaml', 'datasources:\n  - url: http://api:9090', 2],
  ])('%s', (file, text, line) => {
    expect(needsOf(`{ image: a, volumes: ["./${file}:/etc/web/${file}:ro"] }`, { [file]: text })).toEqual([
      `api: web names api in ${file} ${file}:${String(line)}`,
    ]);
  });

  test('in a folder of configuration, in a config, and in no folder of code', () => {
    const files = { 'conf/a.conf': 'proxy_pass http://api;', 'conf/logo.png': 'http://db' };
    const found = 'api: web names api in a.conf conf/a.conf:1';
    expect(needsOf('{ image: a, volumes: ["./conf:/etc/nginx/conf.d"] }', files)).toEqual([found]);
    expect(needsOf('{ image: a, configs: [c] }', files, 'configs: { c: { file: ./conf/a.conf } }')).toEqual([found]);
    expect(needsOf('{ image: a, volumes: ["./conf:/app"] }', files)).toEqual([]);
    expect(needsOf('{ image: a, volumes: ["../conf:/etc/nginx/conf.d"] }', files)).toEqual([]);
  });

  test('samples stand in for an env file that is not there, and for variables without a value', () => {
    const sample = { '.env.example': 'X=1\nDB_URL=postgres://u:p@db:5432/app\n', 'web.env.example': 'HOSTS=api:80\n' };
    expect(needsOf('{ image: a, env_file: .env }', sample)).toEqual(['db: web names db in DB_URL .env.example:2']);
    expect(needsOf('{ image: a, env_file: web.env }', sample)).toEqual([
      'api: web names api in HOSTS web.env.example:1',
    ]);
    expect(needsOf('{ image: a, environment: { STORE: "${DB_URL}" } }', sample)).toEqual([
      'db: web names db in STORE compose.yaml:4',
    ]);
    expect(needsOf('{ image: a, environment: { OTHER: "${NOT_THERE}" } }', sample)).toEqual([]);
  });

  test('what is too much to look at is named', () => {
    const compose = 'services: { web: { image: a, volumes: ["./a.conf:/etc/a.conf", "./b.conf:/etc/b.conf"] } }';
    const long = `${'#'.repeat(140_000)}\n`;
    const { context } = contextOf({ 'compose.yaml': compose, 'a.conf': long, 'b.conf': 'server db;' });
    const files = context.topology.projects[0]?.project.beside.get('web');
    expect([files?.cut, files?.texts.map(({ file }) => file)]).toEqual([['a.conf'], ['b.conf']]);
  });

  test('a name of many services is meant for the one that runs together with who asks, however late it comes', () => {
    const many = Array.from(
      { length: 20 },
      (_, index) => `  s${String(index)}: { image: b, hostname: api.local, profiles: [p${String(index)}] }\n`,
    ).join('');
    const web = '  web: { image: a, profiles: [p17], labels: { to: "http://api.local:80" } }\n';
    const { context } = contextOf({ 'compose.yaml': `services:\n${web}${many}` });
    expect(context.needs.get('service:shop/web')?.map(({ to }) => to)).toEqual(['service:shop/s17']);
  });

  test('samples do not beat a default that the file has', () => {
    const { context } = contextOf({
      'compose.yaml': 'services: { web: { image: "${IMAGE:-a}", ports: ["${PORT:-1}:80"] } }',
      '.env.example': 'IMAGE=postgres\nPORT=5432\n',
    });
    const web = context.topology.services.get('service:shop/web');
    expect([web?.service.image?.value, web?.service.ports[0]?.published]).toEqual(['a', '1']);
  });

  test('a Dockerfile says needs, and what the image is', () => {
    const build = {
      'web/Dockerfile': 'FROM node:24 AS build\nRUN x\nFROM nginx\nENV API=http://api\nCOPY --from=build /a /b\n',
    };
    expect(needsOf('{ build: ./web }', build)).toEqual(['api: web names api in API web/Dockerfile:4']);
    const zoneOf = (dockerfile: string) => {
      const { context } = contextOf({ 'compose.yaml': 'services: { x: { build: . } }', Dockerfile: dockerfile });
      const zone = context.topology.services.get('service:shop/x')?.zone;
      return `${zone?.zone ?? ''} (${zone?.certainty ?? ''}): ${zone?.reason ?? ''}`;
    };
    expect(zoneOf('ARG V=16\nFROM postgres:${V}-alpine\nCOPY a /b')).toBe(
      'data (image): its Dockerfile starts from PostgreSQL, a database',
    );
    expect(zoneOf('FROM postgres:16\nENTRYPOINT ["bash", "-c", "pg_dump -h db"]')).toMatch(/^app/);
    expect(zoneOf(build['web/Dockerfile'])).toMatch(/^frontend \(signs\)/);
    expect(zoneOf('FROM nginx\nCOPY nginx.conf /etc/nginx')).toMatch(/^edge \(signs\)/);
    expect(zoneOf('FROM debian\nEXPOSE 5432/tcp')).toMatch(/^data \(guess\): container port 5432/);
  });

  test.each([
    ['', 'EXPOSE 8000/tcp 9092/tcp', 'app'],
    ['', 'EXPOSE 7946 5432', 'app'],
    ['ports: ["80:8000"]', 'EXPOSE 9092', 'app'],
    ['ports: ["8080:8080", "9092:9092"]', 'EXPOSE 8080 9092', 'app'],
    ['ports: ["9092:9092"]', 'EXPOSE 9092 9093', 'data'],
    ['ports: ["3306:3306", "80:80"], volumes: ["data:/var/lib/mysql"]', 'EXPOSE 80', 'data'],
    ['', 'EXPOSE 9092', 'data'],
  ])('with %s, a port of a store in `%s` makes it %s', (ports, exposed, zone) => {
    const { context } = contextOf({
      'compose.yaml': `services: { x: { build: ., ${ports} } }\nvolumes: { data: {} }`,
      Dockerfile: `FROM debian\n${exposed}`,
    });
    expect(context.topology.services.get('service:shop/x')?.zone.zone).toBe(zone);
  });
});

test('the stage of a Dockerfile that counts is the one that is built, with those before it', () => {
  const text =
    'FROM a AS one\nENV X=1 Y="two words"\nFROM one AS two\nEXPOSE 80 \\\n  81\nCMD run it\nFROM c AS three\n';
  expect(stageOf(text, 'Dockerfile', 'two', new Map())).toMatchObject({
    from: { image: 'a', at: { line: 1 } },
    exposes: [80, 81],
    command: ['run', 'it'],
    environment: [{ key: 'X' }, { key: 'Y', value: 'two words', at: { line: 2 } }],
  });
  expect(stageOf(text, 'Dockerfile', null, new Map())?.from?.image).toBe('c');
  expect(stageOf('ARG B\nFROM $B', 'Dockerfile', null, new Map([['B', 'redis']]))?.from?.image).toBe('redis');
  expect(stageOf('FROM $B', 'Dockerfile', null, new Map())?.from).toBeNull();
  expect(stageOf('', 'Dockerfile', null, new Map())).toBeNull();
});
