import type { FileTree } from './file-tree.ts';
import type { ComposeVersionName } from './versions/versions.ts';

/** What a call of `docker compose` may say of the project that it loads; `null`: not given. */
export interface CallOptions {
  /** `-f`, relative to `workingDirectory`; `null`: discovered as `docker compose` does. */
  readonly files: readonly string[] | null;
  /** `--profile`; `null`: `COMPOSE_PROFILES`. `['*']` enables all. */
  readonly profiles: readonly string[] | null;
  /** `--env-file`, relative to `workingDirectory`; `null`: `.env` of the project directory. */
  readonly envFiles: readonly string[] | null;
  /** `-p`. */
  readonly projectName: string | null;
  readonly projectDirectory: string | null;
  /** The process environment, or in a review the policy's sample values. Beats `.env`. */
  readonly environment: ReadonlyMap<string, string>;
  /** Values that count only where one has to be given (`${X:?}`) and none is. */
  readonly samples: ReadonlyMap<string, string>;
  /** What `~` stands for; `null`: unknown, `~` stays. */
  readonly home: string | null;
  /** Version of Docker Compose whose reading counts; `null`: none is pinned. */
  readonly composeVersion: ComposeVersionName | null;
}

/** A call without options and variables. */
export const NO_OPTIONS: CallOptions = {
  files: null,
  profiles: null,
  envFiles: null,
  projectName: null,
  projectDirectory: null,
  environment: new Map(),
  samples: new Map(),
  home: null,
  composeVersion: null,
};

export interface LoadOptions extends CallOptions {
  readonly tree: FileTree;
  /** Absolute folder that the command is called in or for: files are discovered from here. */
  readonly workingDirectory: string;
  /**
   * `call`: just what this call of `docker compose` loads or refuses. `analysis`: all that a deployment may start: without profiles that are
   * asked for the services of every profile, and also what lacks an env file or a dependency.
   */
  readonly purpose: 'call' | 'analysis';
}
