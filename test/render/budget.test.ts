import { UNPATCHED } from './reports/unpatched.ts';
import { expect, test } from 'vitest';
import { renderComment, renderShortComment } from '../../src/render/comment.ts';
import { fitting, fits, type Section } from '../../src/render/markdown/budget.ts';
import { renderSummary } from '../../src/render/summary.ts';
import type { ReportFinding } from '../../src/review/report/report.ts';
import { change, finding, report, withCauses } from './reports/build.ts';
import { withNames } from './reports/hostile.ts';
import { CONTEXT, LINKS } from './reports/index.ts';
import { proxyJoinsBackend } from './reports/guide.ts';
import { largeReport } from './reports/large.ts';
import { twelveServices } from './reports/twelve.ts';

const sections: readonly Section[] = [
  { title: 'the title', rank: 0, text: 'title' },
  { title: 'the picture', rank: 1, text: 'p'.repeat(50) },
  { title: 'the map', rank: 2, text: 'm'.repeat(50) },
  { title: 'the footer', rank: 0, text: 'footer' },
];
const notice = (left: readonly string[]): string => `left out: ${left.join(', ')}`;

test('whole sections are left out, the highest rank first, and it is said', () => {
  expect(fitting(sections, { codePoints: 500, bytes: 500 }, notice)).not.toContain('left out');
  expect(fitting(sections, { codePoints: 100, bytes: 500 }, notice)).toBe(
    `title\n\n${'p'.repeat(50)}\n\nfooter\n\nleft out: the map\n`,
  );
  expect(fitting(sections, { codePoints: 60, bytes: 500 }, notice)).toBe(
    'title\n\nfooter\n\nleft out: the picture, the map\n',
  );
});

test('code points and bytes are counted apart', () => {
  expect(fits('\u{1f433}'.repeat(10), { codePoints: 10, bytes: 40 })).toBe(true);
  expect(fits('\u{1f433}'.repeat(10), { codePoints: 9, bytes: 40 })).toBe(false);
  expect(fits('\u{1f433}'.repeat(10), { codePoints: 10, bytes: 39 })).toBe(false);
});

const swarm: readonly ReportFinding[] = Array.from({ length: 3_000 }, (_, index) =>
  finding({
    rule: `rule-${index.toString()}`,
    line: index + 1,
    severity: 'high',
    subject: `db${index.toString()}`,
    message: `The data store \`db${index.toString()}\` is reachable from outside. ${'x'.repeat(300)}`,
    status: index % 2 === 0 ? 'new' : 'existing',
    fix: { ...UNPATCHED, summary: 'Bind it', yaml: 'y\n'.repeat(400), caveat: null },
  }),
);

test.each([
  ['many findings', withCauses({ ...proxyJoinsBackend, findings: swarm })],
  ['a large stack', largeReport(60)],
  ['names of 5,000 characters', withNames(twelveServices, 'x'.repeat(5_000))],
  ['names of 5,000 whales', withNames(twelveServices, '\u{1f433}'.repeat(5_000))],
  ['names of 5,000 dollars', withNames(twelveServices, '$'.repeat(5_000))],
])('a comment and a summary stay within their limits: %s', (_, report) => {
  const comment = renderComment(report, CONTEXT);
  expect([...comment].length).toBeLessThanOrEqual(60_000);
  expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(200_000);
  expect(comment.startsWith(`${CONTEXT.marker}\n### `)).toBe(true);
  const short = renderShortComment(report, CONTEXT);
  expect([...short].length).toBeLessThanOrEqual(12_000);
  expect(Buffer.byteLength(renderSummary(report, LINKS))).toBeLessThanOrEqual(1_048_576);
});

test('what a comment leaves out it names, with a link to the summary', () => {
  const comment = renderComment(withCauses({ ...proxyJoinsBackend, findings: swarm }), CONTEXT);
  expect(comment).toContain(`[job summary](${LINKS.runUrl})`);
});

test('nothing new and nothing opened is one line', () => {
  expect(renderComment(report({ change: twelveServices.change }), CONTEXT)).not.toContain('No change');
  const quiet = report({ change: change({}) });
  expect(renderComment(quiet, CONTEXT)).toBe(`${CONTEXT.marker}\n### ✔ No change in what can reach what\n`);
});
