import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { join } from 'node:path';

/** What a call of git ended with: what it printed, its refusal, or `broken` where it could not be run to its end. */
export type GitAnswer =
  | { readonly kind: 'ok'; readonly output: Buffer }
  | { readonly kind: 'failed'; readonly status: number | null; readonly reason: string }
  | { readonly kind: 'broken'; readonly reason: string };

const MAX_OUTPUT = 512 * 1024 * 1024;
const TIMEOUT = 120_000;

/** Of git's own variables those that say whom it trusts and where it is installed. Others, as a hook has them, name other objects, history or paths. */
const OWN = /^(?!GIT_)|^GIT_(?:CONFIG(?:_|$)|EXEC_PATH$|CEILING_DIRECTORIES$|DISCOVERY_ACROSS_FILESYSTEM$)/;

/** Runs git to read only: no shell, no hook, no filter, no prompt, no network (a partial clone would fetch what it lacks; git before 2.45 still does). */
export function git(folder: string, args: readonly string[], input = ''): GitAnswer {
  return called(folder, ['-c', 'safe.bareRepository=explicit', ...args], input, environment());
}

/** Runs git as `git` does, in the bare repository `folder`, without any configuration or attributes of system, user and environment. */
export function isolatedGit(folder: string, args: readonly string[], input = ''): GitAnswer {
  const own = Object.entries(environment()).filter(([name]) => !name.startsWith('GIT_CONFIG'));
  return called(folder, ['-c', `core.attributesFile=${devNull}`, ...args], input, {
    ...Object.fromEntries(own),
    GIT_DIR: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
  });
}

function called(folder: string, args: readonly string[], input: string, env: NodeJS.ProcessEnv): GitAnswer {
  const { error, status, stdout, stderr } = spawnSync(
    'git',
    ['--no-replace-objects', '--no-pager', '-c', 'core.quotepath=off', '-c', 'core.fsmonitor=false', ...args],
    { cwd: folder, input, env, maxBuffer: MAX_OUTPUT, timeout: TIMEOUT, windowsHide: true },
  );
  if (error !== undefined) return { kind: 'broken', reason: reasonOf(error) };
  if (status === 0) return { kind: 'ok', output: stdout };
  const reason = firstLine(stderr.toString('utf8')) || `git ended with ${status ?? 'a signal'}`;
  return { kind: 'failed', status, reason };
}

function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => OWN.test(name));
  return {
    ...Object.fromEntries(own),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    // None: commits have the parents that they were made from. A file that is there, even an empty one, is complained of.
    GIT_GRAFT_FILE: join(devNull, 'none'),
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

function reasonOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : error.message;
  return code === 'ENOENT' ? 'git is not installed, or the folder does not exist' : `git failed: ${code}`;
}

function firstLine(text: string): string {
  return (
    text
      .trim()
      .split('\n')[0]
      ?.replace(/^fatal: /, '') ?? ''
  );
}
