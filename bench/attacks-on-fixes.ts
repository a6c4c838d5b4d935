import { type Attack, compose, folders, lines, list, services } from './attack.ts';

const PUBLISHED = (index: number): string => `{image: postgres, ports: ["${String(index + 1000)}:5432"]}`;
const BROKEN = (index: number): string =>
  `{image: postgres, privileged: true, pid: host, cap_add: [SYS_ADMIN], volumes: ["/:/h", "/var/run/docker.sock:/s"], ports: ["${String(index + 1000)}:5432"], environment: [POSTGRES_PASSWORD=secret]}`;

/** Attacks on what is made of findings, causes, fixes and trials of fixes, and on the files beside services that are read for them. */
export const ON_FIXES: readonly Attack[] = [
  // Findings, causes, and trials of their fixes.
  ...[100, 300, 590].map((count) => ({
    name: `causes: one line of ${String(count)} services`,
    files: compose(
      (size: number) =>
        `x-s: &s {image: postgres, ports: ["5432"], privileged: true}\n${services(count * size, () => '*s')}`,
    ),
  })),
  ...[20, 60, 190, 500].map((count) => ({
    name: `causes: several of each of ${String(count)} services`,
    files: compose((size: number) => services(count * size, BROKEN)),
  })),
  ...[60, 190, 590].map((count) => ({
    name: `causes: one of each of ${String(count)} services`,
    files: compose((size: number) => services(count * size, PUBLISHED)),
  })),
  {
    name: 'causes: services with much of which one is wrong',
    files: compose(
      (size) =>
        `x-e: &e ${list(100 * size, (index) => `A${String(index)}=s${String(index)}:80`)}\n${services(100 * size, (index) => `{image: postgres, environment: *e, ports: ["${String(index + 1000)}:5432"]}`)}`,
    ),
  },
  ...[10, 30].map((count) => ({
    name: `causes: networks that fronts and stores share, ${String(count)} by ${String(count)}`,
    files: compose(
      (size: number) =>
        `${services(count * size, (index) => `{image: postgres, networks: ${list(count, (item) => `n${String((index + item) % (2 * count))}`)}}`)}${lines(count * size, (index) => `  f${String(index)}: {image: nginx, ports: ["${String(index + 8000)}:80"], networks: ${list(count, (item) => `n${String((index + item) % (2 * count))}`)}}`)}networks:\n${lines(2 * count, (index) => `  n${String(index)}:`)}`,
    ),
  })),
  {
    name: 'causes: tiny projects with one each',
    files: (size) => folders(900 * size, (index) => ({ 'compose.yaml': `services: {a: ${PUBLISHED(index)}}\n` })),
  },
  {
    name: 'causes: projects of ten with one each',
    files: (size) => folders(130 * size, () => ({ 'compose.yaml': services(10, PUBLISHED) })),
  },
  {
    name: 'causes: ways to start one folder',
    files: (size) => ({
      ...Object.fromEntries(
        Array.from({ length: Math.round(90 * size) }, (_, index) => [`x${String(index)}.yml`, services(15, PUBLISHED)]),
      ),
      Makefile: lines(90 * size, (index) => `t${String(index)}:\n\tdocker compose -f x${String(index)}.yml up`),
    }),
  },
  {
    name: 'causes: a large file that many calls load',
    files: (size) => ({
      'a.yml': services(900 * size, () => '{image: postgres, ports: ["5432"]}'),
      ...Object.fromEntries(
        Array.from({ length: 90 }, (_, index) => [`x${String(index)}.yml`, 'services: {a: {image: x}}\n']),
      ),
      Makefile: lines(90, (index) => `t${String(index)}:\n\tdocker compose -f a.yml -f x${String(index)}.yml up`),
    }),
  },
  {
    name: 'causes: services that name all others',
    files: compose((size) =>
      services(
        90 * size,
        (index) =>
          `{image: postgres, ports: ["${String(index + 1000)}:5432"], environment: ${list(90 * size, (other) => `A${String(other)}=s${String(other)}`)}}`,
      ),
    ),
  },
  // Changes.
  {
    name: 'change: every service is published',
    before: compose((size) => services(500 * size, () => '{image: postgres}')),
    files: compose((size) => services(500 * size, PUBLISHED)),
  },
  {
    name: 'change: every service is broken',
    before: compose((size) => services(500 * size, () => '{image: postgres}')),
    files: compose((size) => services(500 * size, BROKEN)),
  },
  {
    name: 'change: a published service and a megabyte of other lines',
    before: compose(
      (size) =>
        `services:\n  a: {image: postgres}\n${lines(40_000 * size, (index) => `# ${String(index)} was here before`)}`,
    ),
    files: compose(
      (size) =>
        `services:\n  a: {image: postgres, ports: ["5432:5432"]}\n${lines(40_000 * size, (index) => `# ${String(index * 2)} was here before`)}`,
    ),
  },
  {
    name: 'change: lines in another order',
    before: compose((size) => services(500 * size, () => '{image: postgres}')),
    files: compose(
      (size) =>
        `services:\n${lines(500 * size, (index) => `  s${String(Math.round(500 * size) - 1 - index)}: ${PUBLISHED(index)}`)}`,
    ),
  },
  {
    name: 'change: tiny projects are published',
    before: (size) => folders(700 * size, () => ({ 'compose.yaml': 'services: {a: {image: postgres}}\n' })),
    files: (size) => folders(700 * size, (index) => ({ 'compose.yaml': `services: {a: ${PUBLISHED(index)}}\n` })),
  },
  // Files beside services.
  {
    name: 'beside: one configuration file of many services',
    files: (size) => ({
      'compose.yaml': services(900 * size, () => '{image: x, volumes: ["./a.conf:/etc/a.conf"]}'),
      'a.conf': lines(3000 * size, (index) => `s${String(index)}:5432 x`),
    }),
  },
  {
    name: 'beside: a configuration file of one word',
    files: (size) => ({
      'compose.yaml': services(300 * size, () => '{image: x, volumes: ["./a.conf:/etc/a.conf"]}'),
      'a.conf': 's1.'.repeat(Math.round(25_000 * size)),
    }),
  },
  {
    name: 'beside: configuration files of 128 KiB',
    files: (size) => ({
      'compose.yaml': services(
        1,
        () =>
          `{image: x, volumes: ${list(40 * size, (index) => `./c${String(index)}.conf:/etc/c${String(index)}.conf`)}}`,
      ),
      ...Object.fromEntries(
        Array.from({ length: Math.round(40 * size) }, (_, index) => [
          `c${String(index)}.conf`,
          lines(9000, (line) => `s${String(line)}:5432 db`),
        ]),
      ),
    }),
  },
  {
    name: 'beside: folders of configuration',
    files: (size) => ({
      'compose.yaml': services(800 * size, () => '{image: x, volumes: ["./c:/etc/c"]}'),
      ...Object.fromEntries(
        Array.from({ length: Math.round(500 * size) }, (_, index) => [
          `c/${String(index)}.conf`,
          `s${String(index)}:80`,
        ]),
      ),
    }),
  },
  ...(
    [
      [
        'settings',
        (size: number) =>
          `FROM x\n${lines(1900 * size, (index) => `ENV A${String(index)}=s${String(index)}:5432 B=c`)}`,
      ],
      [
        'stages',
        (size: number) =>
          lines(
            1000 * size,
            (index) =>
              `FROM ${index === 0 ? 'x' : `s${String(index - 1)}`} AS s${String(index)}\nENV A${String(index)}=b`,
          ),
      ],
      ['doubling', (size: number) => `ARG A=ab\n${lines(60 * size, () => 'ARG A=$A$A')}FROM $A\nENV A=$A\n`],
      [
        'doubling of settings',
        (size: number) => `ARG A=${'a'.repeat(40_000)}\nFROM x\nENV ${'A=$A '.repeat(Math.round(8000 * size))}\n`,
      ],
      ['open variables', (size: number) => `FROM x\nENV A=${'${A:-'.repeat(Math.round(18_000 * size))}\n`],
      ['quotes', (size: number) => `FROM x\nENV ${'A="'.repeat(Math.round(30_001 * size))}\n`],
      ['a command', (size: number) => `FROM x\nCMD [${'"a\\'.repeat(Math.round(22_000 * size))}\n`],
      ['a continued line', (size: number) => `FROM x\nRUN a ${'\\\n b '.repeat(Math.round(20_000 * size))}\n`],
      ['flags', (size: number) => `FROM ${'--a '.repeat(Math.round(22_000 * size))}\nCOPY ${'--a '.repeat(100)}x y\n`],
    ] as const
  ).flatMap(([name, dockerfile]) =>
    [1, 300].map((count) => ({
      name: `Dockerfile: ${name}, of ${String(count)} services`,
      files: (size: number) => ({
        'compose.yaml': services(count, () => '{build: .}'),
        Dockerfile: dockerfile(size),
      }),
    })),
  ),
  ...(
    [
      ['variables', (size: number) => lines(10_000 * size, (index) => `A${String(index)}=b`)],
      ['spaces', (size: number) => `A=b${' '.repeat(Math.round(90_000 * size))}c\n`],
      ['spaces before', (size: number) => `${' '.repeat(Math.round(90_000 * size))}\n`],
      ['quotes', (size: number) => `A='${'"'.repeat(Math.round(90_000 * size))}\n`],
    ] as const
  ).flatMap(([name, sample]) =>
    [1, 300].map((count) => ({
      name: `samples: ${name}, of ${String(count)} services`,
      files: (size: number) => ({
        'compose.yaml': services(
          count,
          (index) =>
            `{image: x, env_file: a.env, environment: ["B=\${A${String(index)}}", A], volumes: ["\${A${String(index)}}:/d"]}`,
        ),
        'a.env.example': sample(size),
        '.env.example': sample(size),
      }),
    })),
  ),
  {
    name: 'samples: a value of variables',
    files: (size) => ({
      'compose.yaml': services(1, () => `{image: x, environment: ["B=${'$A'.repeat(Math.round(45_000 * size))}"]}`),
      '.env.example': 'A=b\n',
    }),
  },
  {
    name: 'samples: doubling',
    files: (size) => ({
      'compose.yaml': services(1, () => `{image: x, environment: ["B=${'$A'.repeat(Math.round(22_000 * size))}"]}`),
      '.env.example': `A=${'b'.repeat(Math.round(45_000 * size))}\n`,
    }),
  },
  {
    name: 'samples: a mount of variables',
    files: (size) => ({
      'compose.yaml': services(1, () => `{image: x, volumes: ["${'$A'.repeat(Math.round(22_000 * size))}:/d"]}`),
      '.env.example': lines(6000 * size, (index) => `A${String(index)}=b`),
    }),
  },
  {
    name: 'env files: patterns of what is ignored',
    files: (size) => ({
      'compose.yaml': services(
        1,
        () => `{image: x, env_file: ${list(100 * size, (index) => `${'a'.repeat(190)}${String(index)}`)}}`,
      ),
      ...Object.fromEntries(
        Array.from({ length: Math.round(100 * size) }, (_, index) => [`${'a'.repeat(190)}${String(index)}`, 'A=b\n']),
      ),
      '.gitignore': lines(250 * size, () => `${'*aaaaaaaaaaaaaaaaaaab'.repeat(9)}*`),
    }),
  },
  // Names.
  {
    name: 'names: hosts of each service',
    files: compose((size) =>
      services(900 * size, () => '{image: x, extra_hosts: ["h:10.0.0.1"], environment: ["A=h:80"]}'),
    ),
  },
  {
    name: 'names: one alias of all services',
    files: compose((size) =>
      services(900 * size, () => '{image: x, networks: {default: {aliases: [db]}}, environment: ["A=db:80"]}'),
    ),
  },
  {
    name: 'names: one word of many points',
    files: compose((size) => services(100 * size, () => `{image: x, environment: ["A=${'s1.'.repeat(250)}s1:80"]}`)),
  },
  {
    name: 'names: links of each service',
    files: compose((size) =>
      services(
        250 * size,
        () =>
          `{image: x, links: ${list(20, (index) => `"s${String(index)}:l${String(index)}"`)}, command: ${list(15, (index) => `l${String(index)}:80`)}}`,
      ),
    ),
  },
  {
    name: 'policy: rules of what is not known',
    files: (size) => ({
      'compose.yaml': services(300 * size, (index) =>
        index % 2 === 0 ? '{image: x, network_mode: "container:c"}' : '{image: postgres}',
      ),
      '.github/bulkhead.yaml': `isolation:\n${lines(800 * size, (index) => `  - {name: r${String(index)}, from: any, to: {service: s${String(index)}}, via: [s3]}`)}`,
    }),
  },
];
