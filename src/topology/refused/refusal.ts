import type { SourceLocation } from '../../compose/source.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';

/** A refusal of Docker as a diagnostic. `warning` where it depends on the machine. */
export function refusal(at: SourceLocation, text: string, severity: 'error' | 'warning' = 'error'): Diagnostic {
  return { code: 'docker-refuses', severity, message: `Docker refuses this: ${text}`, at };
}
