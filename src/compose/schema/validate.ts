import { type Diagnostic, error } from '../diagnostics.ts';
import type { ListNode, MapNode, Node, ScalarNode } from '../yaml/tree.ts';
import { TIMESTAMP } from '../yaml/scalar.ts';
import { file } from './file.ts';
import { repetitionsIn } from './repetitions.ts';
import { anything, KINDS, type ListShape, type MapShape, type ComposeShape } from './shape.ts';
import { allowedWords, namesAllowed, type SchemaPath, pathText, unknownAttribute, wanted } from './wording.ts';

/**
 * Everything in a Compose file that the Compose specification does not allow: unknown attributes, wrong types, missing attributes, repeated items.
 * Compose checks the files merged so far after each file: `document` is that, interpolated, before short forms become long ones.
 * https://github.com/compose-spec/compose-spec/blob/main/schema/compose-spec.json
 */
export function validate(document: Node): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  check(document, file, null, problems);
  return problems;
}

function check(node: Node, shape: ComposeShape, path: SchemaPath, problems: Diagnostic[]): void {
  if (shape === anything) return;
  if (node.kind === 'map' && shape.map !== undefined) checkMap(node, shape.map, path, problems);
  else if (node.kind === 'list' && shape.list !== undefined) checkList(node, shape.list, path, problems);
  else if (isDate(node)) problems.push(date(node, path));
  else if ((kindOf(node) & shape.kinds) === 0)
    problems.push(error('wrong-type', node.at, `${pathText(path)} must be ${wanted(shape.kinds)}.`));
  else if (node.kind === 'scalar') checkScalar(node, shape, path, problems);
}

function checkMap(node: MapNode, shape: MapShape, path: SchemaPath, problems: Diagnostic[]): void {
  for (const [key, { at, value }] of node.entries) {
    const below =
      shape.attributes.get(key) ?? (shape.names?.pattern.test(key) === true ? shape.names.value : undefined);
    if (below !== undefined) check(value, below, { key, parent: path }, problems);
    else if (shape.isExtensible && key.startsWith('x-')) continue;
    else if (shape.others !== null) check(value, shape.others, { key, parent: path }, problems);
    else if (shape.names !== null) problems.push(error('wrong-name', at, namesAllowed(key, path)));
    else problems.push(error('unknown-attribute', at, unknownAttribute(key, path, shape.attributes.keys())));
  }
  for (const key of shape.required) {
    if (!node.entries.has(key))
      problems.push(error('missing-attribute', node.at, `${pathText(path)} needs the attribute ${key}.`));
  }
}

function checkList(node: ListNode, shape: ListShape, path: SchemaPath, problems: Diagnostic[]): void {
  node.items.forEach((item, index) => check(item, shape.item, { key: `[${index}]`, parent: path }, problems));
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

/** YAML makes a date of `2024-05-01`, and no attribute takes one. */
function isDate(node: Node): boolean {
  return node.kind === 'scalar' && node.tag === TIMESTAMP;
}

function date(node: Node, path: SchemaPath): Diagnostic {
  return error('wrong-type', node.at, `${pathText(path)} is a date to YAML. Put it in quotes to make it a text.`);
}

function kindOf(node: Node): number {
  if (node.kind !== 'scalar') return KINDS[node.kind];
  const { value } = node;
  if (value === null) return KINDS.null;
  if (typeof value === 'string') return KINDS.text;
  if (typeof value === 'boolean') return KINDS.boolean;
  return typeof value === 'bigint' || Number.isInteger(value) ? KINDS.integer : KINDS.number ^ KINDS.integer;
}
