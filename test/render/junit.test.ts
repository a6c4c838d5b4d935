import { describe, expect, test } from 'vitest';
import { renderJunit } from '../../src/render/ci/junit.ts';
import type { Report } from '../../src/review/report/report.ts';
import { HOSTILE } from './hostile.ts';
import { report } from './reports/build.ts';
import { withNames } from './reports/hostile.ts';
import { REPORTS } from './reports/index.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** What Jenkins' schema of test results has of elements and attributes; with `!` what must be there. */
const KNOWN: Readonly<Record<string, { readonly within: string; readonly attributes: readonly string[] }>> = {
  testsuites: { within: '', attributes: ['name', 'time', 'tests', 'failures', 'errors'] },
  testsuite: { within: 'testsuites', attributes: ['name!', 'tests!', 'failures!', 'errors!', 'skipped'] },
  testcase: { within: 'testsuite', attributes: ['name!', 'classname', 'time'] },
  failure: { within: 'testcase', attributes: ['type', 'message'] },
  error: { within: 'testcase', attributes: ['type', 'message'] },
  skipped: { within: 'testcase', attributes: ['type', 'message'] },
};

/** Reads XML strictly, as far as the format needs it: anything else is a fault. */
function parsed(xml: string): Element {
  expect(xml).not.toMatch(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u);
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  expect(body).not.toBe(xml);
  const parts = /<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<>]+)|(.)/gu;
  for (const [whole, closing, name = '', attributes = '', empty, text, fault] of body.matchAll(parts)) {
    expect(fault, whole).toBeUndefined();
    const current = open.at(-1)!;
    if (text !== undefined) current.text += plain(text);
    else if (closing === '/') expect(open.pop()?.name).toBe(name);
    else {
      const pairs = [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/gu)].map(([, key = '', value = '']) => [
        key,
        plain(value),
      ]);
      const element: Element = {
        name,
        attributes: Object.fromEntries(pairs) as Record<string, string>,
        children: [],
        text: '',
      };
      const known = KNOWN[name]!;
      expect(current.name).toBe(known.within);
      for (const key of Object.keys(element.attributes))
        expect(known.attributes.map((each) => each.replace('!', ''))).toContain(key);
      for (const key of known.attributes.filter((each) => each.endsWith('!')))
        expect(element.attributes).toHaveProperty([key.slice(0, -1)]);
      current.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  expect(open).toHaveLength(1);
  return top.children[0]!;
}

function plain(text: string): string {
  expect(text.replace(/&#\d+;/gu, '')).not.toContain('&');
  return text.replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)));
}

/** Outcomes of the tests in what Jenkins gets, counted as the suites count them. */
function resultsOf(one: Report): {
  readonly names: readonly string[];
  readonly failures: number;
  readonly errors: number;
} {
  const suites = parsed(renderJunit(one)).children;
  expect(suites.length).toBeGreaterThan(0);
  let [failures, errors] = [0, 0];
  for (const { attributes, children } of suites) {
    const count = (name: string): number =>
      children.filter((test) => test.children.some((each) => each.name === name)).length;
    expect(attributes).toMatchObject({
      tests: String(children.length),
      failures: String(count('failure')),
      errors: String(count('error')),
      skipped: String(count('skipped')),
    });
    expect(children.length).toBeGreaterThan(0);
    failures += count('failure');
    errors += count('error');
  }
  const names = suites.flatMap(({ children }) =>
    children.map(({ attributes: { classname, name } }) => `${classname!} ${name!}`),
  );
  return { names, failures, errors };
}

describe.each(Object.entries(REPORTS))('%s', (_, one) => {
  test('is test results that fail where the gate fails, and there only', () => {
    const { names, failures, errors } = resultsOf(one);
    expect(failures).toBe(one.causes.filter(({ blocking }) => blocking).length);
    expect(failures + errors === 0).toBe(one.verdict === 'pass');
    expect(new Set(names).size).toBe(names.length);
  });
});

test('a test is named so that Jenkins knows it again, and says what is wrong, where and what to do', () => {
  expect(renderJunit(REPORTS['proxy-joins-backend']!)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="Bulkhead">
      <testsuite name="shop" tests="3" failures="1" errors="0" skipped="2">
        <testcase classname="shop" name="data-reachable-from-frontend db (data-r)">
          <failure type="data-reachable-from-frontend" message="high: \`proxy\` (edge) can open any port of the data store \`db\` over network \`backend\`.">compose.yaml:9:9
    Fix: Keep \`proxy\` off \`backend\`</failure>
        </testcase>
        <testcase classname="shop" name="secret-in-environment db (secret)">
          <skipped type="secret-in-environment" message="medium: \`db\` has a literal credential in \`POSTGRES_PASSWORD\`.">compose.yaml:26:26
    Fix: Take it from a secret file</skipped>
        </testcase>
        <testcase classname="shop" name="data-network-not-internal backend (data-n)">
          <skipped type="data-network-not-internal" message="low: Network \`backend\` could be internal: nothing on it needs a way out.">compose.yaml:33:3
    Fix: Add \`internal: true\` to \`backend\`</skipped>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

test('nothing to fix is a test that passed: Jenkins takes a file without tests for a mistake', () => {
  expect(resultsOf(report({}))).toEqual({ names: ['files nothing to fix'], failures: 0, errors: 0 });
});

test.each(HOSTILE)('%j is text', (name) => {
  for (const one of Object.values(REPORTS).slice(0, 7)) resultsOf(withNames(one, name));
});
