import type { Diagnostic } from './diagnostic.ts';
import type { SourceLocation } from './source.ts';

/** Where a pass puts what it finds wrong. Only ever appended to. */
export type Problems = Diagnostic[];

export function error(code: string, at: SourceLocation, message: string): Diagnostic {
  return { code, severity: 'error', message, at };
}

export function warning(code: string, at: SourceLocation, message: string): Diagnostic {
  return { code, severity: 'warning', message, at };
}
