import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, git, repository } from './repository.ts';
import { bulkhead } from './terminal.ts';

const OPEN = `services:
  proxy:
    image: nginx:1.29
    ports: ["80:80"]
    networks: [front, back] # both
  web:
    image: ghcr.io/shop/web:1
    environment: { DATABASE_URL: "postgres://db/shop" }
    networks: [front, back]
  db:
    image: postgres:17
    networks: [back]
    ports:
      - "5432:5432"
    volumes: [data:/var/lib/postgresql/data]
networks:
  front:
  back:
volumes:
  data:
`;

const text = (place: string): string => readFileSync(join(place, 'compose.yaml'), 'utf8');

describe('bulkhead fix', () => {
  test('prints one patch that git applies, after which the check passes', async () => {
    const place = repository({ 'compose.yaml': OPEN });
    const { exitCode, printed, complained } = await bulkhead(['fix'], place);
    expect(exitCode).toBe(0);
    expect(complained).toContain('0 causes of what was asked for stay.');
    expect(text(place)).toBe(OPEN);
    writeFileSync(join(place, 'all.patch'), printed);
    git(place, 'apply', 'all.patch');
    expect((await bulkhead(['check'], place)).exitCode).toBe(0);
  });

  test('--write changes the files and keeps every other byte', async () => {
    const [windows, mark] = [OPEN.replaceAll('\n', '\r\n'), '\uFEFF'];
    const place = folder({ 'compose.yaml': mark + windows });
    const { exitCode, printed } = await bulkhead(['fix', '--write'], place);
    expect(exitCode).toBe(0);
    expect(printed).toMatch(/^changed compose\.yaml\n\d findings end with it/u);
    const after = text(place);
    expect(after.startsWith(mark)).toBe(true);
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
    expect(after).toContain('# both');
    expect((await bulkhead(['fix'], place)).complained).toBe('There is nothing to fix.\n');
  });

  test('--rule, --cause and --severity narrow it', async () => {
    const place = folder({ 'compose.yaml': OPEN });
    const published = await bulkhead(['fix', '--rule', 'data-published'], place);
    expect(published.printed).toContain('127.0.0.1:5432:5432');
    expect(published.printed).not.toContain('proxy');
    const { causes } = JSON.parse((await bulkhead(['check', '--format', 'json'], place)).printed) as {
      causes: readonly { id: string; rules: readonly string[] }[];
    };
    const id = causes.find(({ rules }) => rules.includes('data-published'))?.id ?? '';
    expect((await bulkhead(['fix', '--cause', id], place)).printed).toBe(published.printed);
    expect((await bulkhead(['fix', '--severity', 'critical'], place)).printed).toBe('');
  });

  test('a call that cannot be meant is refused', async () => {
    const place = folder({ 'compose.yaml': OPEN });
    expect((await bulkhead(['fix', '--cause', 'nope'], place)).complained).toContain('there is no cause nope');
    expect((await bulkhead(['fix', '--severity', 'bad'], place)).complained).toContain('"bad" is not a severity');
    expect((await bulkhead(['fix', '-f', '-'], place)).exitCode).toBe(2);
  });

  test('what cannot be mended without harm is left, with the reason', async () => {
    const place = folder({
      'compose.yaml': 'services:\n  web:\n    image: ghcr.io/shop/web:1\n    network_mode: host\n',
    });
    const { exitCode, printed, complained } = await bulkhead(['fix', '--severity', 'low'], place);
    expect([exitCode, printed]).toEqual([1, '']);
    expect(complained).toContain('no file says which of them are used');
  });

  test('a patch with credentials is to be read, and --write names none', async () => {
    const secret = OPEN.replace(
      '    image: postgres:17\n',
      '    image: postgres:17\n    environment: { POSTGRES_PASSWORD: hunter22x }\n',
    );
    const place = folder({ 'compose.yaml': secret });
    const { printed, complained } = await bulkhead(['fix', '--severity', 'low'], place);
    expect(printed + complained).not.toContain('hunter22x');
    expect(complained).toContain('bulkhead fix --write');
    const written = await bulkhead(['fix', '--severity', 'low', '--write'], place);
    expect(written.printed).not.toContain('hunter22x');
    expect(text(place)).not.toContain('hunter22x');
    expect(written.printed).toContain('Give `POSTGRES_PASSWORD` a value in `.env`');
  });
});
