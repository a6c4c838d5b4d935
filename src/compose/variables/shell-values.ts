import { pairsOf } from '../go/pairs.ts';
import { isNull, list, mapValues, scalar, stringOf } from '../yaml/nodes.ts';
import { patterns } from '../yaml/patterns.ts';
import { rewrite, type Rewrite } from '../yaml/rewrite.ts';
import type { MapNode } from '../yaml/tree.ts';

type VariableRewrite = Rewrite<ReadonlyMap<string, string>>;

/** A variable without a value takes it from where the command runs. Where that has none it stays without. */
const values: VariableRewrite = (node, _path, environment) => {
  if (node.kind === 'map') {
    return mapValues(node, (value, key) => {
      const found = isNull(value) ? environment.get(key) : undefined;
      return found === undefined ? value : scalar(found, value.at);
    });
  }
  if (node.kind !== 'list') return node;
  return list(
    node.items.map((item) => {
      const name = stringOf(item);
      const found = name === undefined || name.includes('=') ? undefined : environment.get(name);
      return found === undefined ? item : scalar(`${name}=${found}`, item.at);
    }),
    node.at,
  );
};

/** A build argument without a value anywhere is left to the Dockerfile. */
const argumentsOf: VariableRewrite = (node, path, environment) => {
  const filled = values(pairsOf(node, null), path, environment) ?? node;
  return filled.kind === 'map' ? mapValues(filled, (value) => (isNull(value) ? undefined : value)) : filled;
};

const ARGUMENTS = patterns<VariableRewrite>({ 'services.*.build.args': argumentsOf });

/** `model` with build arguments that name a variable given its value. */
export function withBuildArguments(model: MapNode, environment: ReadonlyMap<string, string>): MapNode {
  return rewrite<ReadonlyMap<string, string>>(model, ARGUMENTS, environment);
}

const VALUES = patterns<VariableRewrite>({ 'services.*.environment': values });

/** `model` with the variables that services only name given their values. */
export function withShellValues(model: MapNode, environment: ReadonlyMap<string, string>): MapNode {
  return rewrite<ReadonlyMap<string, string>>(model, VALUES, environment);
}
