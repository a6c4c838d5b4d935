/** What a service is for. `app` when nothing says otherwise. */
export type Zone = 'edge' | 'frontend' | 'app' | 'data' | 'admin' | 'ops';

export const ZONES: readonly Zone[] = ['edge', 'frontend', 'app', 'data', 'admin', 'ops'];
