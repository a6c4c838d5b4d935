import { nameOf } from '../path.ts';
import type { SourceLocation } from '../source.ts';
import { UNKNOWN, type ShellWord } from './shell-words.ts';

/** A call of `docker compose`, or of what loads Compose files like it, as a file of the repository writes it. Parts that are not known: `UNKNOWN`. */
export interface WrittenCall {
  readonly at: SourceLocation;
  /** Folder that the text around changes to before, seen from where it starts; `null`: it stays there, for all that is known. */
  readonly folder: string | null;
  /** In the order they merge; empty: the default ones. */
  readonly files: readonly string[];
  readonly envFiles: readonly string[];
  readonly projectName: string | null;
  readonly projectDirectory: string | null;
  /** Among its options is a word that may be any options. */
  readonly isOpen: boolean;
  /** `docker stack deploy`: containers run in a swarm. */
  readonly isStack: boolean;
}

/** What the words of a call say; the place of it is the reader's. */
export type CallWords = Omit<WrittenCall, 'at' | 'folder'>;

/** What one command loads; `null`: it is no such call. */
export function callIn(words: readonly ShellWord[]): CallWords | null {
  const start = words.findIndex((word) => PROGRAMS.has(programOf(word)));
  if (start < 0) return variableCall(words);
  const before = words.slice(0, start).flatMap((word) => /^COMPOSE_FILE=(.+)$/.exec(word)?.[1] ?? []);
  const stated = before.flatMap(filesIn);
  const call = programCall(words, start);
  return call === null || call.files.length > 0 ? call : { ...call, files: stated };
}

/** Several files in one value: `COMPOSE_FILE=a.yml:b.yml`. */
export function filesIn(value: string): readonly string[] {
  return value.split(/[:;,\s]+/).filter((file) => file !== '');
}

/** A call that says no more than its files. */
export function callOfFiles(files: readonly string[]): CallWords {
  return { files, envFiles: [], projectName: null, projectDirectory: null, isOpen: false, isStack: false };
}

const PROGRAMS = new Set(['docker', 'podman', 'nerdctl', 'docker-compose', 'podman-compose']);
const DOCKER_WITH_VALUE = new Set(['--config', '-c', '--context', '-H', '--host', '-l', '--log-level']);

function programOf(word: ShellWord): string {
  return nameOf(word.replaceAll('\\', '/')).replace(/\.exe$/, '');
}

function programCall(words: readonly ShellWord[], start: number): CallWords | null {
  if (programOf(words[start] ?? '').endsWith('-compose')) return composeCall(words.slice(start + 1));
  let at = start + 1;
  while (words[at]?.startsWith('-') === true) at += DOCKER_WITH_VALUE.has(words[at] ?? '') ? 2 : 1;
  if (words[at] === 'compose') return composeCall(words.slice(at + 1));
  return words[at] === 'stack' && /^(?:deploy|up)$/.test(words[at + 1] ?? '') ? stackCall(words.slice(at + 2)) : null;
}

/** `$DC -f docker-compose.prod.yml up`: what runs is not known, and the file tells. */
function variableCall(words: readonly ShellWord[]): CallWords | null {
  if (words[0] !== UNKNOWN) return null;
  const call = composeCall(words.slice(1));
  return call.files.some((file) => /compose[^/]*\.ya?ml$/.test(file)) ? call : null;
}

/** Options before the subcommand: behind it `-f` means something else. */
function composeCall(words: readonly ShellWord[]): CallWords {
  const options = optionsOf(words, COMPOSE_OPTIONS, true);
  return {
    files: options.values('file'),
    envFiles: options.values('env-file'),
    projectName: options.values('project-name').at(-1) ?? null,
    projectDirectory: options.values('project-directory').at(-1) ?? null,
    isOpen: options.isOpen,
    isStack: false,
  };
}

function stackCall(words: readonly ShellWord[]): CallWords | null {
  const options = optionsOf(words, STACK_OPTIONS, false);
  const files = options.values('file').filter((file) => file !== '-');
  const last = words.at(-1) ?? '';
  return files.length === 0
    ? null
    : { ...callOfFiles(files), isStack: true, projectName: last.startsWith('-') ? null : last };
}

/** What each option with a value says; `null`: nothing of interest. */
const COMPOSE_OPTIONS: ReadonlyMap<string, string | null> = new Map([
  ['-f', 'file'],
  ['--file', 'file'],
  ['--env-file', 'env-file'],
  ['-p', 'project-name'],
  ['--project-name', 'project-name'],
  ['--project-directory', 'project-directory'],
  ...['--profile', '--ansi', '--progress', '--parallel', '--context', '-c', '-H', '--host', '--log-level'].map(
    (name) => [name, null] as const,
  ),
]);
const STACK_OPTIONS: ReadonlyMap<string, string | null> = new Map([
  ['-c', 'file'],
  ['--compose-file', 'file'],
  ['--orchestrator', null],
  ['--resolve-image', null],
]);

function optionsOf(words: readonly ShellWord[], known: ReadonlyMap<string, string | null>, stops: boolean) {
  const found: (readonly [string | null, string])[] = [];
  let isOpen = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [, name = word, value] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? /^(-[a-zA-Z])=?(.+)$/s.exec(word) ?? [];
    if (word.startsWith(UNKNOWN)) isOpen = true;
    else if (!word.startsWith('-')) {
      if (stops) break;
    } else if (known.has(name)) {
      if (value === undefined) at += 1;
      const said = value ?? words[at];
      if (said !== undefined) found.push([known.get(name) ?? null, said]);
    }
  }
  const values = (name: string) => found.flatMap(([option, value]) => (option === name ? [value] : []));
  return { isOpen, values };
}
