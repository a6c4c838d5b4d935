import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../src/compose/go/byte-size.ts';
import { durationText } from '../../src/compose/go/duration.ts';

describe('durations', () => {
  it.each([
    ['30s', '30s'],
    ['60s', '1m0s'],
    ['1m30s', '1m30s'],
    ['90m', '1h30m0s'],
    ['1d', '24h0m0s'],
    ['1w', '168h0m0s'],
    ['1.5s', '1.5s'],
    ['100ms', '100ms'],
    ['1500us', '1.5ms'],
    ['1ns', '1ns'],
    ['0', '0s'],
    ['0s', '0s'],
    ['-1m', '-1m0s'],
    ['.5h', '30m0s'],
  ])('%s is printed as %s', (text, expected) => {
    expect(durationText(text)).toBe(expected);
  });

  it.each(['', '5', '5x', 's', '1 s', '300000h1000000000000s', '9'.repeat(5000) + 's'])('%j is none', (text) => {
    expect(durationText(text)).toBeUndefined();
  });

  it('what is printed is printed the same again', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 62n), max: 1n << 62n }), (nanoseconds) => {
        const printed = durationText(`${nanoseconds}ns`);
        return printed !== undefined && durationText(printed) === printed;
      }),
    );
  });
});

describe('sizes', () => {
  it.each([
    ['100', 100n],
    ['100b', 100n],
    ['1k', 1024n],
    ['20M', 20971520n],
    ['64mb', 67108864n],
    ['1.5G', 1610612736n],
    ['64 KiB', 65536n],
    ['0.0001', 0n],
    ['1e3', 1000n],
  ])('%s is %s bytes', (text, expected) => {
    expect(bytesOf(text)).toBe(expected);
  });

  it('a long number costs what it is long', () => {
    const started = performance.now();
    expect(bytesOf(`${'1'.repeat(200_000)}x`)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it.each(['', 'm', '-1', '1x', '1kk', '1 m b', '1ib', '1.2.3m'])('%j is none', (text) => {
    expect(bytesOf(text)).toBeUndefined();
  });
});
