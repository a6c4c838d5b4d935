import { describe, expect, test } from 'vitest';
import { renderComment } from '../../src/render/comment.ts';
import { headline } from '../../src/render/headline.ts';
import { changeDiagram } from '../../src/render/mermaid.ts';
import { renderText } from '../../src/render/text.ts';
import { closedWays, openedWays } from '../../src/render/ways.ts';
import type { Report, ReportHop } from '../../src/review/report/report.ts';
import { change, hop, withCauses } from './reports/build.ts';
import { proxyJoinsBackend, proxyLeavesBackend } from './reports/guide.ts';
import { CONTEXT } from './reports/index.ts';

/** The sample with another path in its first finding. */
function withPath(path: readonly ReportHop[]): Report {
  const [first, ...rest] = proxyJoinsBackend.findings;
  if (first === undefined) throw new Error('the sample has no finding');
  return withCauses({ ...proxyJoinsBackend, findings: [{ ...first, path }, ...rest] });
}

const exposed = hop('outside', 'shop/proxy', 'published', 'published port 80', { ports: ['80/tcp'] });
const joined = (from: string, to: string): ReportHop =>
  hop(`shop/${from}`, `shop/${to}`, 'network', ['network', 'backend'], { through: 'network:shop_backend' });

describe('a path that begins with the way in objects to what follows it', () => {
  const report = withPath([exposed, joined('proxy', 'db')]);

  test('the title names who reaches directly, not the outside', () => {
    expect(headline(report).text).toBe('This change lets `proxy` reach the data store `db`');
  });

  test('so do table and picture', () => {
    const row = /^\| \*\*✖\u{a0}V1\*\* .*$/mu.exec(renderComment(report, CONTEXT))?.[0];
    expect(row).toContain('| opened | `proxy` *edge* | `db` *data* | network `backend` |');
    const diagram = changeDiagram(report)?.text;
    expect(diagram).toMatch(/o0 --> s\d/u);
    expect(diagram).toContain('V1 high"]:::violation');
  });

  test('the path is told in full', () => {
    expect(renderText(report, { color: false, width: 100, verbose: true, all: false, quiet: false })).toContain(
      'path  outside → proxy port 80 → db over network backend',
    );
  });
});

test('reach over other services is never told as direct reach', () => {
  const path = [joined('proxy', 'web'), joined('web', 'db')];
  expect(headline(withPath(path)).text).toBe('This change lets `proxy` reach the data store `db` by way of 1 service');
});

test('a path of one hop from outside is what is objected to', () => {
  const path = [hop('outside', 'shop/db', 'published', 'published port 5432')];
  expect(headline(withPath(path)).text).toBe('This change lets anyone outside reach the data store `db`');
});

describe('ways that open or close together', () => {
  test('what a new finding says is not said again', () => {
    expect(openedWays(proxyJoinsBackend)).toMatchObject([
      { sources: ['shop/proxy'], targets: ['shop/worker'], mutual: true },
    ]);
  });

  test('the one that moved tells both directions', () => {
    expect(closedWays(proxyLeavesBackend)).toMatchObject([
      { sources: ['shop/proxy'], targets: ['shop/db', 'shop/worker'], mutual: true },
    ]);
  });

  test('several that come to the same by the same means share a row', () => {
    const openedFlows = ['web', 'worker'].map((from) =>
      hop(`shop/${from}`, 'shop/db', 'through-host', 'published port 1 on the host'),
    );
    const ways = openedWays({ ...proxyLeavesBackend, change: change({ openedFlows }) });
    expect(ways).toMatchObject([{ sources: ['shop/web', 'shop/worker'], targets: ['shop/db'], mutual: false }]);
  });
});
