import { UNPATCHED } from './unpatched.ts';
import type { Report } from '../../../src/review/report/report.ts';
import { change, finding, hop, path, PULL_REQUEST, report, stack, type Sketch } from './build.ts';

const TEAMS = [
  'shop',
  'blog',
  'crm',
  'wiki',
  'chat',
  'git',
  'mail',
  'docs',
  'bill',
  'jobs',
  'maps',
  'scan',
  'sign',
  'time',
  'vote',
];

/** `teams` applications behind one proxy, seven services each; the first team's web joins its database network. */
export function largeReport(teams: number, hostile: (name: string) => string = (name) => name): Report {
  const services: Record<string, Sketch> = {
    traefik: { zone: 'edge', networks: ['edge'], ports: ['443'] },
    prometheus: { zone: 'ops', networks: ['monitoring'] },
    grafana: { zone: 'ops', networks: ['edge', 'monitoring'] },
  };
  for (let index = 0; index < teams; index += 1) {
    const team = `${TEAMS[index % TEAMS.length] ?? ''}${index < TEAMS.length ? '' : String(index)}`;
    services[hostile(`${team}-web`)] = {
      zone: 'frontend',
      networks: ['edge', `${team}-app`, ...(index === 0 ? ['+shop-db'] : [])],
    };
    services[hostile(`${team}-api`)] = { networks: ['monitoring', `${team}-app`, `${team}-db`] };
    for (const name of ['worker', 'scheduler'])
      services[hostile(`${team}-${name}`)] = { networks: [`${team}-app`, `${team}-db`] };
    for (const name of ['cache', 'db', 'search'])
      services[hostile(`${team}-${name}`)] = { zone: 'data', networks: [`${team}-db`] };
  }
  const { project, topology } = stack({ project: 'platform', services });
  const over = {
    through: 'network:platform_shop-db',
    evidence: [{ file: 'compose.yaml', line: 40, column: 9, note: 'joins shop-db' }],
  };
  const opened = ['cache', 'db', 'search'].map((name) =>
    hop(
      `platform/${hostile('shop-web')}`,
      `platform/${hostile(`shop-${name}`)}`,
      'network',
      ['network', 'shop-db'],
      over,
    ),
  );
  const exposed = hop('outside', 'platform/traefik', 'published', 'published port 443', { ports: ['443/tcp'] });
  return report({
    verdict: 'fail',
    gate: {
      failOn: 'high',
      scope: 'new',
      blocking: opened.length,
      counts: { new: opened.length, existing: 0, fixed: 0, excepted: 0 },
    },
    revisions: PULL_REQUEST,
    projects: [project],
    topology,
    outside: [
      {
        service: 'platform/traefik',
        name: 'traefik',
        project: 'platform',
        zone: 'edge',
        ports: ['443/tcp'],
        hop: exposed,
      },
    ],
    paths: [path([exposed])],
    findings: opened.map((flow) =>
      finding({
        rule: 'data-reachable-from-frontend',
        severity: 'high',
        project: 'platform',
        subject: flow.to.slice('platform/'.length),
        message: `\`${hostile('shop-web')}\` (frontend) can open any port of \`${flow.to.slice('platform/'.length)}\` over network \`shop-db\`.`,
        why: 'Whoever takes over a service that faces outside gets a direct connection to the data.',
        line: 40,
        column: 9,
        path: [flow],
        services: [flow.from, flow.to],
        fix: { ...UNPATCHED, summary: 'Take it off `shop-db`', yaml: null, caveat: null },
        blocking: true,
      }),
    ),
    change: change({ openedFlows: opened }),
  });
}
