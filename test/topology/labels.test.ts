import { expect, test } from 'vitest';
import { between, stack } from './stacks.ts';

const labelled = (label: string) => `services:
  app:
    image: x
    ports: ["80:80"]
    labels:
      ${label}
`;

test.each(['"80"', '"80, 443"', '"443 80"', '80'])('bulkhead.listens: %s opens the ports it names', (value) => {
  const built = stack(labelled(`bulkhead.listens: ${value}`));
  expect(built.diagnostics).toEqual([]);
  expect(between(built, 'outside', 'app')).toHaveLength(1);
});

test.each(['http', '80/tcp', '""', '"443, http"', '"70000"', '"-1"', '"443-445"'])(
  'bulkhead.listens: %s closes no port, and is told at its line',
  (value) => {
    const built = stack(labelled(`bulkhead.listens: ${value}`));
    expect(between(built, 'outside', 'app')).toHaveLength(1);
    expect(built.diagnostics.map(({ code, at }) => `${String(at.line)} ${code}`)).toEqual(['6 label-misread']);
  },
);

test('a zone that there is not is told at its line', () => {
  const { diagnostics } = stack(labelled('bulkhead.zone: database'));
  expect(diagnostics.map(({ at, message }) => `${String(at.line)} ${message}`)).toEqual([
    '6 Label `bulkhead.zone` of `app` is not one of edge, frontend, app, data, admin, ops, so the zone is inferred.',
  ]);
});
