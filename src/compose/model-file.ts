import { canonical } from './canonical.ts';
import { error, type Problems } from './diagnostics.ts';
import { withExtends } from './extends.ts';
import { withIncludes } from './include.ts';
import { interpolateTree } from './interpolate.ts';
import { merge } from './merge.ts';
import { isNull, without } from './nodes.ts';
import { readCompose } from './reading.ts';
import { cleared, hasResets, resetsOf } from './resets.ts';
import { validate } from './schema/validate.ts';
import type { Scope } from './scope.ts';
import type { SourceLocation } from './source.ts';
import type { MapNode } from './tree.ts';
import { withoutRepeats } from './unicity.ts';
import { reportUnset } from './unset.ts';

/** One document of a file, variables replaced, and the paths it clears in what it is laid on. */
export interface Document {
  readonly model: MapNode;
  readonly clears: readonly (readonly string[])[];
}

/** The documents of a Compose file; those that are no mapping are left out, with a problem. */
export function documentsOf(path: string, scope: Scope, from: SourceLocation): readonly Document[] {
  const { reading, environment } = scope;
  const parsed = readCompose(reading, path, from);
  return (parsed?.documents ?? []).flatMap((document): Document[] => {
    const resets = hasResets(document) ? resetsOf(document) : { node: document, paths: [] };
    const lookup = (name: string): string | undefined => environment.get(name);
    const { node, diagnostics, unset } = interpolateTree(resets.node, lookup);
    addOnce(reading.problems, diagnostics);
    reportUnset(unset, reading.problems);
    if (node.kind === 'map') return [{ model: node, clears: resets.paths }];
    const kind = isNull(node) ? 'nothing' : node.kind === 'list' ? 'a list' : 'a text';
    reading.problems.push(
      error('not-a-mapping', node.at, `A Compose file is a mapping with "services" at the top; this is ${kind}.`),
    );
    return [];
  });
}

/** `base` with the file at `path` laid on it: each of its documents with its `extends` and `include` resolved. */
export function withFile(base: MapNode | null, path: string, scope: Scope, from: SourceLocation): MapNode | null {
  const { problems } = scope.reading;
  let model = base;
  for (const document of documentsOf(path, scope, from)) {
    const extended = withExtends(document, path, scope);
    const whole = withIncludes(extended, { ...scope, included: [...scope.included, path] });
    model = model === null ? whole : merge(cleared(model, document.clears), whole, problems);
    model = withoutRepeats(model);
    addOnce(problems, validate(model));
    model = without(model, 'version');
  }
  return model === null ? null : withoutRepeats(canonical(model, problems));
}

/** An earlier file's problem is found again in what it is merged into. */
export function addOnce(problems: Problems, found: readonly Problems[number][]): void {
  for (const problem of found) {
    const isKnown = problems.some(
      ({ code, at, message }) =>
        code === problem.code &&
        at.line === problem.at.line &&
        at.column === problem.at.column &&
        at.file === problem.at.file &&
        message === problem.message,
    );
    if (!isKnown) problems.push(problem);
  }
}
