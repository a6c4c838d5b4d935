import { expect, test } from 'vitest';
import { adminPublished } from '../../src/rules/admin-published.ts';
import { shownFix } from './fixed.ts';
import { violationsOf } from './violations.ts';

const console = (...ports: readonly string[]): string =>
  `services:\n  master:\n    image: nextcloud/all-in-one:latest\n    ports:\n${ports.map((port) => `      - "${port}"\n`).join('')}`;

test('of a console only the ports are named and bound at which it is one', () => {
  const text = console('80:80', '8080:8080');
  const [found] = violationsOf(adminPublished, text);
  expect(found?.message).toContain('port 8080 ');
  expect(shownFix(found, text)).toContain('127.0.0.1:8080:8080');
  expect(shownFix(found, text)).not.toContain('127.0.0.1:80:80');
});

test('its other ports alone are no console', () => {
  expect(violationsOf(adminPublished, console('80:80'))).toEqual([]);
});
