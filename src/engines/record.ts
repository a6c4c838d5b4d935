import type { Behaviours } from './engine.ts';

/** What one version of an engine does with its default settings. */
export interface EngineRecord {
  readonly name: 'docker' | 'podman';
  readonly major: number;
  /** The versions that it was compared with, running; `null`: it goes by release notes and sources. */
  readonly measured: string | null;
  readonly behaviours: Behaviours;
}
