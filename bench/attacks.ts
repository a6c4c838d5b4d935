import { ON_FIXES } from './attacks-on-fixes.ts';
import { type Attack, compose, folders, lines, list, services } from './attack.ts';

/** One service with an attribute of `length` times a text. */
function one(
  attribute: string,
  text: string,
  times: number,
  around: readonly [string, string] = ['', ''],
): Attack['files'] {
  return compose((size) => {
    const value = `${around[0]}${text.repeat(Math.round(size * times))}${around[1]}`;
    return `services:\n  a:\n    image: nginx\n    ${attribute}: ${value}\n`;
  });
}

export const ATTACKS: readonly Attack[] = [
  ...ON_FIXES,
  // Ranges of ports.
  {
    name: 'ports: a range to a range',
    files: compose((size) =>
      services(
        1,
        () => `{image: x, ports: ["1-${String(Math.round(65_535 * size))}:1-${String(Math.round(65_535 * size))}"]}`,
      ),
    ),
  },
  {
    name: 'ports: a range',
    files: compose((size) => services(1, () => `{image: x, ports: ["1-${String(Math.round(65_535 * size))}"]}`)),
  },
  {
    name: 'ports: a range for one port',
    files: compose((size) => services(1, () => `{image: x, ports: ["1-${String(Math.round(65_535 * size))}:80"]}`)),
  },
  {
    name: 'ports: ranges of many services',
    files: compose((size) => services(1500 * size, () => `{image: x, ports: ["1-65535:1-65535"]}`)),
  },
  {
    name: 'ports: many ranges of one service',
    files: compose((size) =>
      services(
        1,
        () =>
          `{image: x, ports: ${list(3000 * size, (index) => `"127.0.${String(index >> 8)}.${String(index & 255)}:1-65535:1-65535"`)}}`,
      ),
    ),
  },
  {
    name: 'ports: a range over an alias',
    files: compose((size) => `x-p: &p ["1-65535:1-65535"]\n${services(3000 * size, () => `{image: x, ports: *p}`)}`),
  },
  {
    name: 'expose: a range',
    files: compose((size) => services(2000 * size, () => `{image: postgres, expose: ["1-65535"]}`)),
  },
  {
    name: 'ports: in long form',
    files: compose((size) => services(1000 * size, () => `{image: x, ports: [{target: 80, published: "1-65535"}]}`)),
  },
  // Files that include or extend each other.
  {
    name: 'include: diamonds',
    files: (size) => diamonds(Math.round(22 * size), (next) => `include: ["${next}a.yaml", "${next}b.yaml"]\n`),
  },
  {
    name: 'include: one file many times',
    files: (size) => ({
      'compose.yaml': `include:\n${lines(4000 * size, () => '  - a.yaml')}`,
      'a.yaml': services(20, () => '{image: x}'),
    }),
  },
  { name: 'include: wide and deep', files: (size) => deepIncludes(Math.round(300 * size)) },
  {
    name: 'extends: a chain',
    files: compose((size) =>
      services(2500 * size, (index) => (index === 0 ? '{image: x}' : `{extends: s${String(index - 1)}}`)),
    ),
  },
  {
    name: 'extends: many of one with much',
    files: compose(
      (size) =>
        `${services(1, () => `{image: x, environment: ${list(1200 * size, (index) => `A${String(index)}=b`)}}`)}${lines(1200 * size, (index) => `  t${String(index)}: {extends: s0}`)}`,
    ),
  },
  { name: 'extends: diamonds over files', files: (size) => extendsDiamonds(Math.round(22 * size)) },
  // Aliases.
  {
    name: 'aliases: volumes of many services',
    files: compose(
      (size) =>
        `x-v: &v ${list(300 * size, (index) => `"v${String(index)}:/d${String(index)}"`)}\n${services(600 * size, () => '{image: x, volumes: *v}')}volumes:\n${lines(300 * size, (index) => `  v${String(index)}:`)}`,
    ),
  },
  {
    name: 'aliases: networks of many services',
    files: compose(
      (size) =>
        `x-n: &n ${list(600 * size, (index) => `n${String(index)}`)}\n${services(330 * size, () => '{image: x, networks: *n}')}networks:\n${lines(600 * size, (index) => `  n${String(index)}:`)}`,
    ),
  },
  {
    name: 'aliases: environment of many services',
    files: compose(
      (size) =>
        `x-e: &e ${list(600 * size, (index) => `A${String(index)}=s${String(index)}:5432`)}\n${services(600 * size, () => '{image: x, environment: *e}')}`,
    ),
  },
  {
    name: 'aliases: labels of many services',
    files: compose(
      (size) =>
        `x-l: &l ${list(600 * size, (index) => `traefik.http.routers.r${String(index)}.rule=Host(a)`)}\n${services(600 * size, () => '{image: x, labels: *l}')}`,
    ),
  },
  {
    name: 'aliases: depends_on of many services',
    files: compose(
      (size) =>
        `x-d: &d ${list(400 * size, (index) => `s${String(index)}`)}\n${services(400 * size, () => '{image: x}')}${lines(400 * size, (index) => `  t${String(index)}: {image: x, depends_on: *d}`)}`,
    ),
  },
  {
    name: 'aliases: ports of many services',
    files: compose(
      (size) =>
        `x-p: &p ${list(500 * size, (index) => `"${String(index + 1)}:80"`)}\n${services(500 * size, () => '{image: x, ports: *p}')}`,
    ),
  },
  {
    name: 'aliases: extra hosts, links and tmpfs',
    files: compose(
      (size) =>
        `x-h: &h ${list(300 * size, (index) => `"h${String(index)}:10.0.0.1"`)}\nx-t: &t ${list(300 * size, (index) => `/t${String(index)}`)}\n${services(500 * size, () => '{image: x, extra_hosts: *h, tmpfs: *t}')}`,
    ),
  },
  // The same, with as many as are read.
  ...nearLimit('volumes', (index) => `"v${String(index)}:/d${String(index)}"`, 'volumes'),
  ...nearLimit('networks', (index) => `n${String(index)}`, 'networks'),
  ...nearLimit('environment', (index) => `A${String(index)}=s${String(index)}:5432`),
  ...nearLimit('environment', (index) => `PASSWORD${String(index)}=postgres://u:p${String(index)}@s${String(index)}/d`),
  ...nearLimit('labels', (index) => `traefik.http.routers.r${String(index)}.rule=Host(a)`),
  ...nearLimit('depends_on', (index) => `s${String(index)}`),
  ...nearLimit('links', (index) => `s${String(index)}`),
  ...nearLimit('cap_add', (index) => `CAP_${String(index)}`),
  ...nearLimit('devices', (index) => `/dev/sd${String(index)}:/dev/x${String(index)}`),
  ...nearLimit('command', (index) => `s${String(index)}:80`),
  {
    name: 'aliases: of aliases',
    files: compose(
      (size) =>
        `${lines(20 * size, (index) => `x-${String(index)}: &x${String(index)} ${list(10, () => (index === 0 ? 'a' : `*x${String(index - 1)}`))}`)}services: {a: {image: x}}\n`,
    ),
  },
  {
    name: 'aliases: merged maps',
    files: compose(
      (size) =>
        `x-m: &m {${Array.from({ length: Math.round(1000 * size) }, (_, index) => `k${String(index)}: v`).join(', ')}}\n${services(1000 * size, () => '{image: x, labels: {<<: *m}}')}`,
    ),
  },
  // Many of one kind.
  {
    name: 'fronts and stores on one network',
    files: compose(
      (size) =>
        `services:\n${lines(1000 * size, (index) => `  f${String(index)}: {image: nginx, ports: ["${String(index + 10_000)}:80"]}`)}${lines(1000 * size, (index) => `  d${String(index)}: {image: postgres}`)}`,
    ),
  },
  {
    name: 'stores that are published',
    files: compose((size) =>
      services(1500 * size, (index) => `{image: postgres, ports: ["${String(index + 1000)}:5432"]}`),
    ),
  },
  {
    name: 'services that name each other',
    files: compose((size) =>
      services(1500 * size, (index) => `{image: x, environment: ["A=s${String(index + 1)}:80"]}`),
    ),
  },
  {
    name: 'services in one namespace',
    files: compose((size) =>
      services(2000 * size, (index) => (index === 0 ? '{image: x}' : '{image: x, network_mode: "service:s0"}')),
    ),
  },
  {
    name: 'namespaces in a chain',
    files: compose((size) =>
      services(1800 * size, (index) =>
        index === 0 ? '{image: x}' : `{image: x, network_mode: "service:s${String(index - 1)}"}`,
      ),
    ),
  },
  {
    name: 'services on the host',
    files: compose((size) => services(2000 * size, () => '{image: postgres, network_mode: host}')),
  },
  {
    name: 'sockets of the engine',
    files: compose((size) => services(1300 * size, () => '{image: x, volumes: ["/var/run/docker.sock:/s"]}')),
  },
  {
    name: 'networks in a chain',
    files: compose(
      (size) =>
        `${services(1100 * size, (index) => `{image: x, networks: [n${String(index)}, n${String(index + 1)}]}`)}networks:\n${lines(1100 * size + 1, (index) => `  n${String(index)}:`)}`,
    ),
  },
  {
    name: 'volumes that all share',
    files: compose((size) => `${services(2000 * size, () => '{image: x, volumes: ["v:/d"]}')}volumes: {v: }\n`),
  },
  {
    name: 'depends_on in a chain',
    files: compose((size) =>
      services(1800 * size, (index) =>
        index === 0 ? '{image: x}' : `{image: x, depends_on: [s${String(index - 1)}]}`,
      ),
    ),
  },
  {
    name: 'links in a chain',
    files: compose((size) =>
      services(2000 * size, (index) => (index === 0 ? '{image: x}' : `{image: x, links: [s${String(index - 1)}]}`)),
    ),
  },
  {
    name: 'subnets that overlap',
    files: compose(
      (size) =>
        `services: {a: {image: x}}\nnetworks:\n${lines(1200 * size, (index) => `  n${String(index)}: {ipam: {config: [{subnet: 10.${String(index & 255)}.0.0/8}]}}`)}`,
    ),
  },
  {
    name: 'names of containers that meet',
    files: compose((size) => services(2500 * size, () => '{image: x, container_name: same}')),
  },
  {
    name: 'unknown keys',
    files: compose((size) =>
      services(
        1,
        () =>
          `{image: x, ${Array.from({ length: Math.round(8000 * size) }, (_, index) => `k${String(index)}: 1`).join(', ')}}`,
      ),
    ),
  },
  {
    name: 'keys written twice',
    files: compose((size) => `services: {a: {image: x}}\n${lines(20_000 * size, () => 'a: 1')}`),
  },
  {
    name: 'undefined networks',
    files: compose((size) => services(2500 * size, (index) => `{image: x, networks: [n${String(index)}]}`)),
  },
  {
    name: 'profiles',
    files: compose((size) => services(2000 * size, (index) => `{image: x, profiles: [p${String(index)}]}`)),
  },
  {
    name: 'documents',
    files: compose((size) => lines(4000 * size, (index) => `---\nservices: {s${String(index)}: {}}`)),
  },
  // Policies.
  {
    name: 'policy: rules with gateways',
    files: (size) => ({
      'compose.yaml': services(600 * size, () => '{image: x}'),
      '.github/bulkhead.yaml': `isolation:\n${lines(1200 * size, (index) => `  - {name: r${String(index)}, from: {service: s1}, to: {service: s${String(index % 600)}}, via: [s3]}`)}`,
    }),
  },
  {
    name: 'policy: rules of all for all',
    files: (size) => ({
      'compose.yaml': services(1000 * size, () => '{image: postgres}'),
      '.github/bulkhead.yaml': `isolation:\n${lines(1000 * size, (index) => `  - {name: r${String(index)}, from: any, to: any, reach: any}`)}`,
    }),
  },
  {
    name: 'policy: exceptions',
    files: (size) => ({
      'compose.yaml': services(1000 * size, (index) => `{image: postgres, ports: ["${String(index + 1000)}:5432"]}`),
      '.github/bulkhead.yaml': `exceptions:\n${lines(1200 * size, (index) => `  - {rule: data-published, to: "s*${String(index)}", because: x}`)}`,
    }),
  },
  {
    name: 'policy: a pattern of stars',
    files: (size) => ({
      'compose.yaml': services(1, () => `{image: "${'a'.repeat(Math.round(100 * size))}b"}`),
      '.github/bulkhead.yaml': `zones: {data: {images: ["${'a*'.repeat(Math.round(20_000 * size))}"]}}\n`,
    }),
  },
  // Long texts.
  { name: 'image: digits', files: one('image', '1', 90_000, ['"', 'a"']) },
  { name: 'hostname: digits', files: one('hostname', '1', 90_000, ['"', 'a"']) },
  { name: 'image: slashes', files: one('build', '/', 90_000) },
  { name: 'build: parent folders', files: one('build', '../', 30_000) },
  { name: 'build: dots', files: one('build', './', 45_000) },
  { name: 'build: an address', files: one('build', 'a@', 45_000, ['https://', '']) },
  { name: 'command: backslashes', files: one('command', '\\', 90_000, ["'", "'"]) },
  { name: 'command: spaces', files: one('command', ' ', 90_000, ["'", "x'"]) },
  { name: 'command: quotes', files: one('command', '"', 90_001, ["'", "'"]) },
  { name: 'command: words', files: one('command', 'a ', 45_000) },
  { name: 'entrypoint: options', files: one('entrypoint', '--a=b ', 15_000) },
  { name: 'environment: colons', files: one('environment', ':', 90_000, ['["A=', '"]']) },
  { name: 'environment: an address', files: one('environment', 'a:b@', 22_000, ['["A=postgres://', '"]']) },
  { name: 'environment: slashes', files: one('environment', '/', 90_000, ['["A=http:', '"]']) },
  { name: 'environment: commas', files: one('environment', 'a:1,', 22_000, ['["A=', '"]']) },
  { name: 'environment: dashes', files: one('environment', '-', 90_000, ['["A=', '"]']) },
  { name: 'environment: braces', files: one('environment', '{', 90_000, ["['A=", "']"]) },
  { name: 'environment: dollars', files: one('environment', '$', 90_001, ['["A=', '"]']) },
  { name: 'environment: open variables', files: one('environment', '${A:-', 18_000, ['["A=', '"]']) },
  { name: 'environment: variables', files: one('environment', '${A}', 22_000, ['["A=', '"]']) },
  { name: 'environment: a key', files: one('environment', 'A', 90_000, ['["', '"]']) },
  { name: 'labels: a rule', files: one('labels', 'Host(`a`) || ', 7000, ["['traefik.http.routers.a.rule=", "']"]) },
  { name: 'labels: dots', files: one('labels', '.a', 45_000, ['["a', '=1"]']) },
  { name: 'ports: digits', files: one('ports', '1', 90_000, ['["', '"]']) },
  { name: 'ports: colons', files: one('ports', '1:', 45_000, ['["', '"]']) },
  { name: 'ports: dashes', files: one('ports', '1-', 45_000, ['["', '"]']) },
  { name: 'ports: brackets', files: one('ports', '[', 90_000, ['["', '"]']) },
  { name: 'volumes: slashes', files: one('volumes', '/', 90_000, ['["', ':/x"]']) },
  { name: 'volumes: colons', files: one('volumes', ':', 90_000, ['["a', '"]']) },
  { name: 'volumes: parent folders', files: one('volumes', '../', 30_000, ['["', ':/x"]']) },
  { name: 'volumes: a letter', files: one('volumes', 'a', 90_000, ['["', ':/x"]']) },
  { name: 'healthcheck: a command', files: one('healthcheck', 'curl http://a/ | ', 5000, ["{test: '", "'}"]) },
  { name: 'durations', files: one('stop_grace_period', '1s', 45_000) },
  { name: 'sizes', files: one('mem_limit', '1', 90_000, ['"', 'x"']) },
  { name: 'extra hosts', files: one('extra_hosts', 'a=', 45_000, ['["', '"]']) },
  {
    name: 'a name',
    files: compose((size) => `services:\n  ? ${'a-'.repeat(Math.round(45_000 * size))}\n  : {image: x}\n`),
  },
  {
    name: 'a name of backslashes',
    files: compose((size) => `services:\n  ? '${'\\'.repeat(Math.round(90_000 * size))}'\n  : {image: x}\n`),
  },
  {
    name: 'a project name',
    files: compose((size) => `name: ${'a-'.repeat(Math.round(45_000 * size))}!\nservices: {a: {image: x}}\n`),
  },
  {
    name: 'a URL to include',
    files: compose(
      (size) => `include: ["https://${'a@'.repeat(Math.round(45_000 * size))}"]\nservices: {a: {image: x}}\n`,
    ),
  },
  // YAML.
  { name: 'yaml: brackets', files: compose((size) => `services: ${'['.repeat(Math.round(90_000 * size))}`) },
  {
    name: 'yaml: pairs in brackets',
    files: compose((size) => `x: [${'a: b,'.repeat(Math.round(18_000 * size))}]\nservices: {a: {image: x}}\n`),
  },
  {
    name: 'yaml: keys on one line',
    files: compose(
      (size) =>
        `x: {${Array.from({ length: Math.round(10_000 * size) }, (_, index) => `${String(index)}a: b`).join(',')}}\nservices: {a: {image: x}}\n`,
    ),
  },
  { name: 'yaml: question marks', files: compose((size) => `${'? '.repeat(Math.round(45_000 * size))}a\n`) },
  { name: 'yaml: dashes', files: compose((size) => `${'- '.repeat(Math.round(45_000 * size))}a\n`) },
  {
    name: 'yaml: anchors',
    files: compose((size) => `x: [${'&a b, '.repeat(Math.round(16_000 * size))}]\nservices: {a: {image: x}}\n`),
  },
  {
    name: 'yaml: deep aliases',
    files: compose(
      (size) =>
        `x0: &x0 a\n${lines(1000 * size, (index) => `x${String(index + 1)}: &x${String(index + 1)} ${'['.repeat(30)}*x${String(index)}${']'.repeat(30)}`)}services: {a: {image: x}}\n`,
    ),
  },
  {
    name: 'yaml: comments',
    files: compose((size) => `${'#\n'.repeat(Math.round(45_000 * size))}services: {a: {image: x}}\n`),
  },
  {
    name: 'yaml: empty lines',
    files: compose((size) => `x: |\n${'\n'.repeat(Math.round(90_000 * size))}services: {a: {image: x}}\n`),
  },
  {
    name: 'yaml: blanks',
    files: compose((size) => `x: a${' '.repeat(Math.round(90_000 * size))}b\nservices: {a: {image: x}}\n`),
  },
  {
    name: 'yaml: a number',
    files: compose((size) => `x: ${'1'.repeat(Math.round(90_000 * size))}\nservices: {a: {image: x}}\n`),
  },
  {
    name: 'yaml: an octal number',
    files: compose((size) => `x: 0${'0'.repeat(Math.round(90_000 * size))}9\nservices: {a: {image: x}}\n`),
  },
  {
    name: 'yaml: quotes',
    files: compose((size) => `x: '${"''".repeat(Math.round(45_000 * size))}'\nservices: {a: {image: x}}\n`),
  },
  {
    name: 'yaml: escapes',
    files: compose((size) => `x: "${'\\n'.repeat(Math.round(45_000 * size))}"\nservices: {a: {image: x}}\n`),
  },
  {
    name: 'yaml: folded lines',
    files: compose((size) => `x: >\n${'  a\n'.repeat(Math.round(22_000 * size))}services: {a: {image: x}}\n`),
  },
  {
    name: 'yaml: merges of merges',
    files: compose(
      (size) =>
        `x0: &x0 {a0: b}\n${lines(1500 * size, (index) => `x${String(index + 1)}: &x${String(index + 1)} {<<: *x${String(index)}, a${String(index + 1)}: b}`)}services: {a: {image: x}}\n`,
    ),
  },
  // Files of variables.
  { name: '.env: spaces', files: (size) => env(`A=${' '.repeat(Math.round(90_000 * size))}`) },
  { name: '.env: spaces before a comment', files: (size) => env(`A=b${' '.repeat(Math.round(90_000 * size))}c`) },
  { name: '.env: quotes', files: (size) => env(`A="${'\\"'.repeat(Math.round(45_000 * size))}`) },
  {
    name: '.env: lines',
    files: (size) => env(lines(10_000 * size, (index) => `A${String(index)}=\${A${String(index - 1)}}`)),
  },
  {
    name: '.env: doubling',
    files: (size) =>
      env(`A0=ab\n${lines(60 * size, (index) => `A${String(index + 1)}=\${A${String(index)}}\${A${String(index)}}`)}`),
  },
  { name: '.env: open variables', files: (size) => env(`A=${'${A:-'.repeat(Math.round(18_000 * size))}`) },
  { name: '.env: dollars', files: (size) => env(`A=${'$'.repeat(Math.round(90_000 * size))}`) },
  { name: '.env: a name', files: (size) => env(`${'A'.repeat(Math.round(90_000 * size))}`) },
  { name: '.env: export', files: (size) => env('export '.repeat(Math.round(12_000 * size))) },
  { name: '.env: open quotes', files: (size) => env(lines(20_000 * size, () => "A='")) },
  {
    name: 'an env file of spaces',
    files: (size) => ({
      'compose.yaml': services(1, () => '{image: x, env_file: a.env}'),
      'a.env': `A=${' '.repeat(Math.round(90_000 * size))}b`,
    }),
  },
  {
    name: 'an env file of many services',
    files: (size) => ({
      'compose.yaml': services(1000 * size, () => '{image: x, env_file: a.env}'),
      'a.env': lines(3000 * size, (index) => `A${String(index)}=b`),
    }),
  },
  {
    name: 'a label file of many services',
    files: (size) => ({
      'compose.yaml': services(1000 * size, () => '{image: x, label_file: a.env}'),
      'a.env': lines(3000 * size, (index) => `a${String(index)}=b`),
    }),
  },
  // Repositories.
  {
    name: 'repository: tiny projects',
    files: (size) =>
      folders(1500 * size, (index) => ({ 'compose.yaml': `services: {a: {image: x${String(index)}}}\n` })),
  },
  {
    name: 'repository: projects with aliases',
    files: (size) =>
      folders(60 * size, () => ({
        'compose.yaml': `x-e: &e ${list(100, (item) => `A${String(item)}=b`)}\nservices: {a: &s {image: x, environment: *e}${Array.from({ length: 70 }, (_, item) => `, b${String(item)}: *s`).join('')}}\n`,
      })),
  },
  {
    name: 'repository: empty folders with a file',
    files: (size) => ({
      ...folders(3000 * size, () => ({ 'x.txt': 'x' })),
      'compose.yaml': 'services: {a: {image: x}}\n',
    }),
  },
  {
    name: 'repository: Compose files of other names',
    files: (size) =>
      Object.fromEntries(
        Array.from({ length: Math.round(1200 * size) }, (_, index) => [
          `docker-compose.p${String(index)}.yml`,
          `services: {a: {image: x${String(index)}}}\n`,
        ]),
      ),
  },
  {
    name: 'repository: a Makefile of calls',
    files: (size) => ({
      Makefile: lines(1800 * size, (index) => `t${String(index)}:\n\tdocker compose -f a.yml -p p${String(index)} up`),
      'a.yml': 'services: {a: {image: x}}\n',
    }),
  },
  {
    name: 'repository: a README of calls',
    files: (size) => ({
      'README.md': `\`\`\`sh\n${lines(2000 * size, (index) => `docker compose -f a.yml --profile p${String(index)} up -d`)}\`\`\`\n`,
      'a.yml': services(100, (index) => `{image: x, profiles: [p${String(index)}]}`),
    }),
  },
  {
    name: 'repository: a script of one line',
    files: (size) => ({
      'up.sh': `docker compose ${'-f a.yml '.repeat(Math.round(10_000 * size))} up\n`,
      'a.yml': 'services: {a: {image: x}}\n',
    }),
  },
  {
    name: 'repository: a script of nested quotes',
    files: (size) => ({
      'up.sh': `docker compose -f "$(${'echo "$('.repeat(Math.round(9000 * size))}" up\n`,
      'compose.yaml': 'services: {a: {image: x}}\n',
    }),
  },
  {
    name: 'repository: variables of variables in a script',
    files: (size) => ({
      'up.sh': `${lines(2500 * size, (index) => `A${String(index + 1)}="$A${String(index)} $A${String(index)}"`)}docker compose -f $A2500 up\n`,
      'compose.yaml': 'services: {a: {image: x}}\n',
    }),
  },
  // Other kinds.
  {
    name: 'profiles: many of each service',
    files: compose((size) =>
      services(100 * size, () => `{image: x, profiles: ${list(120, (index) => `p${String(index)}`)}}`),
    ),
  },
  {
    name: 'include: one large file many times',
    files: (size) => ({
      'compose.yaml': `include:\n${lines(1000 * size, () => '  - a.yaml')}`,
      'a.yaml': services(2500 * size, () => '{image: x}'),
    }),
  },
  {
    name: 'COMPOSE_FILE: one file many times',
    files: (size) => ({
      '.env': `COMPOSE_FILE=${'a.yaml:'.repeat(Math.round(5000 * size))}a.yaml\n`,
      'a.yaml': services(2000 * size, () => '{image: x}'),
    }),
  },
  {
    name: 'environment: many variables',
    files: compose(
      (size) =>
        `services:\n  a:\n    image: x\n    environment: ["A=${Array.from({ length: Math.round(9000 * size) }, (_, index) => `\${A${String(index)}}`).join('')}"]\n`,
    ),
  },
  {
    name: 'environment: a variable for each service',
    files: compose((size) => services(2000 * size, (index) => `{image: x, environment: ["A=\${A${String(index)}}"]}`)),
  },
  {
    name: 'extensions: aliases of each',
    files: compose(
      (size) =>
        `${lines(1500 * size, (index) => `x-${String(index)}: &x${String(index)} {l${String(index)}: v}`)}${services(1000 * size, (index) => `{image: x, labels: {<<: [*x${String(index)}, *x0]}}`)}`,
    ),
  },
  {
    name: 'policy: globs of stars and zones',
    files: (size) => ({
      'compose.yaml': services(800 * size, (index) => `{image: "${'a'.repeat(20)}${String(index)}"}`),
      '.github/bulkhead.yaml': `zones:\n  data:\n    services:\n${lines(900 * size, (index) => `      - "*a*a*a*a*b${String(index)}*"`)}`,
    }),
  },
  {
    name: 'policy: ignored folders',
    files: (size) => ({
      ...folders(500 * size, () => ({ 'compose.yaml': 'services: {a: {image: x}}\n' })),
      '.github/bulkhead.yaml': `projects:\n  ignore:\n${lines(800 * size, (index) => `    - "**/**/*a*/**/x${String(index)}*"`)}`,
    }),
  },
  {
    name: 'baseline: many entries',
    files: (size) => ({
      'compose.yaml': services(50, () => '{image: postgres, ports: ["5432"]}'),
      '.github/bulkhead-baseline.json': JSON.stringify({
        version: 1,
        findings: Array.from({ length: Math.round(900 * size) }, (_, index) => ({
          fingerprint: index.toString(16).padStart(16, '0'),
          rule: 'data-published',
          project: 'x',
          subject: `s${String(index)}`,
        })),
      }),
    }),
  },
];

