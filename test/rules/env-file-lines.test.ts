import { expect, test } from 'vitest';
import { secretInEnvironment } from '../../src/rules/secret-in-environment.ts';
import { contextOf } from './violations.ts';

const fixOf = (settings: string, others: string, files: Readonly<Record<string, string>> = {}): string => {
  const compose = `services:\n  web:\n    image: x\n    env_file:\n      - prod.env\n${others}`;
  const { context } = contextOf({ 'compose.yaml': compose, 'prod.env': settings, ...files });
  return [...secretInEnvironment.check(context)].map(({ fix }) => fix.summary).join();
};
const SHARED = 'ENDPOINT=https://example.com\nCHAIN=1\nMODE=fast\nDB_PASSWORD=s3cretpw9\n';

test('of an env file that is mostly no credentials the line moves', () => {
  expect(fixOf(SHARED, '')).toBe(
    'Move `DB_PASSWORD` from `prod.env` to an env file that is not committed, and change the credential.',
  );
});

test('an env file that the service lists and that is not there, or ignored, is the place for it', () => {
  const to = 'Move `DB_PASSWORD` from `prod.env` to `own.env`, which is not committed, and change the credential.';
  expect(fixOf(SHARED, '      - own.env\n')).toBe(to);
  expect(fixOf(SHARED, '      - own.env\n', { 'own.env': 'MORE=1\n', '.gitignore': 'own.env\n' })).toBe(to);
});

test('one of credentials alone goes whole', () => {
  expect(fixOf('DB_PASSWORD=s3cretpw9\nDB_USER=shop\n', '')).toContain('git rm --cached prod.env');
});
