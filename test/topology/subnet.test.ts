import { expect, test } from 'vitest';
import { addressOf, contains, overlap, subnetOf } from '../../src/engines/network/subnet.ts';

test.each([
  ['10.0.0.0/8', '10.255.0.1', true],
  ['10.0.0.0/8', '11.0.0.0', false],
  ['fd51:200::/64', '[fd51:200::9]', true],
  ['fd51:200::/64', 'fd51:200:0:1::', false],
  ['::/0', '10.0.0.1', false],
  ['0.0.0.0/0', '::ffff:10.0.0.1', false],
])('whether %s contains %s', (subnet, address, expected) => {
  const [found, inside] = [subnetOf(subnet), addressOf(address)];
  expect(found !== null && inside !== null && contains(found, inside)).toBe(expected);
});

test.each(['', 'localhost', '1.2.3', '1.2.3.256', '1::2::3', ':::', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', 'g::'])(
  '%j is no address',
  (text) => {
    expect(addressOf(text)).toBeNull();
  },
);

test.each(['10.0.0.0', '10.0.0.0/33', 'fd00::/129', 'x/8'])('%j is no subnet', (text) => {
  expect(subnetOf(text)).toBeNull();
});

test('subnets overlap when one holds the other', () => {
  const [wide, narrow, other] = [subnetOf('172.30.0.0/16'), subnetOf('172.30.9.0/24'), subnetOf('172.31.0.0/16')];
  if (wide === null || narrow === null || other === null) throw new Error('no subnets');
  expect([overlap(wide, narrow), overlap(narrow, wide), overlap(wide, other)]).toEqual([true, true, false]);
});
