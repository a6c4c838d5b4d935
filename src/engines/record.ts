import type { Engine } from './engine.ts';

/** What one version of an engine does with its default settings, from `since` (its major version) on. */
export interface EngineRecord {
  readonly since: number;
  readonly behaviours: Omit<Engine, 'name' | 'version' | 'userlandProxy' | 'defaultBridgeOpen'>;
}
