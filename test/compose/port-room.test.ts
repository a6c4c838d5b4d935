import { expect, test } from 'vitest';
import { loaded } from './loaded.ts';

test('the ranges of voice and video servers are read whole', () => {
  expect(refusals('services: {a: {image: x, ports: ["49152-65535:49152-65535/udp"]}}')).toEqual([]);
});

test('a range of all ports, and ranges of many services, are refused with the limit named', () => {
  expect(refusals('services: {a: {image: x, ports: ["1-65535"]}}')).toEqual(['1:34 20000']);
  expect(refusals('services: {a: {image: x, ports: ["80:80", "1-65535:1-65535"]}}')).toEqual(['1:43 20000']);
  const text = `x-p: &p ["1-15000:1-15000"]\nservices: {a: {image: x, ports: *p}, b: {image: x, ports: *p}}`;
  expect(refusals(text)).toEqual(['1:10 20000']);
});

function refusals(text: string): readonly string[] {
  return loaded({ 'compose.yaml': text }).diagnostics.flatMap(({ code, at, message }) =>
    code === 'too-many-ports'
      ? [`${String(at.line)}:${String(at.column)} ${/more than (\d+)/.exec(message)?.[1] ?? ''}`]
      : [],
  );
}
