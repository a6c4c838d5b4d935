// @vitest-environment happy-dom
import mermaid from 'mermaid';
import { describe, expect, test } from 'vitest';
import { changeDiagram, focusDiagram, overviewDiagram, renderMermaid } from '../../src/render/mermaid.ts';
import { numbered } from '../../src/render/numbered.ts';
import type { Report } from '../../src/review/report/report.ts';
import { HOSTILE } from './hostile.ts';
import { reportOn } from '../review/reviewed.ts';
import { report } from './reports/build.ts';
import { withNames } from './reports/hostile.ts';
import { REPORTS } from './reports/index.ts';
import { largeReport } from './reports/large.ts';
import { twelveServices } from './reports/twelve.ts';

function diagramsOf(report: Report): readonly string[] {
  const { main, existing } = numbered(report);
  const focus = [...main, ...existing].map((one) => focusDiagram(report, one));
  const drawings = [changeDiagram(report), overviewDiagram(report)].map((drawing) => drawing?.text ?? null);
  return [renderMermaid(report), ...drawings, ...focus].filter((text) => text !== null);
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
    expect(diagram).toContain('["✖ web<br/>joins data<br/>V1 high"]:::violation');
    expect(diagram).toContain('["admin<br/>new<br/>V3 low"]:::notice');
    expect(diagram).toContain('["search<br/>removed"]:::removed');
  });

  test('says internal in words', () => {
    expect(renderMermaid(twelveServices)).toContain('[["data (internal)"]]:::internal');
  });

  test('runs from the top down while its widest layer has at most seven boxes', () => {
    expect(renderMermaid(twelveServices)).toContain('flowchart TB');
    expect(renderMermaid(largeReport(6))).toContain('flowchart LR');
  });

  test('is left out above thirty boxes, and the change is drawn all the same', () => {
    expect(overviewDiagram(largeReport(15))).toBeNull();
    expect(changeDiagram(largeReport(15))).not.toBeNull();
  });

  test('stays within the limits of Mermaid, or says that it does not', () => {
    const text = renderMermaid(largeReport(150));
    expect(text).toContain('This map is too large to');
    expect(text.length).toBeLessThan(50_000);
  });
});

test('lines have no words, which would lie over something: they stand on boxes', () => {
  for (const report of Object.values(REPORTS))
    for (const diagram of diagramsOf(report)) expect(diagram).not.toContain('|"');
});

test('what does not fail the check is not in the colour of what does', () => {
  const diagram = changeDiagram(twelveServices)?.text ?? '';
  expect(diagram).toContain(':::violation');
  expect(diagram).toContain('classDef notice fill:#fff1cc');
});

test('a network is not marked for a service of its name', () => {
  const text = renderMermaid(
    reportOn(
      'services:\n  kafka: { image: apache/kafka:4.0.0, networks: [kafka], ports: ["9092:9092"] }\nnetworks: { kafka: {} }\n',
    ),
  );
  expect(text).toContain('(["kafka"]):::network');
});

test('table and picture number the findings alike', () => {
  const change = changeDiagram(twelveServices)?.text ?? '';
  for (const { number } of numbered(twelveServices).main) expect(change).toContain(number);
});

test('a path of one finding is one row, from outside to its end', () => {
  const [first] = numbered(twelveServices).main;
  const focus = first === undefined ? '' : (focusDiagram(twelveServices, first) ?? '');
  expect(focus).toContain('flowchart LR');
  expect(focus.match(/^ {2}[a-z]\d+[[({].*/gmu)).toHaveLength(6);
});
