import { spawn } from 'node:child_process';

export interface Outcome {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Bounds {
  /** Ends the command early, as Ctrl-C does. */
  readonly signal?: AbortSignal;
  readonly seconds?: number;
  readonly input?: string | Buffer;
  readonly cwd?: string;
}

/** Runs a command to its end, or to the end of its time. A command that does not exist is an outcome that is not `ok`. */
export function run(command: string, words: readonly string[], bounds: Bounds = {}): Promise<Outcome> {
  const { signal, seconds = 60, input = '', cwd } = bounds;
  return new Promise((resolve) => {
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    const limits = [AbortSignal.timeout(seconds * 1000), ...(signal === undefined ? [] : [signal])];
    const child = spawn(command, words, { signal: AbortSignal.any(limits), killSignal: 'SIGKILL', cwd });
    const end = (ok: boolean, reason = ''): void => {
      resolve({ ok, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() + reason });
    };
    child.stdout.on('data', (part: Buffer) => stdout.push(part));
    child.stderr.on('data', (part: Buffer) => stderr.push(part));
    // The command may end before it has read its input.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', (error) => {
      end(
        false,
        error.name === 'AbortError' ? `${command} was stopped or took more than ${String(seconds)} s` : error.message,
      );
    });
    child.on('close', (code) => {
      end(code === 0);
    });
  });
}

/** Output of a command that must succeed. */
export async function output(command: string, words: readonly string[], bounds: Bounds = {}): Promise<string> {
  const { ok, stdout, stderr } = await run(command, words, bounds);
  if (!ok) throw new Error(`${command} ${words.join(' ')}: ${stderr.trim()}`);
  return stdout;
}

/** What makes recording impossible here, in one sentence. */
export class NotPossible extends Error {}
