import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bulkhead } from '../command/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-fixes-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Fix {
  readonly patch: string | null;
  readonly yaml: string | null;
  readonly caveat: string | null;
  readonly hidesSecrets: boolean;
  readonly edits: readonly { readonly path: readonly unknown[]; readonly file: string }[];
}

async function fixesOf(files: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, Fix>> {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const { printed } = await bulkhead(['check', '--format', 'json'], folder);
  const { causes } = JSON.parse(printed) as {
    readonly causes: readonly { readonly rules: readonly string[]; readonly fix: Fix }[];
  };
  return new Map(causes.flatMap(({ rules, fix }) => rules.map((rule) => [rule, fix] as const)));
}

function applied(patch: string | null | undefined): void {
  execFileSync('git', ['apply', '-'], { cwd: folder, input: patch ?? '' });
}

describe('a patch of a report', () => {
  test('is taken by git as it stands, over several files and odd names of them', async () => {
    const files = {
      'compose.yaml': "services:\r\n  db:\r\n    image: postgres:16\r\n    ports:\r\n            - '5432:5432'",
      'compose.override.yaml':
        'services: { app: { image: example/app, environment: { DB_HOST: db } }, web: { image: "traefik:v3", ports: ["80:80"] } }\n',
    };
    const fixes = await fixesOf(files);
    applied(fixes.get('data-reachable-from-frontend')?.patch);
    expect(readFileSync(join(folder, 'compose.yaml'), 'utf8')).toBe(
      "services:\r\n  db:\r\n    image: postgres:16\r\n    ports:\r\n            - '127.0.0.1:5432:5432'\r\n    networks:\r\n            - backend\r\nnetworks:\r\n  backend:",
    );
    expect(readFileSync(join(folder, 'compose.override.yaml'), 'utf8')).toContain('networks: [default, backend]');
  });

  test.each([
    'services: { db: { image: "postgres:16", ports: ["5432:5432"] } }\n',
    'services:\n  db:\n    image: postgres:16\n    ports: ["5432:5432"]\n',
  ])('has the byte order mark of its file', async (content) => {
    const fixes = await fixesOf({ 'compose.override.yaml': 'services: {}\n', 'compose.yaml': `\ufeff${content}` });
    applied(fixes.get('data-published')?.patch);
    expect(readFileSync(join(folder, 'compose.yaml'), 'utf8')).toBe(
      `\ufeff${content.replace('"5432:5432"', '"127.0.0.1:5432:5432"')}`,
    );
  });

  test('shows no secret, says so, and its edits have none either', async () => {
    rmSync(join(folder, 'compose.override.yaml'));
    const fixes = await fixesOf({
      'compose.yaml':
        'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: hunter2hunter2\n    ports: ["5432:5432"]\n',
    });
    const secret = fixes.get('secret-in-environment');
    expect(secret?.hidesSecrets).toBe(true);
    expect(secret?.patch).toContain('-      POSTGRES_PASSWORD: …\n+      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}\n');
    const port = fixes.get('data-published');
    // The line with the password is no context of another patch.
    expect(port?.hidesSecrets).toBe(false);
    expect(JSON.stringify([...fixes.values()])).not.toContain('hunter2');
    applied(port?.patch);
  });

  test('a variable of a port stays, whatever it is now', async () => {
    const port = async (text: string) =>
      (await fixesOf({ 'compose.yaml': `services:\n  db:\n    image: postgres:16\n    ports: ["${text}"]\n` })).get(
        'data-published',
      )?.yaml;
    expect(await port('${DB_PORT}:5432')).toContain('+    ports: ["127.0.0.1:${DB_PORT}:5432"]');
    expect(await port('${DB_PORT:-5432}:5432')).toContain('+    ports: ["127.0.0.1:${DB_PORT:-5432}:5432"]');
    expect(await port('${ANY:-0.0.0.0}:5432:5432')).toContain('+    ports: ["127.0.0.1:5432:5432"]');
  });
});
