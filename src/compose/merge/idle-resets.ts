import { type Diagnostic, warning } from '../diagnostics.ts';
import type { Reading } from '../reading.ts';

/** Tags that found nothing to take away: somebody believes that a port is closed by one. */
export function idleResets({ resets, effective }: Reading): readonly Diagnostic[] {
  const seen = new Set<unknown>();
  return resets.flatMap(({ tag, path, at }) => {
    if (effective.has(at) || seen.has(at)) return [];
    seen.add(at);
    return [
      warning(
        'reset-without-effect',
        at,
        `${tag} changes nothing here: no file that this one is laid on has ${path.join('.')}. It acts on earlier -f and override files, on what the service extends and, with Compose 5, on what the file includes.`,
      ),
    ];
  });
}
