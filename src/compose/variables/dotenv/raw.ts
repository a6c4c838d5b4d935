import { error } from '../../diagnostics.ts';
import type { Dotenv } from './dotenv.ts';
import type { Located } from '../../source.ts';
import type { VariableLookup } from '../substitute.ts';

/** A byte order mark is no space to Go. */
const LEADING_SPACE = /^\p{White_Space}+/u;

/**
 * Reads an `env_file` with `format: raw`: each line is `KEY=value` with the value as it stands, quotes, dollar signs and trailing spaces included.
 * A key alone takes its value from `lookup`, and is not there when that has none.
 */
export function parseRawEnv(text: string, file: string, lookup: VariableLookup): Dotenv {
  const values = new Map<string, Located<string>>();
  const lines = (text.startsWith('\uFEFF') ? text.slice(1) : text).split(/\r?\n/);
  for (const [index, whole] of lines.entries()) {
    const written = whole.replace(LEADING_SPACE, '');
    if (written === '' || written.startsWith('#')) continue;
    const at = { file, line: index + 1, column: whole.length - written.length + 1 };
    const equals = written.indexOf('=');
    const name = equals < 0 ? written : written.slice(0, equals);
    if (name === '' || /[ \t]/.test(name)) {
      const message =
        name === ''
          ? 'A name is missing before the equals sign.'
          : 'A name in an env file cannot hold a space. Write KEY=value, one on each line.';
      return { values, unset: [], diagnostics: [error('env-file-syntax', at, message)] };
    }
    const value = equals < 0 ? lookup(name) : written.slice(equals + 1);
    if (value === undefined) continue;
    values.delete(name);
    values.set(name, { value, at });
  }
  return { values, unset: [], diagnostics: [] };
}
