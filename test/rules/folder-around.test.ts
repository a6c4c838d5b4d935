import { describe, expect, test } from 'vitest';
import { dataVolumeShared } from '../../src/rules/data-volume-shared.ts';
import { reportOnFiles } from '../review/reviewed.ts';
import { contextOf, violationsOf } from './violations.ts';
import { shownFix } from './fixed.ts';

const around = (more: string): string => `services:
  db:
    image: postgres:17
    volumes: ["./data/postgresql:/var/lib/postgresql/data"]
  api:
    image: ghcr.io/shop/api:1
    volumes: ["./data:/data"]
${more}`;

describe('a folder that holds the data beside what else it is for', () => {
  test('stays as it is, and the data moves', () => {
    const text = around('');
    const [found] = violationsOf(dataVolumeShared, text);
    expect(found?.fix.summary).toBe('Move the data of `db` out of `./data`, into a volume of its own.');
    expect(found?.fix.caveat).toContain('has to be moved once');
    expect(shownFix(found, text)).toContain('db_data:/var/lib/postgresql/data');
    expect(shownFix(found, text)).not.toContain(':ro');
  });

  test('is one thing to do for all that mount it, and the patch is tried', () => {
    const text = around('  other:\n    image: ghcr.io/shop/other:1\n    volumes: [".:/src:ro"]\n');
    const causes = reportOnFiles({ 'compose.yaml': text }).causes.filter(({ rules }) =>
      rules.includes('data-volume-shared'),
    );
    expect(causes).toHaveLength(1);
    expect(causes[0]?.findings).toHaveLength(2);
    expect(causes[0]?.fix.patch).toContain('db_data');
  });

  test('of a declared client is low', () => {
    const client = around('    environment: { DATABASE_URL: "postgres://db/shop" }\n');
    expect(violationsOf(dataVolumeShared, client)[0]?.severity).toBe('low');
    expect(violationsOf(dataVolumeShared, around(''))[0]?.severity).toBeNull();
  });
});

const shared = (more: string): Readonly<Record<string, string>> => ({
  'compose.yaml': `services:
  db:
    image: postgres:17
    volumes: [data:/var/lib/postgresql/data]
  api:
    volumes: [data:/data]
${more}volumes: { data: }
`,
});

describe('a folder that a service is told to work in is not made read-only', () => {
  test.each([
    ['a setting', '    image: x\n    environment: { DATA_PATH: /data }\n', {}],
    ['its command', '    image: x\n    command: [serve, --store=/data/files]\n', {}],
    ['its working directory', '    image: x\n    working_dir: /data/app\n', {}],
    ['its Dockerfile', '    build: .\n', { Dockerfile: 'FROM alpine\nWORKDIR /data\n' }],
  ])('by %s', (_, more, files) => {
    const [found] = dataVolumeShared.check(contextOf({ ...shared(more), ...files }).context);
    expect(found?.fix).toMatchObject({ summary: 'Give `api` a folder or volume of its own beside `data`.', edits: [] });
  });

  test.each(['    environment: { DATA_PATH: /database }\n', '    environment: { DATA_PATH: /mnt/data }\n'])(
    'but one of another path is: %s',
    (more) => {
      const files = shared(`    image: x\n${more}`);
      const [found] = dataVolumeShared.check(contextOf(files).context);
      expect(shownFix(found, files['compose.yaml'] ?? '')).toContain('data:/data:ro');
    },
  );
});
