import type { ReportLocation } from '../../review/report/report.ts';
import { codeSpan } from '../escape.ts';

/** Where the two revisions can be read in a browser. */
export interface Links {
  /** `https://github.com`, or a server of its own. */
  readonly server: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly baseSha: string | null;
  readonly headSha: string;
  /** Files that the head does not have: their lines are those of the base. */
  readonly onlyInBase?: ReadonlySet<string>;
  /** Page of the workflow run, with the job summary; `null`: there is none. */
  readonly runUrl: string | null;
  /** Folder of the documentation, without a slash at its end; rules are at `/rules/ID.md`. `null`: none to link. */
  readonly docs: string | null;
}

/** Where to look: `compose.yaml:9`, as a link where there is something to link. */
export type PlaceOf = (at: ReportLocation, form?: 'full' | 'line', revision?: 'base' | 'head') => string;

export function placesFor(links: Links | null): PlaceOf {
  return (at, form = 'full', revision = 'head') => {
    const text = codeSpan(form === 'line' ? `:${at.line.toString()}` : `${at.file}:${at.line.toString()}`);
    const isGone = links?.onlyInBase?.has(at.file) === true;
    const url = links === null ? null : urlOf(links, at.file, isGone ? 'base' : revision);
    return url === null ? text : `[${text}](${url}#L${at.line.toString()})`;
  };
}

/** Page of a file at a revision; `null` for files that are not in the repository. */
export function urlOf(
  { server, repository, baseSha, headSha }: Links,
  file: string,
  revision: 'base' | 'head',
): string | null {
  const sha = revision === 'base' ? baseSha : headSha;
  const segments = file.split('/');
  if (sha === null || file === '' || file.startsWith('/') || segments.includes('..')) return null;
  return `${server}/${repository}/blob/${sha}/${segments.map(encoded).join('/')}`;
}

/** A file name in a URL. */
export function encoded(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, '\u{fffd}')).replace(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
}
