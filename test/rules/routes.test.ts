import { describe, expect, test } from 'vitest';
import { reportOn } from '../review/reviewed.ts';

const shop = (labels: string, networks = ''): string =>
  `services:\n  traefik:\n    image: traefik:v3\n    command: [--providers.docker]\n    ports: ["80:80"]\n  app:\n    image: ghcr.io/shop/app:1\n    environment: { DB: "postgres://db/shop" }\n${labels}  db:\n    image: postgres:17\n    volumes: [data:/var/lib/postgresql/data]\nvolumes:\n  data:\n${networks}`;

const patchOf = (text: string): string =>
  reportOn(text).causes.find(({ rules }) => rules.includes('data-reachable-from-frontend'))?.fix.patch ?? '';

describe('a service that Traefik leads to over one network', () => {
  test('is told to be met there, where a patch puts it on a second', () => {
    const list = '    labels:\n      - traefik.http.routers.app.rule=Host(`shop.example`)\n';
    expect(patchOf(shop(list))).toContain('+      - traefik.docker.network=${COMPOSE_PROJECT_NAME}_default\n');
    const map = '    labels:\n      traefik.http.routers.app.rule: Host(`shop.example`)\n';
    const named = 'networks:\n  default:\n    name: web\n';
    expect(patchOf(shop(map, named))).toContain('+      traefik.docker.network: web\n');
  });

  test('keeps what it is told already, and one that it does not lead to is told nothing', () => {
    const told =
      '    labels:\n      traefik.http.routers.app.rule: Host(`shop.example`)\n      traefik.docker.network: web\n';
    const off = '    labels:\n      traefik.enable: "false"\n';
    for (const labels of [told, off, '']) expect(patchOf(shop(labels)).match(/^[+-].*traefik/gmu), labels).toBeNull();
    expect(patchOf(shop(off))).not.toBe('');
  });
});
