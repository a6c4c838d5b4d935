// @vitest-environment happy-dom
import mermaid from 'mermaid';
import { describe, expect, test } from 'vitest';
import { changeDiagram, focusDiagram, overviewDiagram, renderMermaid } from '../../src/render/mermaid.ts';
import { numbered } from '../../src/render/numbered.ts';
import type { Report } from '../../src/review/report/report.ts';
import { HOSTILE } from './hostile.ts';
import { report } from './reports/build.ts';
import { withNames } from './reports/hostile.ts';
import { REPORTS } from './reports/index.ts';
import { largeReport } from './reports/large.ts';
import { twelveServices } from './reports/twelve.ts';

function diagramsOf(report: Report): readonly string[] {
  const { main, existing } = numbered(report);
  const focus = [...main, ...existing].flatMap((one) => [
    focusDiagram(report, one, false),
    focusDiagram(report, one, true),
  ]);
  const all = [
    renderMermaid(report),
    changeDiagram(report),
    overviewDiagram(report, false),
    overviewDiagram(report, true),
    ...focus,
  ];
  return all.filter((text) => text !== null);
}

describe('every diagram is accepted by Mermaid', () => {
  test.each(Object.entries(REPORTS))('%s', async (_, report) => {
    for (const diagram of diagramsOf(report)) {
      expect(await mermaid.parse(diagram)).toMatchObject({
        diagramType: expect.stringMatching(/^flowchart/u) as string,
      });
    }
  });

  test.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 60), text]))('with names like %s', async (_, text) => {
    for (const diagram of diagramsOf(withNames(twelveServices, text))) await mermaid.parse(diagram);
  });

  test('a report without anything', async () => {
    for (const diagram of diagramsOf(report({}))) await mermaid.parse(diagram);
  });
});

describe('the whole map', () => {
  test('shares a box between services that look the same, never one that a finding or a change names', () => {
    const diagram = renderMermaid(twelveServices);
    expect(diagram).toContain('["auth<br/>worker"]:::service');
    expect(diagram).toContain('["✖ web"]:::violation');
    expect(diagram).toContain('["✖ admin<br/>new"]:::violation');
    expect(diagram).toContain('["search<br/>removed"]:::removed');
  });

  test('says internal in words', () => {
    expect(renderMermaid(twelveServices)).toContain('[["data #40;internal#41;"]]:::internal');
  });

  test('runs from the top down while its widest layer has at most seven boxes', () => {
    expect(renderMermaid(twelveServices)).toContain('flowchart TB');
    expect(renderMermaid(largeReport(6))).toContain('flowchart LR');
  });

  test('is left out above sixty boxes, and the change is drawn all the same', () => {
    expect(overviewDiagram(largeReport(15), true)).toBeNull();
    expect(changeDiagram(largeReport(15))).not.toBeNull();
  });

  test('stays within the limits of Mermaid, or says that it does not', () => {
    const text = renderMermaid(largeReport(150));
    expect(text).toContain('This map is too large to');
    expect(text.length).toBeLessThan(50_000);
  });
});

test('where it is folded away the numbers stand on boxes, as lines have no words there', () => {
  const folded = overviewDiagram(twelveServices, true) ?? '';
  expect(folded).not.toContain('|"');
  expect(folded).toContain('["✖ web<br/>V1"]');
});

test('table and picture number the findings alike', () => {
  const change = changeDiagram(twelveServices) ?? '';
  for (const { number } of numbered(twelveServices).main) expect(change).toContain(number);
});

test('a path of one finding is one row, from outside to its end', () => {
  const [first] = numbered(twelveServices).main;
  const focus = first === undefined ? '' : (focusDiagram(twelveServices, first, false) ?? '');
  expect(focus).toContain('flowchart LR');
  expect(focus.match(/^ {2}[a-z]\d+[[({].*/gmu)).toHaveLength(6);
});
