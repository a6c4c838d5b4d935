import { describe, expect, test } from 'vitest';
import { baselineText, parseBaseline } from '../../src/policy/baseline-file.ts';
import { baselineOf, goneEntries, ratchet, type Baseline } from '../../src/policy/baseline.ts';
import { type Identified, knownFrom } from '../../src/policy/identified.ts';

const DB = finding('00000000000000d1', 'data-published', 'db');
const CACHE = finding('00000000000000c1', 'data-published', 'cache');
const SOCKET = finding('00000000000000a1', 'host-control', 'portainer');

function finding(fingerprint: string, rule: string, subject: string): Identified {
  return { fingerprint, rule, project: 'shop', subject, services: [`shop/${subject}`], claims: [] };
}

function saved(...findings: readonly Identified[]): Baseline {
  const { baseline, diagnostics } = parseBaseline(baselineText(baselineOf(findings)), 'baseline.yaml');
  expect(diagnostics).toEqual([]);
  return baseline;
}

describe('a baseline', () => {
  test('is written for review: sorted, an entry a finding, and nothing that moves with a line', () => {
    expect(baselineText(baselineOf([SOCKET, DB, CACHE, DB]))).toMatchInlineSnapshot(`
      "# Findings that were there before anybody looked: shown, but they do not fail the check.
      # \`bulkhead baseline\` takes out what no longer occurs; only \`bulkhead baseline --allow-growth\` adds to it.
      version: 1
      findings:
        - fingerprint: "00000000000000c1"
          rule: data-published
          project: shop
          subject: cache
          services: [shop/cache]
        - fingerprint: "00000000000000d1"
          rule: data-published
          project: shop
          subject: db
          services: [shop/db]
        - fingerprint: "00000000000000a1"
          rule: host-control
          project: shop
          subject: portainer
          services: [shop/portainer]
      "
    `);
  });

  test('is read as it was written', () => {
    const { entries } = saved(DB, CACHE);
    expect(entries.map(({ at: _, ...entry }) => entry)).toEqual([CACHE, DB]);
    expect([DB, CACHE, SOCKET].map(knownFrom(saved(DB, CACHE).entries))).toEqual([true, true, false]);
    expect(saved().entries).toEqual([]);
  });

  test('holds any name that a file may have', () => {
    const names = ['no', '1e3', 'a: b', '"', "it's", '# x', '\u202eevil', 'line\nbreak', '', 'é', '[x]', '\u0085'];
    const findings = names.map((name, index) => finding(index.toString(16).padStart(16, '0'), 'data-published', name));
    const named = findings.filter(({ subject }) => subject !== '');
    expect(new Set(saved(...named).entries.map(({ subject }) => subject))).toEqual(
      new Set(named.map(({ subject }) => subject)),
    );
  });

  test('knows what is left of a finding, which takes its place, and not what is more', () => {
    const claiming = (...claims: readonly string[]): Identified => ({
      ...finding(claims.join('').padStart(16, '0'), 'data-published', 'db'),
      claims,
    });
    const [more, whole, left] = [claiming('1', '2', '3'), claiming('1', '2'), claiming('1')];
    const before = saved(whole, CACHE);
    expect([more, whole, left].map(knownFrom(before.entries))).toEqual([false, true, true]);
    const { entries, gone, grown } = ratchet(before, [left, CACHE], false, null);
    expect([entries, gone, grown]).toEqual([[CACHE, left], [], []]);
    expect(ratchet(before, [more, CACHE], false, null).grown).toEqual([more]);
  });

  test('takes all findings when there is none yet', () => {
    expect(ratchet(null, [DB, CACHE], false, null).entries).toEqual([CACHE, DB]);
  });

  test('only shrinks: what no longer occurs leaves, and what is new stays out', () => {
    const { entries, gone, grown } = ratchet(saved(DB, CACHE), [DB, SOCKET], false, null);
    expect(entries.map(({ subject }) => subject)).toEqual(['db']);
    expect(gone.map(({ subject }) => subject)).toEqual(['cache']);
    expect(grown.map(({ subject }) => subject)).toEqual(['portainer']);
  });

  test('grows where that is allowed', () => {
    const { entries } = ratchet(saved(DB), [DB, SOCKET], true, null);
    expect(entries.map(({ subject }) => subject)).toEqual(['db', 'portainer']);
  });

  test('stays as it is, to the byte, while the findings do', () => {
    const reworded = { ...DB, services: ['shop/db', 'shop/renamed'] };
    const { entries } = ratchet(saved(DB, CACHE), [reworded, CACHE], true, null);
    expect(baselineText(entries)).toBe(baselineText(baselineOf([DB, CACHE])));
  });

  test('says which entries no longer occur, and where they are', () => {
    const { gone } = ratchet(saved(DB, CACHE), [CACHE], false, null);
    expect(goneEntries(gone)).toMatchInlineSnapshot(`
      [
        {
          "at": {
            "column": 5,
            "file": "baseline.yaml",
            "line": 10,
          },
          "code": "baseline-gone",
          "message": "\`data-published\` of \`db\` does not occur any more. Run \`bulkhead baseline\` to take it out, or it hides the finding when it comes back.",
          "severity": "warning",
        },
      ]
    `);
  });

  test('of another version says which it takes', () => {
    const { diagnostics } = parseBaseline('version: 2\nfindings: []\n', 'baseline.yaml');
    expect(diagnostics.map(({ message }) => message)).toEqual(['`version` takes 1, not "2".']);
  });

  test('that is broken says where, and counts where it is right', () => {
    const text = [
      'findings:',
      '  - fingerprint: "00000000000000d1"',
      '    rule: data-published',
      '    project: shop',
      '    subject: db',
    ];
    const broken = [
      ...text,
      '  - { fingerprint: abc, ruel: x, project: shop, subject: db }',
      ...text.slice(1),
      '',
    ].join('\n');
    const { baseline, diagnostics } = parseBaseline(broken, 'baseline.yaml');
    expect(baseline.entries).toHaveLength(1);
    expect(diagnostics.map(({ at, message }) => `${String(at.line)}:${String(at.column)} ${message}`))
      .toMatchInlineSnapshot(`
        [
          "1:1 \`version\` is missing: write \`version: 1\`.",
          "6:5 \`rule\` is missing: name the rule.",
          "6:20 \`fingerprint\` takes 16 hexadecimal digits, not "abc".",
          "6:25 An entry has no key "ruel". Did you mean "rule"?",
          "7:5 This finding is in the baseline already. Remove one of them.",
        ]
      `);
  });
});
