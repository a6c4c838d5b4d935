import { addOnce, error } from '../diagnostics.ts';
import { addHeld } from './held-names.ts';
import { interpolateTree } from '../variables/interpolate.ts';
import { asRead } from '../yaml/as-read.ts';
import { checkAliases } from '../yaml/aliases.ts';
import { isFormatOne, underServices } from './format-one.ts';
import { isNull } from '../yaml/nodes.ts';
import { readCompose } from '../reading.ts';
import { countedIn, hasRoom, hasRoomFor, hasRoomForAliases, hasRoomForShared } from './repeated.ts';
import { hasResets, resetsOf } from '../yaml/resets.ts';
import type { Document, Scope } from './scope.ts';
import type { Reading } from '../reading.ts';
import type { MapNode } from '../yaml/tree.ts';
import type { SourceLocation } from '../source.ts';
import type { VariableUse } from '../variables/substitute.ts';
import { noteUnset } from '../variables/unset.ts';
import { noteSample } from '../variables/sample-values.ts';

/** The documents of a Compose file; those that are no mapping are left out, with a problem. */
export function documentsOf(path: string, scope: Scope, from: SourceLocation): readonly Document[] {
  const { reading, environment } = scope;
  const { behaviour } = reading;
  const parsed = readCompose(reading, path, from);
  const documents = parsed?.documents ?? [];
  const isAgain = reading.taken.has(path);
  const isShared = reading.before.files.has(path);
  if ((isAgain || isShared) && !hasRoom(from, reading)) return [];
  reading.taken.add(path);
  const isRead = documents.every((one) => {
    if (isAgain) return hasRoomFor(countedIn(one), from, reading);
    return hasRoomForAliases(one, reading) && (!isShared || hasRoomForShared(one, from, reading));
  });
  if (!isRead) return [];
  const lookup = (name: string, use: VariableUse = 'open'): string | undefined =>
    environment.get(name) ?? standIn(name, use, scope);
  return documents.flatMap((document): Document[] => {
    addOnce(reading.problems, checkAliases(document, behaviour));
    const untagged = hasResets(document) ? resetsOf(document, behaviour) : { node: document, resets: [] };
    for (const reset of untagged.resets) reading.resets.push(reset);
    const read = asRead(untagged.node, behaviour);
    const { node, diagnostics, unset, held } = interpolateTree(read, lookup, behaviour, [], reading.purpose);
    for (const each of held) addHeld(each, environment, reading.written);
    addOnce(reading.problems, diagnostics);
    noteUnset(unset, reading);
    if (node.kind === 'map') return [{ model: ofToday(node, reading), resets: untagged.resets }];
    const kind = isNull(node) ? 'nothing' : node.kind === 'list' ? 'a list' : 'a text';
    reading.problems.push(
      error('not-a-mapping', node.at, `A Compose file is a mapping with "services" at the top; this is ${kind}.`),
    );
    return [];
  });
}

/** What stands for a variable that nothing sets: what has to be given by what the review gives, then what a sample of its `.env` says. */
function standIn(name: string, use: VariableUse, { reading, samples }: Scope): string | undefined {
  if (reading.purpose === 'call' || use === 'defaulted') return undefined;
  const given = use === 'required' ? reading.samples.get(name) : undefined;
  return given ?? noteSample(samples.get(name), reading);
}

/** A file of format 1 as it would be in the format of today, where it is judged; Compose refuses it. */
function ofToday(document: MapNode, { purpose, problems }: Reading): MapNode {
  if (purpose === 'call' || !isFormatOne(document)) return document;
  const message =
    'This is a file of format 1, with services at the top, which Compose no longer reads. Move all of them below "services:"; it is judged as if they were.';
  problems.push(error('compose-format-1', document.at, message));
  return underServices(document);
}
