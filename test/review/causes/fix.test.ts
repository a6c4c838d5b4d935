import { describe, expect, test } from 'vitest';
import { review } from '../../../src/review/review.ts';
import { inputOf, reportOn, SHOP } from '../reviewed.ts';

/** The one cause of a change of `SHOP`. */
function causeOf(head: string, base: string | null = SHOP) {
  const causes = reportOn(head, base).causes.filter(({ status }) => status === 'new');
  expect(causes).toHaveLength(1);
  return causes[0];
}

describe('the fix of a cause is one that was tried', () => {
  test('in a review it takes the changed line back', () => {
    const cause = causeOf(SHOP.replace('networks: [front]', 'networks: [front, back]'));
    expect(cause?.fix).toMatchObject({
      summary: 'Take back what this change did in `compose.yaml`.',
      yaml: ' services:\n   proxy:\n-    networks: [front, back]\n+    networks: [front]',
      tried: { ends: cause?.findings, needs: 1, after: [] },
    });
  });

  test('of several ports that a change opens, only that which is wrong is taken back', () => {
    const base = 'services:\n  api:\n    image: kong:3\n    environment: { KONG_ADMIN_LISTEN: "0.0.0.0:8001" }\n';
    const [ports, admin] = ['    ports:\n      - "8000:8000"\n', '      - "8001:8001"\n'];
    const causes = reportOn(base + ports + admin, base).causes.filter(({ rules }) =>
      rules.includes('admin-without-login'),
    );
    expect(causes[0]?.fix.summary).toBe('Take back what this change did in `compose.yaml`.');
    expect(causes[0]?.fix.patch?.match(/^[-+] .*/gmu)).toEqual(['-      - "8001:8001"']);
  });

  test('without a base it is what the rule says', () => {
    const cause = causeOf(SHOP.replace('networks: [front]', 'networks: [front, back]'), null);
    expect(cause?.fix.summary).toBe('Take `proxy` off `back`.');
    expect(cause?.fix.tried?.ends).toEqual(cause?.findings);
  });

  test('a published store loses its port, and who came from outside is told', () => {
    const open = SHOP.replace('    networks: [back]\n', '    networks: [back, open]\n    ports: ["5432:5432"]\n');
    const cause = causeOf(open.replace('  front:\n', '  front:\n  open:\n'), null);
    expect(cause?.fix.tried?.after).toEqual(['From outside nobody connects to `db` at port 5432/tcp any more.']);
  });

  test('what would close a port that somebody may use has no patch, and says why', () => {
    const cause = causeOf('services:\n  web:\n    image: ghcr.io/shop/web:1\n    network_mode: host\n', null);
    expect(cause?.fix).toMatchObject({ patch: null, yaml: null, edits: [], tried: null });
    expect(cause?.fix.caveat).toContain(
      'it would close the ports of `web` on the host, and no file says which of them are used',
    );
  });

  test('a service that the change puts on the network of the host is taken off it again', () => {
    const host = SHOP.replace('    networks: [front, back]\n', '    network_mode: host\n');
    const { causes, fix } = reportOn(host, SHOP);
    const cause = causes.find(({ rules }) => rules.includes('host-network'));
    expect(cause?.fix.yaml).toBe(' services:\n   web:\n-    network_mode: host\n+    networks: [front, back]');
    expect(fix?.left).toEqual([]);
  });

  test('of several ports that a change publishes those stay that nothing is wrong with', () => {
    const web = '  web:\n    image: kong:3\n    environment: { KONG_ADMIN_LISTEN: "0.0.0.0:8001" }\n';
    const base = SHOP.replace('services:\n', `services:\n${web.replace('web', 'kong')}`);
    const head = base.replace('8001" }\n', '8001" }\n    ports:\n      - "8000:8000"\n      - "8001:8001"\n');
    const cause = causeOf(head, base);
    expect(cause?.fix.patch).toContain('-      - "8001:8001"');
    expect(cause?.fix.patch).not.toContain('-      - "8000:8000"');
  });

  test('a port that another finding objects to may close with it', () => {
    const open = SHOP.replace('networks: [front]', 'networks: [back]').replace(
      'networks: [front, back]',
      'networks: [back]',
    );
    const store = open.replace(
      '    networks: [back]\n    volumes',
      '    networks: [back]\n    ports: ["5432:5432"]\n    volumes',
    );
    const { causes } = reportOn(store.replace('    internal: true\n', ''));
    expect(causes.find(({ rules }) => rules.includes('data-reachable-from-frontend'))?.fix.tried).not.toBeNull();
  });

  test('the patches of all that fails the gate are one, tried as a whole', () => {
    const open = SHOP.replace('networks: [front]', 'networks: [front, back]').replace(
      '  web:\n',
      '  web:\n    privileged: true\n',
    );
    const { fix, causes } = reportOn(open, SHOP);
    expect(causes.filter(({ blocking }) => blocking)).toHaveLength(2);
    expect(fix?.left).toEqual([]);
    expect(fix?.tried.ends).toEqual(causes.flatMap(({ findings }) => findings).sort());
    expect(fix?.patch.match(/^[-+] .*$/gmu)).toEqual([
      '-    networks: [front, back]',
      '+    networks: [front]',
      '-    privileged: true',
    ]);
    expect(reportOn(SHOP).fix).toBeNull();
  });
});

test('only what was tried is a patch: a finding has the words of its rule, and its edits', () => {
  const { findings, causes } = reportOn('services: { db: { image: postgres:17, ports: ["5432:5432"] } }\n');
  expect(findings.map(({ fix }) => [fix.patch, fix.yaml])).toEqual(findings.map(() => [null, null]));
  expect(findings.some(({ fix }) => fix.edits.length > 0)).toBe(true);
  expect(causes.some(({ fix }) => fix.patch !== null)).toBe(true);
});

test('where nobody sees patches none is tried, and the rest of the report is the same', () => {
  const head = SHOP.replace('networks: [front]', 'networks: [front, back]');
  const input = inputOf({ 'compose.yaml': head }, { 'compose.yaml': SHOP });
  const [whole, told] = [review(input), review(input, 'none')];
  const rest = ({ causes, ...report }: typeof whole) => ({
    ...report,
    fix: null,
    causes: causes.map((cause) => ({ ...cause, fix: null })),
  });
  expect(rest(told)).toEqual(rest(whole));
  expect(whole.fix).not.toBeNull();
  expect([told.fix, ...told.causes.map(({ fix }) => fix.tried)]).toEqual([null, ...told.causes.map(() => null)]);
  expect(told.causes.every(({ fix }) => fix.summary !== '' && fix.patch === null)).toBe(true);
});

test('the first screen asks for patches of what fails the gate', () => {
  const { causes, fix } = review(
    inputOf({
      'compose.yaml':
        'services: { db: { image: postgres, ports: ["5432:5432"], volumes: ["d:/var/lib/postgresql/data"] } }\nvolumes: { d: }\n',
    }),
    'urgent',
  );
  expect(causes.map(({ blocking, fix: { patch } }) => [blocking, patch !== null])).toEqual([
    [true, true],
    [false, false],
  ]);
  expect(fix?.left).toEqual([]);
});