/** Many services with one long list, which together stay just within what may be repeated; `section` declares what it names. */
function nearLimit(
  attribute: string,
  item: (index: number) => string,
  section: string | null = null,
): readonly Attack[] {
  const shape = ([services, items]: readonly [number, number], size: number): string => {
    const declared =
      section === null
        ? ''
        : `${section}:\n${lines(items * size, (index) => `  ${String(item(index).match(/[nv]\d+/)?.[0])}:`)}`;
    return `x-a: &a ${list(items * size, item)}\n${servicesOf(services * size, attribute)}${declared}`;
  };
  return (
    [
      [120, 120],
      [1000, 13],
      [14, 1000],
    ] as const
  ).map((counts) => ({
    name: `aliases: ${attribute} of ${String(counts[0])} services, ${item(1)} and so on ${String(counts[1])} times`,
    files: compose((size) => shape(counts, size)),
  }));
}

function servicesOf(count: number, attribute: string): string {
  return services(count, () => `{image: postgres, ${attribute}: *a}`);
}

function env(text: string): Readonly<Record<string, string>> {
  return { 'compose.yaml': services(1, () => '{image: "x:${A}"}'), '.env': `${text}\n` };
}

function diamonds(levels: number, body: (next: string) => string): Readonly<Record<string, string>> {
  const files: Record<string, string> = { 'compose.yaml': body('l0') };
  for (let level = 0; level < levels; level++)
    for (const side of ['a', 'b']) files[`l${String(level)}${side}.yaml`] = body(`l${String(level + 1)}`);
  for (const side of ['a', 'b']) files[`l${String(levels)}${side}.yaml`] = `services: {${side}: {image: x}}\n`;
  return files;
}

function extendsDiamonds(levels: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = {
    'compose.yaml':
      'services: {a: {extends: {file: l0.yaml, service: a}}, b: {extends: {file: l0.yaml, service: b}}}\n',
  };
  for (let level = 0; level < levels; level++)
    files[`l${String(level)}.yaml`] =
      `services: {a: {extends: {file: l${String(level + 1)}.yaml, service: a}}, b: {extends: {file: l${String(level + 1)}.yaml, service: a}}}\n`;
  files[`l${String(levels)}.yaml`] = 'services: {a: {image: x}, b: {image: x}}\n';
  return files;
}

function deepIncludes(levels: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = { 'compose.yaml': 'include: [i0.yaml]\n' };
  for (let level = 0; level < levels; level++)
    files[`i${String(level)}.yaml`] =
      `include: [i${String(level + 1)}.yaml]\nservices: {s${String(level)}: {image: x}}\n`;
  files[`i${String(levels)}.yaml`] = 'services: {last: {image: x}}\n';
  return files;
}
