import { expect, test } from 'vitest';
import type { Report } from '../../src/review/report/report.ts';
import { review } from '../../src/review/review.ts';
import { inputOf, reportOnFiles, sideOf } from './reviewed.ts';

const STORE = `services:
  app: { image: shop, environment: { DB_HOST: db } }
  db: { image: postgres:17, environment: { POSTGRES_PASSWORD: "\${P:?}" }, volumes: ["data:/var/lib/postgresql/data"] }
volumes: { data: }
`;
const PROXY = 'services: { proxy: { image: nginx, ports: ["80:80"] } }\n';
const WATCH = 'services: { watch: { image: shop/watch } }\n';

function told({ findings }: Report): readonly string[] {
  return findings.map(({ rule, project, subject }) => `${rule} ${subject} of ${project}`);
}

test('files of one folder under one project name are alternatives: none meets another on its default network', () => {
  const files = { 'compose.small.yaml': STORE, 'compose.large.yaml': STORE, 'compose.ci.yaml': PROXY };
  expect(told(reportOnFiles(files))).toEqual([]);
  const named = { ...files, '.env': 'COMPOSE_PROJECT_NAME=paper\n' };
  expect(told(reportOnFiles(named))).toEqual([]);
});

test('a file that only adds services is judged on top of the default files, and is no other project', () => {
  const report = reportOnFiles({ 'compose.yaml': STORE, 'compose.proxy.yaml': PROXY, 'compose.watch.yaml': WATCH });
  expect(told(report)).toEqual([
    'data-reachable-from-frontend proxy of shop (compose.proxy.yaml)',
    'unneeded-data-access db of shop (compose.watch.yaml)',
  ]);
});

test('a file with a name of its own is another project that meets the default one on its network', () => {
  const other = `name: watch\n${WATCH}networks: { default: { name: shop_default, external: true } }\n`;
  expect(told(reportOnFiles({ 'compose.yaml': STORE, 'compose.watch.yaml': other }))).toContain(
    'data-network-shared-with-others db of shop',
  );
});

const OWN = `services:
  site: { image: shop, environment: { CACHE_HOST: cache } }
  cache: { image: "redis:7" }
`;

test('a file that is a stack of its own is judged alone, and none that names a service of the default files', () => {
  const subjects = (text: string): readonly string[] =>
    told(reportOnFiles({ 'compose.yaml': STORE, 'compose.dev.yaml': text })).filter((line) => line.includes('db'));
  const mail = `${OWN}  mail: { image: example/mail }\n`;
  expect(subjects(mail)).toEqual([]);
  expect(subjects(mail.replace('CACHE_HOST', 'DB_HOST: db, CACHE_HOST'))).toHaveLength(1);
  expect(subjects(mail.replace('example/mail }', 'example/mail, depends_on: [app] }'))).toHaveLength(1);
});

test('files that Docker refuses to start together are not taken for one stack', () => {
  const port = 'ports: ["8000:80"]';
  const base = STORE.replace('image: shop,', `image: shop, ${port},`);
  const report = reportOnFiles({
    'compose.yaml': base,
    'compose.dev.yaml': `services: { watch: { image: nginx, ${port} } }\n`,
  });
  expect(told(report).filter((line) => line.includes('db'))).toEqual([]);
  expect(report.diagnostics.filter(({ code }) => code === 'docker-refuses')).toEqual([]);
});

test('files of one project name in two folders are two halves of it, not two projects', () => {
  const half = (text: string): string => `name: paper\n${text}networks: { default: { name: paper } }\n`;
  const files = { 'one/compose.yaml': half(STORE), 'two/compose.yaml': half(WATCH) };
  const found = reportOnFiles(files).findings.filter(({ rule }) => rule === 'data-network-shared-with-others');
  expect(found.map(({ message }) => message)).toEqual([
    '`db` is on `default`, which the other half of `paper` uses by the same name: `watch` of `paper (two)` can connect to any port of it.',
  ]);
  expect(JSON.stringify(found.map(({ fix }) => fix))).toContain('Services of the other half of `paper` no longer');
});

test('a file without services is for others to be loaded with: nothing in it is unused', () => {
  const declared = 'networks: { inner: }\nvolumes: { data: }\n';
  expect(told(reportOnFiles({ 'compose.yaml': declared }))).toEqual([]);
});

test('a file that only adds services is judged with the default files when a change adds it', () => {
  const base = { 'compose.yaml': STORE };
  const { verdict, findings } = reportOnFiles({ ...base, 'compose.proxy.yaml': PROXY }, base);
  expect([verdict, findings.map(({ rule, status }) => `${status} ${rule}`)]).toEqual([
    'fail',
    ['new data-reachable-from-frontend'],
  ]);
});

const OTHERS = {
  'compose.yaml': STORE,
  'composer.lock': '{}\n',
  'vendor/ldap/compose.yaml': 'services: { db: { image: postgres:17, ports: ["5432:5432"] } }\n',
};

test('Compose files of software that a package manager brought are said to be not judged', () => {
  const { findings, diagnostics, verdict } = reportOnFiles(OTHERS);
  const messages = diagnostics.filter(({ code }) => code === 'vendored-not-judged').map(({ message }) => message);
  expect([verdict, findings.length, messages]).toEqual([
    'pass',
    0,
    [
      "Not judged: 1 Compose file of other people's software, in `vendor/ldap`. What a change touches there is judged; to judge it anyway, name the folder in the call.",
    ],
  ]);
});

