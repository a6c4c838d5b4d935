import { expect, test } from 'vitest';
import { dataNotPersistent } from '../../src/rules/data-not-persistent.ts';
import { shownFix } from './fixed.ts';
import { violationsOf } from './violations.ts';

test.each([
  ['', true],
  ['    hostname: broker\n', false],
  ['    environment: { RABBITMQ_NODENAME: rabbit@localhost }\n', false],
])(
  'a broker whose folder bears the name of its node gets a host name with its volume, unless it has one: %s',
  (more, gets) => {
    const text = `services:\n  my_mq:\n    image: rabbitmq:4\n${more}`;
    const [found] = violationsOf(dataNotPersistent, text);
    expect(shownFix(found, text)).toContain(':/var/lib/rabbitmq');
    expect(shownFix(found, text).includes('hostname: my-mq')).toBe(gets);
    expect(found?.fix.caveat?.includes('host name of the container')).toBe(gets);
  },
);

test('other software gets none', () => {
  const text = 'services:\n  db:\n    image: postgres:17\n';
  expect(shownFix(violationsOf(dataNotPersistent, text)[0], text)).not.toContain('hostname');
});
