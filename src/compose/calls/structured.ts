import { itemsOf, mapAt, stringOf, valueOf } from '../yaml/nodes.ts';
import { parse } from '../yaml/parse.ts';
import type { SourceLocation } from '../source.ts';
import type { Node, ScalarNode } from '../yaml/tree.ts';
import { callsInScript } from './script.ts';
import { callOfFiles, filesIn, type WrittenCall } from './written-call.ts';
import type { CallVariables } from './variables.ts';

/** Calls in a YAML or JSON file (with comments) that holds commands as texts: workflows, Taskfiles, `package.json`, `devcontainer.json`. */
export function callsInStructure(text: string, file: string): readonly WrittenCall[] {
  const isJson = file.endsWith('.json');
  const plain = isJson ? withoutComments(text) : text;
  const lines = plain.split(/\r?\n/);
  const { documents } = parse(plain, file);
  return documents.flatMap((document) => {
    const variables = new Map<string, string>();
    gather(document, variables);
    return callsBelow(document, { lines, variables, folder: null });
  });
}

interface Around {
  readonly lines: readonly string[];
  readonly variables: CallVariables;
  readonly folder: string | null;
}

/** Keys whose value is the Compose files of a call. */
const FILES = new Set(['COMPOSE_FILE', 'dockerComposeFile', 'compose-file', 'compose_file', 'docker-compose-file']);
/** Keys under which variables stand. */
const VARIABLES = new Set(['env', 'vars', 'variables', 'environment']);

function callsBelow(node: Node, around: Around): readonly WrittenCall[] {
  if (node.kind === 'list') return node.items.flatMap((item) => callsBelow(item, around));
  if (node.kind === 'scalar') return callsInText(node, around);
  const folder = folderIn(node) ?? around.folder;
  return [...node.entries].flatMap(([key, { value }]) =>
    FILES.has(key) ? filesAt(value, folder) : callsBelow(value, { ...around, folder }),
  );
}

/** Of the steps of a workflow, the tasks of a Taskfile. */
function folderIn(node: Node): string | null {
  const stated =
    stringOf(valueOf(node, 'working-directory')) ??
    stringOf(valueOf(node, 'dir')) ??
    stringOf(valueOf(mapAt(mapAt(node, 'defaults'), 'run'), 'working-directory'));
  return stated === undefined || /[${]/.test(stated) ? null : stated;
}

function filesAt(value: Node, folder: string | null): readonly WrittenCall[] {
  const texts =
    value.kind === 'list' ? itemsOf(value).flatMap((item) => stringOf(item) ?? []) : filesIn(stringOf(value) ?? '');
  return texts.length === 0 || texts.some((text) => text.includes('$'))
    ? []
    : [{ ...callOfFiles(texts), at: value.at, folder }];
}

function callsInText(node: ScalarNode, { lines, variables, folder }: Around): readonly WrittenCall[] {
  const text = stringOf(node);
  return text === undefined || !/compose|stack|\$|\{\{/.test(text)
    ? []
    : callsInScript({ text, at: startOf(node, lines), folder, variables, isRecipe: false });
}

/** The text of a block scalar begins on the line below its `|`. */
function startOf({ at }: ScalarNode, lines: readonly string[]): SourceLocation {
  const isBlock = /^[|>]/.test(lines[at.line - 1]?.slice(at.column - 1) ?? '');
  return isBlock ? { ...at, line: at.line + 1, column: 1 } : at;
}

function gather(node: Node, variables: Map<string, string>): void {
  if (node.kind === 'list') for (const item of node.items) gather(item, variables);
  if (node.kind !== 'map') return;
  for (const [key, { value }] of node.entries) {
    if (VARIABLES.has(key) && value.kind === 'map')
      for (const [name, { value: stated }] of value.entries) {
        const text = stringOf(stated);
        if (text !== undefined && !variables.has(name)) variables.set(name, text);
      }
    gather(value, variables);
  }
}

/** Comments and tabs of JSON as spaces: what is left is YAML, at the same places. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*(?:[^]*?\*\/|[^]*)|\t/g, (part) =>
    part.startsWith('"') ? part : part.replace(/[^\n]/g, ' '),
  );
}
