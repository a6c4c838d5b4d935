/** Settings of the Docker daemon; https://docs.docker.com/reference/cli/dockerd/ */
export interface EngineSettings {
  readonly version: { readonly major: number; readonly minor: number };
  readonly userlandProxy: boolean;
  readonly allowDirectRouting: boolean;
  /** Daemon flag `--icc`: inter-container communication on the engine's default bridge. */
  readonly icc: boolean;
}
