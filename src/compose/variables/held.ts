import type { Diagnostic } from '../diagnostics.ts';
import type { Project } from '../project.ts';
import type { Located } from '../source.ts';
import type { Written } from '../yaml/as-written.ts';

/** `value` as its file has it, where a variable gives a part of it: what variables hold may be secret. A default in the file is no secret. */
export function asFileHas(written: Written | null, { value, at }: Located<string>): string {
  const { template = null, held = null } = written?.at(at) ?? {};
  return withoutCredentials(template === null || held === null || held.values.length === 0 ? value : template);
}

/**
 * `diagnostic` with what variables hold at its place given as the file has it (`${PORT}`), and addresses without the user and the query that
 * may let somebody in. `names`: keys of the files, which are no values.
 */
export function withoutHeld(diagnostic: Diagnostic, written: Written, names: ReadonlySet<string>): Diagnostic {
  const { template, held } = written.at(diagnostic.at);
  const message =
    template === null || held === null || held.values.length === 0
      ? diagnostic.message
      : unheld(diagnostic.message, template, [held.text, ...held.values], names);
  return { ...diagnostic, message: withoutCredentials(message) };
}

/** Keys of `project`, which are no values. */
export function namesIn({ services, networks, volumes, configs, secrets }: Project): ReadonlySet<string> {
  return new Set(
    [services, networks, volumes, configs, secrets].flatMap((things: ReadonlyMap<string, unknown>) => [
      ...things.keys(),
    ]),
  );
}

/** Text with addresses in it that name no user and no query. */
export function withoutCredentials(text: string): string {
  return text.replace(ADDRESS, '$1').replace(QUERY, '$1?…').replace(REMOTE_PATH, '$1:…');
}

/** Also as the path that an address becomes where it is taken for one (`https:/…`). */
const ADDRESS = /(\b[a-z][a-z0-9+.-]{0,31}:\/{1,2}|\/\/)[^\s/"'`@]{1,2000}@/gi;
const QUERY = /((?:\b[a-z][a-z0-9+.-]{0,31}:\/{1,2}|(?<!\/)\/\/)[^\s"'`?#]{1,2000})\?[^\s"'`]+/gi;
/** `git@host:path`, as git and ssh write it; no image by its digest. */
const REMOTE_PATH = /(?<![\w./-])[^\s"'`@/:]{1,200}@(?!sha\d)([\w.-]{1,253}):[^\s"'`]{1,2000}/g;

/** What a message quotes, in either way. */
const QUOTED = /"([^"]+)"|`([^`]+)`/g;

/** Shorter values are found in other words as well; they tell nothing. */
const TELLING = 4;

function unheld(message: string, template: string, values: readonly string[], names: ReadonlySet<string>): string {
  const isHeld = (quoted: string): boolean =>
    !names.has(quoted) &&
    !template.includes(quoted) &&
    values.some((value) => value !== '' && (value.includes(quoted) || quoted.includes(value)));
  const quoted = message.replace(QUOTED, (whole, double: string | undefined, code: string | undefined) =>
    isHeld(double ?? code ?? '') ? whole.charAt(0) + template + whole.charAt(0) : whole,
  );
  return [...values]
    .filter((value) => value.length >= TELLING && !names.has(value) && !template.includes(value))
    .sort((a, b) => b.length - a.length)
    .reduce((text, value) => text.replaceAll(value, () => template), quoted);
}
