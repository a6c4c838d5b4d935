import { expect, test } from 'vitest';
import { renderDot } from '../../src/render/dot.ts';
import { HOSTILE } from './hostile.ts';
import { guideTwoTier } from './reports/guide.ts';
import { withNames } from './reports/hostile.ts';
import { twelveServices } from './reports/twelve.ts';

test('the guide in Graphviz', () => {
  expect(renderDot(guideTwoTier)).toMatchInlineSnapshot(`
    "digraph bulkhead {
      graph [label="What can reach what", rankdir=TB, fontname="sans-serif", nodesep=0.3, ranksep=0.5]
      node [style="filled", fontname="sans-serif", fontsize=12]
      edge [fontname="sans-serif", fontsize=11]
      o0 [label="outside", shape=circle, fillcolor="#fff8c5", color="#9a6700", penwidth=2, fontcolor="#3b2300"]
      s1 [label="web\\n5000", shape=box, fillcolor="#ddf4ff", color="#0072b2", penwidth=1, fontcolor="#0a3069"]
      n2 [label="backend", shape=box, style="filled,rounded", fillcolor="#eaeef2", color="#6e7781", penwidth=1, fontcolor="#24292f"]
      n3 [label="frontend", shape=box, style="filled,rounded", fillcolor="#eaeef2", color="#6e7781", penwidth=1, fontcolor="#24292f"]
      s4 [label="db", shape=box, fillcolor="#ddf4ff", color="#0072b2", penwidth=1, fontcolor="#0a3069"]
      v5 [label="db_data", shape=cylinder, fillcolor="#fbefff", color="#8250df", penwidth=1, fontcolor="#3e1f79"]
      o0 -> s1 [label=""]
      s1 -> n2 [label="", dir=none]
      s1 -> n3 [label="", dir=none]
      n2 -> s4 [label="", dir=none]
      s4 -> v5 [label="", dir=none, style=dotted]
    }
    "
  `);
});

test('every line is a statement of ours, whatever the names', () => {
  const string = String.raw`"(?:[^"\\]|\\.)*"`;
  const attributes = String.raw`\[(?:[a-z]+=(?:${string}|[#\w.]+)(?:, )?)*\]`;
  const statement = new RegExp(`^ {2}(?:graph|node|edge|[a-z]\\d+(?: -> [a-z]\\d+)?) ${attributes}$`, 'u');
  for (const text of HOSTILE) {
    const [first, ...lines] = renderDot(withNames(twelveServices, text)).trimEnd().split('\n');
    expect(first).toBe('digraph bulkhead {');
    expect(lines.at(-1)).toBe('}');
    for (const line of lines.slice(0, -1)) expect(line).toMatch(statement);
  }
});
