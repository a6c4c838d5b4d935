import { type Diagnostic, error } from '../diagnostics.ts';
import type { Behaviour } from '../versions/behaviour.ts';
import type { ListNode, MapNode, Node, ScalarNode } from '../yaml/tree.ts';
import { dateNotTaken, isDate } from './dates.ts';
import { file } from './file.ts';
import { repetitionsIn } from './repetitions.ts';
import { anything, KINDS, type ListShape, type MapShape, type ComposeShape } from './shape.ts';
import {
  allowedWords,
  laterAttribute,
  namesAllowed,
  type SchemaPath,
  pathText,
  unknownAttribute,
  wanted,
} from './wording.ts';

/**
 * Everything in a Compose file that the Compose specification does not allow: unknown attributes, wrong types, missing attributes, repeated items.
 * Compose checks the files merged so far after each file: `document` is that, interpolated, before short forms become long ones.
 * https://github.com/compose-spec/compose-spec/blob/main/schema/compose-spec.json
 */
export function validate(document: Node, behaviour: Behaviour): readonly Diagnostic[] {
  const checking: Checking = { behaviour, problems: [] };
  check(document, file, null, checking);
  return checking.problems;
}

interface Checking {
  readonly behaviour: Behaviour;
  readonly problems: Diagnostic[];
}

function check(node: Node, shape: ComposeShape, path: SchemaPath, checking: Checking): void {
  const { problems } = checking;
  if (shape === anything) return;
  if (node.kind === 'map' && shape.map !== undefined) checkMap(node, shape.map, path, checking);
  else if (node.kind === 'list' && shape.list !== undefined) checkList(node, shape.list, path, checking);
  else if (isDate(node)) checkDate(node, shape, path, checking);
  else if ((kindOf(node) & shape.kinds) === 0)
    problems.push(error('wrong-type', node.at, `${pathText(path)} must be ${wanted(shape.kinds)}.`));
  else if (node.kind === 'scalar') checkScalar(node, shape, path, problems);
}

function checkMap(node: MapNode, shape: MapShape, path: SchemaPath, checking: Checking): void {
  const { problems } = checking;
  for (const [key, { at, value }] of node.entries) {
    const below =
      known(shape.attributes.get(key), checking.behaviour) ??
      (shape.names?.pattern.test(key) === true ? shape.names.value : undefined);
    if (below !== undefined) check(value, below, { key, parent: path }, checking);
    else if (shape.isExtensible && key.startsWith('x-')) continue;
    else if (shape.others !== null) check(value, shape.others, { key, parent: path }, checking);
    else if (shape.names !== null) problems.push(error('wrong-name', at, namesAllowed(key, path)));
    else if (shape.attributes.has(key))
      problems.push(error('unknown-attribute', at, laterAttribute(key, path, checking.behaviour('title'))));
    else problems.push(error('unknown-attribute', at, unknownAttribute(key, path, shape.attributes.keys())));
  }
  for (const key of shape.required) {
    if (!node.entries.has(key))
      problems.push(error('missing-attribute', node.at, `${pathText(path)} needs the attribute ${key}.`));
  }
}

function checkList(node: ListNode, shape: ListShape, path: SchemaPath, checking: Checking): void {
  const { problems } = checking;
  node.items.forEach((item, index) => check(item, shape.item, { key: `[${index}]`, parent: path }, checking));
  if (!shape.isUnique) return;
  for (const { item, first } of repetitionsIn(node.items)) {
    problems.push(
      error(
        'repeated-item',
        item.at,
        `${pathText(path)} holds this item already: it repeats item ${first + 1} of the list. Remove one.`,
      ),
    );
  }
}

function checkScalar(node: ScalarNode, shape: ComposeShape, path: SchemaPath, problems: Diagnostic[]): void {
  const { value } = node;
  const wrong = (message: string) => problems.push(error('wrong-value', node.at, `${pathText(path)} ${message}`));
  if (typeof value === 'string') {
    if (shape.texts !== undefined && !shape.texts.has(value)) wrong(allowedWords(value, shape.texts));
    if (shape.pattern !== undefined && !shape.pattern.test(value))
      wrong(`is not of an allowed form (${shape.pattern.source}).`);
  } else if (typeof value === 'number' || typeof value === 'bigint') {
    if (shape.least !== undefined && value < shape.least) wrong(`must be at least ${shape.least}.`);
    if (shape.most !== undefined && value > shape.most) wrong(`must be at most ${shape.most}.`);
  }
}

function known(shape: ComposeShape | undefined, behaviour: Behaviour): ComposeShape | undefined {
  return shape?.since === undefined || behaviour('attributes').has(shape.since) ? shape : undefined;
}

/** Where text may stand, a date is looked at as one by some versions of Compose; `dates.ts` knows what they then do with it. */
function checkDate(node: Node, shape: ComposeShape, path: SchemaPath, { behaviour, problems }: Checking): void {
  const mayBeText = (shape.kinds & KINDS.text) !== 0 && shape.texts === undefined && shape.pattern === undefined;
  if (!mayBeText || behaviour('dates') === 'refused') problems.push(dateNotTaken(node, pathText(path)));
}

function kindOf(node: Node): number {
  if (node.kind !== 'scalar') return KINDS[node.kind];
  const { value } = node;
  if (value === null) return KINDS.null;
  if (typeof value === 'string') return KINDS.text;
  if (typeof value === 'boolean') return KINDS.boolean;
  return typeof value === 'bigint' || Number.isInteger(value) ? KINDS.integer : KINDS.number ^ KINDS.integer;
}
