import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** Runs `scripts/conformance.ts`: its exit is 1 where any recording is not met, and what it prints says which. */
test.each([
  ['fixtures/compose', '2.40'],
  ['fixtures/compose5', '5'],
  ['fixtures/compose5', '2.40'],
])(
  'what Docker Compose makes of %s is what is loaded, as version %s',
  (folder, version) => {
    const { status, stdout } = spawnSync(
      process.execPath,
      ['scripts/conformance.ts', folder, '--compose-version', version],
      { encoding: 'utf8' },
    );
    expect(stdout.split('\ncategory')[0]).toBe('');
    expect(status).toBe(0);
  },
  60_000,
);
