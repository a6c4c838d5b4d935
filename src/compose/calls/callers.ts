import { nameOf } from '../path.ts';
import { codeBlocksIn } from './documented.ts';
import { callsInScript, type Script } from './script.ts';
import { callsInStructure } from './structured.ts';
import type { WrittenCall } from './written-call.ts';

/** Whether a file of this path may hold calls of `docker compose`. */
export function isCaller(path: string): boolean {
  return readerOf(path) !== null;
}

/** The same, with documents of any name. */
export function mayCall(path: string): boolean {
  return isCaller(path) || DOCUMENT.test(path);
}

/** The calls that the file at `path` holds; `file` is the name that places carry. Never throws. */
export function callsIn(path: string, text: string, file: string): readonly WrittenCall[] {
  const reader = readerOf(path) ?? (DOCUMENT.test(path) ? documented : null);
  return SPEAKS.test(text) ? (reader?.(text, file) ?? []) : [];
}

const SPEAKS = /compose|docker\s+stack/i;

type Reader = (text: string, file: string) => readonly WrittenCall[];

const script: Reader = (text, file) => callsInScript(scriptAt(text, file, 0, false));
const recipes: Reader = (text, file) => callsInScript(scriptAt(text, file, 0, true));
const documented: Reader = (text, file) =>
  codeBlocksIn(text).flatMap((block) => callsInScript(scriptAt(block.text, file, block.index, false)));

function scriptAt(text: string, file: string, index: number, isRecipe: boolean): Script {
  return { text, at: { file, line: index + 1, column: 1 }, folder: null, variables: new Map(), isRecipe };
}

/** By the name of the file, the first that fits. */
const BY_NAME: readonly (readonly [RegExp, Reader])[] = [
  [/^(?:GNU)?makefile$|\.(?:mk|make)$/i, recipes],
  [/^\.?justfile$|\.just$/i, recipes],
  [/^taskfile.*\.ya?ml$/i, callsInStructure],
  [/^(?:package|composer|deno|tasks|\.?devcontainer)\.jsonc?$/, callsInStructure],
  [/\.(?:sh|bash|zsh|fish|ps1|bat|cmd|service)$|^\.envrc$|^Jenkinsfile|^Procfile|^Vagrantfile$|^Rakefile$/, script],
  [/^\.?gitlab-ci.*\.ya?ml$|\.gitlab-ci\.ya?ml$/, callsInStructure],
  [/^(?:\.travis|\.drone|\.woodpecker|azure-pipelines.*|bitbucket-pipelines|action)\.ya?ml$/, callsInStructure],
  [/^(?:pyproject|\.?mise)\.toml$|^tox\.ini$|^setup\.cfg$/, script],
  [/^\.?lefthook.*\.ya?ml$|^(?:playbook|site)[^/]*\.ya?ml$/, callsInStructure],
  [/^\.env(?:\..+)?$/, script],
  [/^readme(?:\.\w+)?\.(?:md|markdown)$/i, documented],
];

/** By the path, for names that say nothing. */
const BY_PATH: readonly (readonly [RegExp, Reader])[] = [
  [/(?:^|\/)\.(?:github\/workflows|circleci|woodpecker)\/[^/]+\.ya?ml$/, callsInStructure],
  [/(?:^|\/)(?:tasks|handlers|playbooks)\/[^/]+\.ya?ml$/, callsInStructure],
  [/(?:^|\/)(?:bin|scripts?)\/[^./]+$/, script],
];

/** Any other document, which only who has it at hand looks at. */
const DOCUMENT = /\.(?:md|markdown)$/i;

function readerOf(path: string): Reader | null {
  const name = nameOf(path);
  const found = BY_NAME.find(([pattern]) => pattern.test(name)) ?? BY_PATH.find(([pattern]) => pattern.test(path));
  return found?.[1] ?? null;
}
