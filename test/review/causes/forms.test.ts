import { describe, expect, test } from 'vitest';
import { overlaid } from '../../../src/fixes/overlaid.ts';
import { review, reviewed } from '../../../src/review/review.ts';
import { inputOf, SHOP } from '../reviewed.ts';

type Files = Readonly<Record<string, string>>;

/** The patches of what is new, what they make of the files by name, and the rules that are still broken then. */
function patched(head: Files, base: Files | null = null) {
  const input = inputOf(head, base);
  const { report, patches } = reviewed(input);
  return report.causes
    .filter(({ status }) => status === 'new')
    .map(({ id, fix, rules, findings }) => {
      const files = patches.get(id) ?? [];
      const after = review({ ...input, head: { ...input.head, tree: overlaid(input.head.tree, files) } });
      return {
        rules,
        fix,
        files: new Map(files.map((file) => [file.name, file.after])),
        isGone: !after.findings.some(({ fingerprint }) => findings.includes(fingerprint)),
      };
    });
}

describe('patches of what is written in other forms', () => {
  test('what two services extend changes where it is written, once', () => {
    const files = {
      'compose.yaml':
        'services:\n  one:\n    extends: { file: common.yaml, service: store }\n  two:\n    extends: { file: common.yaml, service: store }\n',
      'common.yaml': 'services:\n  store:\n    image: postgres:17\n    ports:\n      - "5432"\n',
    };
    const [found] = patched(files).filter(({ rules }) => rules.includes('data-published'));
    expect(found?.isGone).toBe(true);
    expect(found?.files).toEqual(
      new Map([['common.yaml', files['common.yaml'].replace('"5432"', '"127.0.0.1::5432"')]]),
    );
  });

  test('what two services have from an anchor changes at the anchor', () => {
    const text =
      'x-store: &store\n  image: postgres:17\n  ports:\n    - "5432"\nservices:\n  one:\n    <<: *store\n  two:\n    <<: *store\n';
    const [found] = patched({ 'compose.yaml': text }).filter(({ rules }) => rules.includes('data-published'));
    expect(found?.isGone).toBe(true);
    expect(found?.files.get('compose.yaml')).toBe(text.replace('"5432"', '"127.0.0.1::5432"'));
  });

  test('a network that a change also renames keeps its new name', () => {
    const head = SHOP.replaceAll('back', 'rear').replace('networks: [front]\n  web', 'networks: [front, rear]\n  web');
    const [found, ...more] = patched({ 'compose.yaml': head }, { 'compose.yaml': SHOP });
    expect(more).toEqual([]);
    expect(found?.isGone).toBe(true);
    expect(found?.files.get('compose.yaml')).toBe(
      head.replace('networks: [front, rear]\n  web', 'networks: [front]\n  web'),
    );
  });

  test('a network with a name of its own is left by its key', () => {
    const named = SHOP.replace('    internal: true', '    name: shop-data\n    internal: true');
    const head = named.replace('networks: [front]\n  web', 'networks: [front, back]\n  web');
    const [found] = patched({ 'compose.yaml': head }, { 'compose.yaml': named });
    expect(found?.files.get('compose.yaml')).toBe(named);
  });

  test('fixes that want the same new network, or the same line, are one', () => {
    const text =
      'services:\n  proxy:\n    image: nginx:1.29\n    ports: ["80:80"]\n  web:\n    image: ghcr.io/shop/web:1\n    environment: { DB: "postgres://db/shop", CACHE: "redis://cache" }\n' +
      '  db:\n    image: postgres:17\n    volumes: [data:/var/lib/postgresql/data]\n    ports: ["5432:5432"]\n  cache:\n    image: valkey/valkey:8\nvolumes:\n  data:\n';
    const { report } = reviewed(inputOf({ 'compose.yaml': text }));
    expect(report.fix?.left).toEqual([]);
    expect(report.fix?.patch.match(/^\+ {2}backend:$/gmu)).toHaveLength(1);
    expect(report.fix?.patch.match(/127\.0\.0\.1/gu)).toHaveLength(1);
  });
});

describe('what is to be done after a patch', () => {
  const afterOf = (text: string): readonly string[] =>
    patched({ 'compose.yaml': text }).flatMap(({ fix }) => fix.tried?.after ?? []);

  test('data that have no name stay behind', () => {
    expect(afterOf('services:\n  db:\n    image: postgres:17\n')).toEqual([
      '`db` finds `db_data` at `/var/lib/postgresql/data`, which is empty at first: what it has now stays in its container, or in a volume without a name.',
    ]);
  });

  test('a folder that is another one is told', () => {
    expect(afterOf('services:\n  web:\n    image: ghcr.io/shop/web:1\n    volumes: ["$FILES/all:/files"]\n')).toEqual([
      '`web` finds `./all` at `/files`: what is in `/all` stays there.',
    ]);
  });
});
