import { canonical } from '../canonical/canonical.ts';
import { addOnce } from '../diagnostics.ts';
import { withExtends } from './extends.ts';
import { withIncludes } from './include.ts';
import { merge } from './merge.ts';
import { without } from '../yaml/nodes.ts';
import { cleared } from './resets.ts';
import { validate } from '../schema/validate.ts';
import type { ModelOf, Scope } from './scope.ts';
import type { SourceLocation } from '../source.ts';
import type { MapNode } from '../yaml/tree.ts';
import { withoutRepeats } from './repeats.ts';
import { documentsOf } from './document.ts';

/** `base` with the file at `path` laid on it: each of its documents with its `extends` and `include` resolved. */
export function withFile(
  base: MapNode | null,
  path: string,
  scope: Scope,
  from: SourceLocation,
  modelOf: ModelOf,
): MapNode | null {
  const { problems } = scope.reading;
  let model = base;
  for (const document of documentsOf(path, scope, from)) {
    const extended = withExtends(document, path, scope);
    const whole = withIncludes(extended, { ...scope, included: [...scope.included, path] }, modelOf);
    model = model === null ? whole : merge(cleared(model, document.clears), whole, problems);
    model = withoutRepeats(model);
    addOnce(problems, validate(model));
    model = without(model, 'version');
  }
  return model === null ? null : withoutRepeats(canonical(model, problems));
}
