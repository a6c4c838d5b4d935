import { describe, expect, test } from 'vitest';
import { reportOnFiles } from './reviewed.ts';

/** Two services on a network that others made, one of which names the other. */
const stack = (more: { readonly web?: string; readonly api?: string; readonly top?: string } = {}): string => `services:
  web:
    image: example/web:1
    environment: { API: "http://api:8080" }
    networks: [shared]
${more.web ?? ''}  api:
    image: example/api:1
    networks: [shared]
${more.api ?? ''}${more.top ?? ''}networks:
  shared: { external: true }
`;

const rulesOn = (files: Readonly<Record<string, string>>): readonly string[] => [
  ...new Set(reportOnFiles(files).findings.map(({ rule }) => rule)),
];
const inFolders = (one: string, other = one) => rulesOn({ 'one/compose.yaml': one, 'two/compose.yaml': other });

describe('projects that can never be there at once do not meet', () => {
  const PINNED = '    deploy: { placement: { constraints: ["node.role == manager"] } }\n';

  test('two of the same services answer in turns', () => {
    expect(inFolders(stack())).toEqual(['name-collision']);
  });

  test.each([
    ['a name of a container', { web: '    container_name: web\n' }],
    ['a port of the host', { web: '    ports: ["8080:80"]\n' }],
    ['the name of the project', { top: 'name: shop\n' }],
    ['a swarm', { api: PINNED }],
  ])('unless both have %s', (_, more) => {
    expect(inFolders(stack(more))).toEqual([]);
  });

  test.each([
    ['another name of a container', { web: '    container_name: other\n' }],
    ['another port of the host', { web: '    ports: ["8081:80"]\n' }],
    ['any port of the host', { web: '    ports: ["80"]\n' }],
  ])('and %s leaves them side by side', (_, more) => {
    const own = { web: '    container_name: web\n    ports: ["8080:80"]\n' };
    expect(inFolders(stack(own), stack(more))).toEqual(['name-collision']);
  });

  test('other software of the same names is another thing', () => {
    const other = stack({ web: '    ports: ["8080:80"]\n' }).replaceAll('example/', 'other/');
    expect(inFolders(stack({ web: '    ports: ["8080:80"]\n' }), other)).toEqual(['name-collision']);
  });

  test('environments and stacks that calls name run side by side', () => {
    const pinned = stack({ api: PINNED });
    expect(rulesOn({ 'staging/compose.yaml': pinned, 'live/compose.yaml': pinned })).toEqual(['name-collision']);
    const calls = 'docker stack deploy -c one/compose.yaml first\ndocker stack deploy -c two/compose.yaml second\n';
    const files = { 'one/compose.yaml': pinned, 'two/compose.yaml': pinned, 'deploy.sh': calls };
    expect(rulesOn(files)).toEqual(['name-collision']);
    expect(rulesOn({ ...files, 'deploy.sh': calls.replace('second', 'first') })).toEqual([]);
  });

  test('each is judged beside what both may meet', () => {
    const store = `services:\n  db:\n    image: redis:7\n    networks: [shared]\nnetworks:\n  shared: { external: true }\n`;
    const own = stack({ web: '    ports: ["8080:80"]\n' });
    const { findings } = reportOnFiles({
      'one/compose.yaml': own,
      'two/compose.yaml': own,
      'data/compose.yaml': store,
    });
    const shared = findings.filter(({ rule }) => rule === 'data-network-shared-with-others');
    expect(shared.map(({ subject }) => subject)).toContain('db');
    expect(JSON.stringify(shared)).toContain('two');
    expect(findings.map(({ rule }) => rule)).not.toContain('name-collision');
  });
});
