import { expect, test } from 'vitest';
import { portRanges } from '../../src/words/port-ranges.ts';

test.each([
  [
    ['80', '443'],
    ['80', '443'],
  ],
  [
    ['8000', '8001', '8002'],
    ['8000', '8001', '8002'],
  ],
  [
    ['80', '8000', '8001', '8002', '8003', '9000/udp'],
    ['80', '8000-8003', '9000/udp'],
  ],
  [
    ['1/udp', '2/udp', '3/udp', '4/udp', '5'],
    ['1-4/udp', '5'],
  ],
  [
    ['8000-8010', '8011', '*'],
    ['8000-8010', '8011', '*'],
  ],
  [[], []],
])('of %j are %j', (ports, folded) => {
  expect(portRanges(ports)).toEqual(folded);
});
