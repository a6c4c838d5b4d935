import type { SourceLocation } from '../source.ts';
import { commandsIn, UNKNOWN, type ShellWord } from './shell-words.ts';
import { assignmentIn, type CallVariables, expanded, referencesIn, variablesOf } from './variables.ts';
import { callIn, callOfFiles, filesIn, type WrittenCall } from './written-call.ts';

/** Lines of commands, and where the first of them stands. */
export interface Script {
  readonly text: string;
  readonly at: SourceLocation;
  /** Folder that they run in, seen from where their file's start; `null`: there. */
  readonly folder: string | null;
  readonly variables: CallVariables;
  /** Whether each line starts in the same folder, as the lines of a recipe do; else `cd` holds for those that follow. */
  readonly isRecipe: boolean;
}

/** Calls that load Compose files, and files that `COMPOSE_FILE` names, in the order they stand. Only lines that speak of them are taken apart. */
export function callsInScript({ text, at, folder, variables, isRecipe }: Script): readonly WrittenCall[] {
  const lines = logicalLines(text);
  const assignments = lines.flatMap(({ line }) => assignmentIn(line) ?? []);
  const known = variablesOf(assignments, variables);
  const used = new Set(
    lines.flatMap(({ line }) => (line.includes('$') || line.includes('{{') ? referencesIn(line) : [])),
  );
  let place = folder;
  return lines.flatMap(({ line, index }) => {
    if (!/[$%{]|compose|stack|cd|pushd/i.test(line)) return [];
    const assignment = assignmentIn(line);
    const where = { ...at, line: at.line + index, column: index === 0 ? at.column : 1 };
    const [value, ...rest] = assignment?.name === 'COMPOSE_FILE' ? wordsOf(expanded(assignment.value, known)) : [];
    if (value !== undefined && rest.length === 0) return [{ ...callOfFiles(filesIn(value)), at: where, folder: place }];
    // A variable that holds a call is looked at where it is used.
    if (assignment !== null && used.has(assignment.name)) return [];
    const { calls, folder: end } = callsInLine(expanded(line, known), place);
    if (!isRecipe) place = end;
    return calls.map((call) => ({ ...call, at: where }));
  });
}

function wordsOf(text: string): readonly string[] {
  return commandsIn(text)[0] ?? [];
}

interface LineCalls {
  readonly calls: readonly Omit<WrittenCall, 'at'>[];
  /** Where the line ends up. */
  readonly folder: string | null;
}

function callsInLine(line: string, start: string | null, depth = 0): LineCalls {
  let folder = start;
  const calls = commandsIn(PROMPT[Symbol.replace](line, '')).flatMap((words) => {
    const target = changedFolder(words);
    if (target !== null) folder = below(folder, target);
    const call = callIn(words);
    if (call !== null) return [{ ...call, folder }];
    // `ssh host "cd /opt && docker compose up"`: a word that is a script itself.
    return depth >= MOST_DEPTH
      ? []
      : words
          .filter((word) => /\s/.test(word) && /compose|stack/.test(word))
          .flatMap((word) => callsInLine(word.replace(/^\w+=\(?/, ''), folder, depth + 1).calls);
  });
  return { calls, folder };
}

const MOST_DEPTH = 4;
/** What stands before a command in a recipe, a console or a list. */
const PROMPT = /^[ \t]*(?:[@+-]+[ \t]*|[$>][ \t]+)?/;

/** Where `cd` leads; `null`: it is not `cd`. */
function changedFolder(words: readonly ShellWord[]): string | null {
  const at = words.findIndex((word) => word === 'cd' || word === 'pushd');
  const target = words[at + 1];
  return at < 0 || at > 1 || target === undefined || target === '-' ? null : target;
}

/** What is not known of a folder leaves it where it is: the files that a call names show whether that is right. */
function below(folder: string | null, target: string): string | null {
  if (target.includes(UNKNOWN)) {
    const [, rest] = new RegExp(`^${UNKNOWN}/([^${UNKNOWN}]+)$`).exec(target) ?? [];
    return rest ?? null;
  }
  return target.startsWith('/') || folder === null ? target : `${folder}/${target}`;
}

/** Lines with those that a backslash at the end continues, and the number of the first of each. */
function logicalLines(text: string): readonly { readonly line: string; readonly index: number }[] {
  const found: { line: string; index: number }[] = [];
  let open: { line: string; index: number } | null = null;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const current: { line: string; index: number } = open ?? { line: '', index };
    const isContinued = line.endsWith('\\');
    current.line += isContinued ? `${line.slice(0, -1)} ` : line;
    open = isContinued ? current : null;
    if (!isContinued) found.push(current);
  }
  return open === null ? found : [...found, open];
}
