import { describe, expect, it } from 'vitest';
import { interpolateTree } from '../../src/compose/variables/interpolate.ts';
import { parse } from '../../src/compose/yaml/parse.ts';
import type { Node } from '../../src/compose/yaml/tree.ts';
import { behaviourOf } from '../../src/compose/versions/behaviour.ts';

const newest = behaviourOf('5');

function interpolated(text: string, environment: Record<string, string> = {}) {
  const [node] = parse(text, 'compose.yaml').documents;
  return interpolateTree(node!, (name) => environment[name], newest);
}

function plain(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
}

const told = (text: string, environment?: Record<string, string>) =>
  interpolated(text, environment).diagnostics.map(
    ({ code, severity, message, at }) => `${at.line}:${at.column} ${severity} ${code}: ${message}`,
  );

describe('variables in a file', () => {
  it('values and list items are replaced, keys are not', () => {
    expect(plain(interpolated('a: ${X}\nb: ["${X}", {"${X}": $X}]', { X: '1' }).node)).toEqual({
      a: '1',
      b: ['1', { '${X}': '1' }],
    });
  });

  it('every value keeps its place', () => {
    const { node } = interpolated('services:\n  a:\n    image: ${X}', { X: 'nginx' });
    const service = node.kind === 'map' && node.entries.get('services')?.value;
    const a = service && service.kind === 'map' && service.entries.get('a')?.value;
    expect(a && a.kind === 'map' && a.entries.get('image')?.value.at).toEqual({
      file: 'compose.yaml',
      line: 3,
      column: 12,
    });
  });

  it('a file without variables stays the same object', () => {
    const [node] = parse('services: {a: {image: x, ports: ["80:80"]}}', 'compose.yaml').documents;
    expect(interpolateTree(node!, () => undefined, newest).node).toBe(node);
  });

  it('the result gets the type of its attribute, quoted or not', () => {
    const text =
      'services: {a: {privileged: "yes", scale: "${N}", cpus: "0.10", ulimits: {nofile: "5"}, ports: [{target: "80"}], hostname: "1"}}';
    expect(plain(interpolated(text, { N: '+2' }).node)).toEqual({
      services: {
        a: { privileged: true, scale: 2, cpus: 0.1, ulimits: { nofile: 5 }, ports: [{ target: 80 }], hostname: '1' },
      },
    });
  });

  it('a value that cannot have its type is an error that names the unset variable', () => {
    expect(told('services: {a: {read_only: "${RO}", scale: "1.5", init: "1"}}')).toMatchInlineSnapshot(`
      [
        "1:27 error wrong-type: services.a.read_only must be true or false. The variable RO is not set, and without it the value is empty. Set it, or write a default: \${RO:-…}.",
        "1:43 error wrong-type: services.a.scale must be a whole number.",
        "1:56 error wrong-type: services.a.init must be true or false.",
      ]
    `);
  });

  it('yes and no are booleans with a warning', () => {
    expect(told('networks: {n: {internal: on}}')).toMatchInlineSnapshot(`
      [
        "1:26 warning old-boolean: networks.n.internal: "on" is read as true, though YAML no longer means that by it. Write true.",
      ]
    `);
  });

  it('all problems are told, each at its place, wherever they stand', () => {
    expect(told('x-a: ${A:?set it}\nservices:\n  a:\n    image: ${B.C}\n    command: [a, "${D?}"]'))
      .toMatchInlineSnapshot(`
      [
        "1:6 error required-variable: x-a requires the variable A, which is not set: set it. Set it in .env, or give a sample value under sample-env in the policy.",
        "4:12 error invalid-variable: services.a.image uses a variable in a form that Compose does not know. Write \${NAME}, \${NAME:-default} or \${NAME:?message}; $$ is a dollar sign.",
        "5:18 error required-variable: services.a.command.[] requires the variable D, which is not set. Set it in .env, or give a sample value under sample-env in the policy.",
      ]
    `);
  });

  it('an unset variable is told with the path that leads to it', () => {
    expect(interpolated('services:\n  a:\n    ports: ["${P}:80"]').unset).toEqual([
      {
        name: 'P',
        at: { file: 'compose.yaml', line: 3, column: 13 },
        path: ['services', 'a', 'ports', '[]'],
        isGlued: false,
      },
    ]);
  });

  it('a dollar sign within a word is told apart from a variable of its own', () => {
    const glued = (value: string): boolean | undefined =>
      interpolated(`services: {a: {environment: {P: '${value}'}}}`).unset[0]?.isGlued;
    expect(['pa$word', 'a:$word', '$word', 'pa${word}', '$word pa$word'].map(glued)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('what !reset stands on is not looked at', () => {
    expect(told('services: {a: {image: !reset "${A.B}"}}')).toEqual([]);
  });
});
