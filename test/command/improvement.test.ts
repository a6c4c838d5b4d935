import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/review/report/report.ts';
import { commit, put, repository } from './repository.ts';
import { bulkhead } from './terminal.ts';

const STACK = `services:
  ldap:
    image: osixia/openldap:1.5
    ports:
      - "389:389"
      - "636:636"
    environment:
      LDAP_ADMIN_PASSWORD: hunter2hunter2
      LDAP_CONFIG_PASSWORD: hunter3hunter3
    volumes:
      - /etc:/host/etc
  agent:
    image: example/agent
    privileged: true
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock
`;

/** What a change of \`before\` to \`after\` in the stack makes of findings of that rule. */
async function findingsAfter(rule: string, before: string, after: string): Promise<readonly string[]> {
  const place = repository({ 'compose.yaml': STACK });
  commit(place, { 'compose.yaml': STACK.replace(before, after) });
  const { printed } = await bulkhead(['diff', 'HEAD~1', 'HEAD', '--format', 'json'], place);
  const { findings, fixed } = JSON.parse(printed) as Report;
  return [...findings, ...fixed].filter((finding) => finding.rule === rule).map(({ status }) => status);
}

describe('what is left of a finding that a change makes smaller is not new, and not fixed', () => {
  test.each([
    ['data-published', '      - "636:636"\n', ''],
    ['secret-in-environment', '      LDAP_CONFIG_PASSWORD: hunter3hunter3\n', ''],
    ['host-control', '    privileged: true\n', ''],
    ['host-path-mounted', '/host/etc', '/host/etc:ro'],
  ])('%s', async (rule, before, after) => {
    expect(await findingsAfter(rule, before, after)).toEqual(['existing']);
  });
});

describe('what a change adds to a finding is new', () => {
  test.each([
    ['data-published', '      - "636:636"\n', '      - "636:636"\n      - "1389:1389"\n'],
    ['host-control', '    privileged: true\n', '    privileged: true\n    cap_add: [SYS_MODULE]\n'],
  ])('%s', async (rule, before, after) => {
    expect(await findingsAfter(rule, before, after)).toEqual(['new']);
  });
});

test('a finding of which nothing is left is fixed', async () => {
  expect(
    await findingsAfter(
      'data-published',
      STACK.slice(STACK.indexOf('    ports'), STACK.indexOf('    environment')),
      '',
    ),
  ).toEqual(['fixed']);
});

test('a baseline knows what is left of a finding', async () => {
  const place = repository({ 'compose.yaml': STACK });
  await bulkhead(['baseline'], place);
  put(place, { 'compose.yaml': STACK.replace('      - "636:636"\n', '').replace('    privileged: true\n', '') });
  expect((await bulkhead(['check'], place)).exitCode).toBe(0);
  expect((await bulkhead(['baseline'], place)).exitCode).toBe(0);
  put(place, { 'compose.yaml': STACK });
  expect((await bulkhead(['check'], place)).exitCode).toBe(1);
});
