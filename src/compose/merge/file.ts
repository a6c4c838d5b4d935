import { canonical } from '../canonical/canonical.ts';
import { withinPorts } from '../canonical/within-ports.ts';
import { addOnce, type Diagnostic, error, warning } from '../diagnostics.ts';
import type { Reading } from '../reading.ts';
import { withExtends } from './extends.ts';
import { withIncludes } from './include.ts';
import { merge } from './merge.ts';
import { entriesOf, valueOf, without } from '../yaml/nodes.ts';
import { cleared } from '../yaml/resets.ts';
import { infinitiesIn } from '../schema/infinities.ts';
import { validate } from '../schema/validate.ts';
import type { Document, ModelOf, Scope } from './scope.ts';
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
  const documents = documentsOf(path, scope, from);
  if (documents.length === 0) return base;
  for (const document of documents) {
    if (model !== null && !hasRoomForLayer(from, scope.reading)) break;
    const whole = resolved(document, path, scope, modelOf);
    model = model === null ? whole : merge(cleared(model, document.resets, scope.reading.effective), whole, problems);
    model = withoutRepeats(model);
    addOnce(
      problems,
      validate(model, scope.reading.behaviour).map((problem) => joinedTwice(problem, scope.reading)),
    );
    addOnce(problems, infinitiesIn(model, scope.reading.behaviour));
    model = without(model, 'version');
  }
  return model === null ? null : withoutRepeats(canonical(withinPorts(model, scope.reading.room, problems), problems));
}

/** Documents that are laid on others, over all files of a project: each is checked with all that lies below it. */
const MOST_LAYERS = 50;

function hasRoomForLayer(at: SourceLocation, { room, problems }: Reading): boolean {
  room.layers += 1;
  const message = `More than ${String(MOST_LAYERS)} files and documents of the project are laid on one another; the rest is not read.`;
  if (room.layers === MOST_LAYERS + 1) problems.push(error('too-many-layers', at, message));
  return room.layers <= MOST_LAYERS;
}

/** An item that stands twice in a list only since a file and its include were joined: that is so for some releases of Compose. */
function joinedTwice(problem: Diagnostic, { joined }: Reading): Diagnostic {
  if (problem.code !== 'repeated-item' || !joined.has(problem.at)) return problem;
  return warning(
    'joined-twice',
    problem.at,
    `Compose 5.0 to 5.5 refuses this project: a definition is joined with an equal one that a file includes, and the list then holds this item twice. Keep one of them.`,
  );
}

/** The document with its `extends` and `include` resolved. Where there are both, versions of Compose begin with different ones. */
function resolved(document: Document, path: string, scope: Scope, modelOf: ModelOf): MapNode {
  const inside = { ...scope, included: [...scope.included, path] };
  const services = [...entriesOf(valueOf(document.model, 'services'))];
  const hasBoth =
    valueOf(document.model, 'include') !== undefined &&
    services.some(([, { value }]) => valueOf(value, 'extends') !== undefined);
  if (hasBoth && scope.reading.behaviour('firstResolved') === 'include')
    return withExtends({ ...document, model: withIncludes(document, inside, modelOf) }, path, scope);
  return withIncludes({ ...document, model: withExtends(document, path, scope) }, inside, modelOf);
}
