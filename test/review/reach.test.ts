import { expect, test } from 'vitest';
import type { Report, ReportLocation } from '../../src/review/report/report.ts';
import { folder } from '../command/repository.ts';
import { bulkhead } from '../command/terminal.ts';

const COMPOSE = `services:
  proxy:
    image: nginx
    ports: ["80:80"]
    networks: [front, back]
  web:
    image: shop/web
    networks: [front, back]
  db:
    image: postgres
    ports: ["5432:5432"]
    networks: [back]
networks:
  front: {}
  back: {}
`;

const lines = (at: readonly ReportLocation[]): string => at.map(({ line }) => line.toString()).join();

test('each way is told once, with the lines of both ends, and no pair is written out', async () => {
  const { printed } = await bulkhead(['check', '--format', 'json'], folder({ 'compose.yaml': COMPOSE }));
  const { reach } = JSON.parse(printed) as Report;
  expect(reach.base).toBeNull();
  const told = reach.head
    .filter(({ from }) => from.every(({ id }) => id !== 'host'))
    .map(
      ({ means, from, to }) =>
        `${means}: ${from.map(({ id, at }) => `${id} ${lines(at)}`).join(' ')} → ${to.map(({ id, over, at }) => `${id} (${over}) ${lines(at)}`).join(' ')}`,
    );
  expect(told).toMatchInlineSnapshot(`
    [
      "egress: shop/db 12 shop/proxy 5 shop/web 8 → outside (its internet access) ",
      "network: shop/db 12 shop/proxy 5 shop/web 8 → shop/db (network back) 12 shop/proxy (network back) 5 shop/web (network back) 8",
      "network: shop/proxy  shop/web  → shop/proxy (network front) 5,8 shop/web (network front) 8,5",
      "published: outside  → shop/db (published port 5432) 11 shop/proxy (published port 80) 4",
      "through-host: shop/db 12 shop/proxy 5 shop/web 8 → shop/db (published port 5432 on the host) 11 shop/proxy (published port 80 on the host) 4",
      "to-host: shop/db 12 shop/proxy 5 shop/web 8 → host (any address of the host) ",
    ]
  `);
});

test('a change has the ways of both sides', async () => {
  const place = folder({
    'before/compose.yaml': COMPOSE.replace(
      '    ports: ["80:80"]\n    networks: [front, back]',
      '    networks: [front]',
    ),
    'after/compose.yaml': COMPOSE,
  });
  const { printed } = await bulkhead(['diff', 'before', 'after', '--format', 'json'], place);
  const { reach } = JSON.parse(printed) as Report;
  const exposed = [reach.base ?? [], reach.head].map((ways) =>
    ways.filter(({ from }) => from[0]?.id === 'outside').flatMap(({ to }) => to.map(({ id }) => id)),
  );
  expect(exposed).toEqual([['after/db'], ['after/db', 'after/proxy']]);
});