test('what a change brings into such a folder is judged, and so is a folder that only has the name', () => {
  const own = { 'compose.yaml': STORE, 'vendor/ldap/compose.yaml': OTHERS['vendor/ldap/compose.yaml'] };
  const base = { 'compose.yaml': STORE, 'composer.lock': '{}\n', 'vendor/ldap/readme.txt': 'x' };
  expect(told(reportOnFiles(own))).toContain('data-published db of ldap');
  expect(told(reportOnFiles(OTHERS, base))).toContain('data-published db of ldap');
  expect(told(reportOnFiles(OTHERS, own))).toContain('data-published db of ldap');
});

const VOTE = `services:
  vote: { image: example/vote, ports: ["8080:80"], networks: [front], deploy: { replicas: 2 } }
  redis: { image: "redis:7", networks: [front] }
  worker: { image: example/worker, networks: [front, back] }
  db: { image: "postgres:17", volumes: ["data:/var/lib/postgresql/data"], networks: [back] }
networks: { front: , back: }
volumes: { data: }
`;

test('copies behind one host port are refused where Docker Compose starts them, and not in a swarm', () => {
  const refused = (readme: string): readonly string[] =>
    reportOnFiles({ 'stack.yml': VOTE, 'README.md': `\`\`\`\n${readme}\n\`\`\`\n` })
      .diagnostics.filter(({ code }) => code === 'docker-refuses')
      .map(({ message }) => message);
  const message = 'Docker refuses this: `vote` has 2 containers for the one host port 8080.';
  expect(refused('docker stack deploy -c stack.yml vote')).toEqual([]);
  expect(refused('docker compose -f stack.yml up')).toEqual([message]);
  expect(refused('docker stack deploy -c stack.yml vote\ndocker compose -f stack.yml up')).toEqual([message]);
});

test('what a service needs in one file of the folder it may need in the next', () => {
  const sibling = 'services: { vote: { image: "example/vote:2", depends_on: [redis] }, redis: { image: redis } }\n';
  const found = (other: string): readonly string[] =>
    told(reportOnFiles({ 'docker-stack.yml': VOTE, 'docker-compose.yml': other })).filter((line) => /redis/.test(line));
  expect(found(sibling.replace('depends_on: [redis]', ''))).not.toEqual([]);
  expect(found(sibling)).toEqual([]);
});

test('a file whose name says nothing is looked into where all lies on this machine, and in a review where it changes', () => {
  const open = 'services: { ui: { image: adminer, ports: ["8080:8080"] } }\n';
  const chart = 'services: { ui: { port: 80, selector: x } }\n';
  const files = { 'stacks/latest.yml': open, 'charts/a/latest.yml': open, 'values.yml': chart, 'a/.hidden.yml': open };
  expect(told(reportOnFiles(files))).toEqual(['admin-published ui of stacks (stacks/latest.yml)']);
  expect(told(reportOnFiles(files, files))).toEqual([]);
  expect(told(reportOnFiles(files, { 'values.yml': chart }))).toContain(
    'admin-published ui of stacks (stacks/latest.yml)',
  );
  expect(
    told(review({ ...inputOf(files), head: { ...sideOf(files), revision: { label: 'main', commit: 'a' } } })),
  ).toEqual([]);
});

test('a file whose name says nothing and that another project is made of is no project', () => {
  const compose = 'services: { db: { image: "postgres:16", extends: { file: base.yaml, service: base } } }\n';
  const base = 'services: { base: { image: adminer, ports: ["8080:8080"] } }\n';
  expect(reportOnFiles({ 'compose.yaml': compose, 'base.yaml': base }).projects).toHaveLength(1);
});

test('calls in the code blocks of any document name the files of one stack', () => {
  const files = {
    'stacks/base.yml': OWN,
    'stacks/more.yml': 'services: { cache: { ports: ["6379:6379"] } }\n',
    'docs/guide.md': 'Start it:\n\n```bash\ndocker compose -f stacks/base.yml -f stacks/more.yml -p own up -d\n```\n',
  };
  expect(told(reportOnFiles(files))).toEqual(['data-published cache of own (stacks/base.yml, stacks/more.yml)']);
});

test('a service is said to start only with a profile where no env file asks for it', () => {
  const compose =
    'services: { db: { image: "redis:7", command: --requirepass x, profiles: [cache], ports: ["6379:6379"] } }\n';
  const messageWith = (files: Readonly<Record<string, string>>): string =>
    reportOnFiles({ 'compose.yaml': compose, ...files })
      .findings.map(({ message }) => message)
      .join(' ');
  expect(messageWith({})).toContain('`db` starts only with profile `cache`.');
  expect(messageWith({ '.env': 'COMPOSE_PROFILES=web\n' })).toContain('starts only with profile');
  expect(messageWith({ '.env': 'COMPOSE_PROFILES=web, cache\n' })).not.toContain('profile');
  expect(messageWith({ '.env.example': 'COMPOSE_PROFILES=cache\n' })).not.toContain('profile');
});
