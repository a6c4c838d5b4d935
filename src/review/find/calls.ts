import { callsIn, isCaller, mayCall } from '../../compose/calls/callers.ts';
import { UNKNOWN } from '../../compose/calls/shell-words.ts';
import type { WrittenCall } from '../../compose/calls/written-call.ts';
import { defaultFilesIn } from '../../compose/discover.ts';
import { type Diagnostic, warning } from '../../compose/diagnostics.ts';
import type { FileTree } from '../../compose/file-tree.ts';
import { folderOf, isBelow, nameOf, resolved, shownPath } from '../../compose/path.ts';
import { EVERYWHERE, compareText, type SourceLocation } from '../../compose/source.ts';

/** A call whose files are all there. Absolute paths. */
export interface ResolvedCall {
  readonly at: SourceLocation;
  readonly directory: string;
  readonly files: readonly string[];
  readonly envFiles: readonly string[];
  readonly projectName: string | null;
  readonly projectDirectory: string | null;
  /** Nothing but `docker stack deploy` starts these files. */
  readonly isStack: boolean;
  /** All calls of these files stand in workflows. */
  readonly isOfWorkflow: boolean;
}

export interface RepositoryCalls {
  readonly calls: readonly ResolvedCall[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What the files among `listed` call, each set of files once. `isNear`: documents of any name are read, too. Which folder a call runs in is seen by the files that it names. */
export function callsAmong(listed: readonly string[], tree: FileTree, isNear: boolean): RepositoryCalls {
  const callers = listed.filter(isCaller).sort(byLikelihood);
  const documents = isNear ? listed.filter((path) => mayCall(path) && !isCaller(path)) : [];
  const found = new Map<string, ResolvedCall>();
  const diagnostics: Diagnostic[] = [];
  for (const path of [...callers.slice(0, MOST_CALLERS), ...documents.slice(0, MOST_DOCUMENTS)]) {
    const read = tree.read(path);
    if (read.kind !== 'file') continue;
    const calls = callsIn(path, read.text, shownPath(path, tree.root));
    const unclear: WrittenCall[] = [];
    const written: WrittenCall[] = [];
    for (const call of calls.slice(0, MOST_CALLS)) {
      if (found.size >= MOST_SETS) break;
      const ways = resolvedCalls(call, path, listed, tree);
      if (ways.length === 0 && call.files.some((file) => file.includes(UNKNOWN))) unclear.push(call);
      if (call.files.includes('-') && isComposeText(read.text)) written.push(call);
      for (const way of ways) {
        const key = callKey(way);
        const known = found.get(key);
        const isOfWorkflow = way.isOfWorkflow && known?.isOfWorkflow !== false;
        const isStack = way.isStack && known?.isStack !== false;
        found.set(key, { ...way, ...known, projectName: known?.projectName ?? way.projectName, isStack, isOfWorkflow });
      }
    }
    diagnostics.push(
      ...unclear.slice(0, 1).map(({ at }) => notKnown(at)),
      ...written.slice(0, 1).map(({ at }) => notAFile(at)),
    );
  }
  if (callers.length > MOST_CALLERS)
    diagnostics.push(tooMany(`${String(callers.length)} files that may call \`docker compose\``, MOST_CALLERS));
  if (documents.length > MOST_DOCUMENTS)
    diagnostics.push(tooMany(`${String(documents.length)} documents`, MOST_DOCUMENTS));
  if (found.size >= MOST_SETS) diagnostics.push(tooMany('the calls of `docker compose` in its files', MOST_SETS));
  return { calls: [...found.values()], diagnostics };
}

function callKey({ files, envFiles, projectDirectory }: ResolvedCall): string {
  return [projectDirectory ?? '', ...files, ...envFiles.map((file) => `env ${file}`)].join('\0');
}

const MOST_CALLERS = 300;
const MOST_DOCUMENTS = 1_000;
/** Calls in one file that are looked at. */
const MOST_CALLS = 200;
/** Sets of files that calls load. */
const MOST_SETS = 100;
/** Files that one call with an unknown part may mean. */
const MOST_WAYS = 12;

/** Scripts before documents, and the top of the repository first. */
function byLikelihood(a: string, b: string): number {
  const rank = (path: string) => (/\.(?:md|markdown)$/i.test(path) ? 1000 : 0) + path.split('/').length;
  return rank(a) - rank(b) || compareText(a, b);
}

function resolvedCalls(
  call: WrittenCall,
  caller: string,
  listed: readonly string[],
  tree: FileTree,
): readonly ResolvedCall[] {
  if (call.files.includes('-') || (call.files.length === 0 && call.envFiles.length === 0)) return [];
  for (const directory of foldersOf(call, caller, tree.root)) {
    const ways = filesFrom(directory, call, listed, tree);
    if (ways.length > 0) return ways.map((files) => inFolder(call, directory, files, tree));
  }
  return [];
}

/** Folders that a call may run in: the one that the text says, seen from its file's folder or from one above that. */
function foldersOf({ folder }: WrittenCall, caller: string, root: string): readonly string[] {
  const above: string[] = [];
  for (let place = folderOf(caller); isBelow(place, root); place = folderOf(place)) {
    above.push(place);
    if (place === root) break;
  }
  const stated = folder === null || folder.startsWith('/') ? [] : above.map((place) => resolved(place, folder));
  return [...stated, ...above];
}

/** Every set of files that the call may mean in `directory`. Where one word has parts that are not known, each file that fits it. */
function filesFrom(
  directory: string,
  { files }: WrittenCall,
  listed: readonly string[],
  tree: FileTree,
): readonly (readonly string[])[] {
  if (files.length === 0) {
    const found = defaultFilesIn(tree, directory);
    return found.length === 0 ? [] : [found];
  }
  const words = files.map((file) => file.replace(LEADING, ''));
  const open = words.filter((word) => word.includes(UNKNOWN));
  const [pattern] = open;
  const known = words.filter((word) => word !== pattern).map((word) => resolved(directory, word));
  if (open.length > 1 || !known.every((file) => tree.kind(file) === 'file')) return [];
  if (pattern === undefined) return [words.map((word) => resolved(directory, word))];
  const fits = fitting(resolved(directory, pattern));
  return listed
    .filter((file) => fits(file) && !known.includes(file))
    .slice(0, MOST_WAYS)
    .map((file) => words.map((word) => (word === pattern ? file : resolved(directory, word))));
}

/** `$ROOT/compose.yaml`: the folders that are tried stand for what is not known. */
const LEADING = new RegExp(`^${UNKNOWN}/`);

/** Files in the folder of `pattern` that it may mean. */
function fitting(pattern: string): (file: string) => boolean {
  const folder = folderOf(pattern);
  const [first = '', ...rest] = nameOf(pattern).split(UNKNOWN);
  const last = rest.pop() ?? '';
  if (folder.includes(UNKNOWN) || rest.length > 0 || !/\.ya?ml$/.test(last)) return () => false;
  return (file) => {
    const name = nameOf(file);
    return (
      folderOf(file) === folder &&
      name.length > first.length + last.length &&
      name.startsWith(first) &&
      name.endsWith(last)
    );
  };
}

function inFolder(call: WrittenCall, directory: string, files: readonly string[], tree: FileTree): ResolvedCall {
  const known = (word: string | null): string | null => (word === null || word.includes(UNKNOWN) ? null : word);
  const stated = known(call.projectDirectory);
  const name = known(call.projectName)?.toLowerCase() ?? null;
  return {
    at: call.at,
    directory,
    files,
    envFiles: call.envFiles
      .filter((file) => known(file) !== null)
      .map((file) => resolved(directory, file))
      .filter((file) => tree.kind(file) === 'file'),
    projectName: name !== null && /^[a-z0-9][a-z0-9_-]*$/.test(name) ? name : null,
    projectDirectory: stated === null ? null : resolved(directory, stated),
    isStack: call.isStack,
    isOfWorkflow: WORKFLOW.test(call.at.file),
  };
}

/** What runs on machines that are thrown away. */
const WORKFLOW = /(?:^|\/)\.(?:github\/workflows|circleci|woodpecker)\/|(?:^|\/)\.(?:gitlab-ci|travis|drone)\.ya?ml$/;

/** Whether a Compose file may stand in a script, to be given to the call as its input. */
function isComposeText(text: string): boolean {
  return /^\s{0,40}services\s{0,10}:/mu.test(text);
}

/** A call that reads its Compose file from its input. */
export const FROM_INPUT = 'call-from-input';

function notAFile(at: SourceLocation): Diagnostic {
  return warning(
    FROM_INPUT,
    at,
    'This call reads its Compose file from its input, and what stands here for it is not judged. Put it into a file.',
  );
}

function notKnown(at: SourceLocation): Diagnostic {
  return warning(
    'call-not-known',
    at,
    'Which Compose files this call loads shows only when it runs: they are judged each by itself.',
  );
}

function tooMany(what: string, most: number): Diagnostic {
  const message = `Of ${what} only the first ${String(most)} were looked at; other Compose files are judged each by itself.`;
  return warning('calls-not-searched', EVERYWHERE, message);
}
