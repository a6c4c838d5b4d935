import { expect, test } from 'vitest';
import { load } from '../../src/compose/load.ts';
import { NO_OPTIONS } from '../../src/compose/options.ts';
import { memoryTree } from '../../src/io/memory-tree.ts';
import { DEFAULT_ASSUMPTIONS } from '../../src/topology/assumptions.ts';
import { groupsOf, mayMeetAmong } from '../../src/topology/build/groups.ts';
import type { WorkspaceProject } from '../../src/topology/project.ts';

const FOLDERS: Readonly<Record<string, string>> = {
  'a/app': 'services: { web: { image: nginx, networks: [shared] } }\nnetworks: { shared: { external: true } }',
  'b/app': 'services: { web: { image: nginx } }',
  c: 'services: { web: { image: nginx, networks: [other] } }\nnetworks: { other: { name: app_default } }',
  d: 'services: { db: { image: postgres, networks: [shared] } }\nnetworks: { shared: { external: true } }',
  e: 'services: { lone: { image: nginx } }',
};

const projects = Object.entries(FOLDERS).map(([folder, text]): WorkspaceProject => {
  const { project } = load({
    ...NO_OPTIONS,
    tree: memoryTree({ [`${folder}/compose.yaml`]: text }, '/repo'),
    workingDirectory: `/repo/${folder}`,
    purpose: 'analysis',
  });
  if (project === null) throw new Error(`${folder} does not load`);
  return { id: folder, project };
});

test('whatever projects there are, those of one group may meet', () => {
  const mayMeet = mayMeetAmong(projects, DEFAULT_ASSUMPTIONS);
  for (let chosen = 1; chosen < 2 ** projects.length; chosen += 1) {
    const some = projects.filter((_, index) => (chosen & (1 << index)) !== 0);
    for (const order of [some, [...some].reverse()])
      for (const group of groupsOf(order, DEFAULT_ASSUMPTIONS))
        for (const one of group) for (const other of group) expect(mayMeet(one, other)).toBe(true);
  }
  const [first, , , , lone] = projects;
  expect(first !== undefined && lone !== undefined && mayMeet(first, lone)).toBe(false);
});
