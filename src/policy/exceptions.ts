import { type Diagnostic, warning } from '../compose/diagnostics.ts';
import { matchesPattern } from '../words/pattern.ts';
import type { Exception } from './policy.ts';
import { OUTSIDE } from '../topology/node-id.ts';
import type { UnknownReach } from '../topology/unknown.ts';

/** What of a finding decides whether an exception is about it. Services and ends of paths are `project/service`, `host` or `outside`. */
export interface Excepted {
  readonly rule: string;
  readonly project: string;
  readonly subject: string;
  readonly services: readonly string[];
  readonly path: readonly { readonly from: string; readonly to: string }[];
}

/** The first exception that allows `finding` on the day `today` (`YYYY-MM-DD`, in UTC). */
export function exceptionFor(exceptions: readonly Exception[], finding: Excepted, today: string): Exception | null {
  return exceptions.find((exception) => !hasExpired(exception, today) && isAbout(exception, finding)) ?? null;
}

/** The exception that accepts that nobody knows what something reaches, on the day `today`. */
export function acceptanceOf(exceptions: readonly Exception[], unknown: UnknownReach, today: string): Exception | null {
  return exceptionFor(exceptions, asExcepted(unknown), today);
}

/** Something that is not known, as an exception names it. */
export function asExcepted({ code, project, subject, members }: UnknownReach): Excepted {
  return { rule: code, project, subject, services: [...members], path: [] };
}

/** Whether `exception` is about `finding`, expired or not. */
function isAbout(exception: Exception, finding: Excepted): boolean {
  const { rule, project, subject, from, to } = exception;
  return (
    rule === finding.rule &&
    isAny(project, [finding.project]) &&
    isAny(subject, [finding.subject, `${finding.project}/${finding.subject}`]) &&
    isAny(from, startsOf(finding)) &&
    isAny(to, endsOf(finding))
  );
}

/**
 * Exceptions that have expired, and those that no finding needs: one that is kept for nothing hides the next finding. `isPart`: findings of
 * some projects are not among `findings`, so that nothing can be said of need.
 */
export function staleExceptions(
  exceptions: readonly Exception[],
  findings: readonly Excepted[],
  today: string,
  isPart: boolean,
): readonly Diagnostic[] {
  return exceptions.flatMap((exception) => {
    const { at, rule, until, because } = exception;
    const isNeeded = findings.some((finding) => isAbout(exception, finding));
    if (!isNeeded) {
      const unused = `No finding of \`${rule}\` needs this exception. Remove it, or it allows the next one unseen.`;
      return isPart ? [] : [warning('exception-unused', at, unused)];
    }
    if (!hasExpired(exception, today) || until === null) return [];
    const message = `This exception of \`${rule}\` ended on ${until}: its finding is back. Fix that, or give it another day. Its reason was: ${because}`;
    return [warning('exception-expired', at, message)];
  });
}

/** `until` is the last day on which it holds. */
function hasExpired({ until }: Exception, today: string): boolean {
  return until !== null && today > until;
}

function isAny(pattern: string | null, names: readonly string[]): boolean {
  return pattern === null || names.some((name) => matchesPattern(pattern, name));
}

/** Names that the path starts at: its first, and the service that it comes in at if that is outside. Without a path, all that take part. */
function startsOf({ path, services }: Excepted): readonly string[] {
  const [first, ...rest] = path;
  if (first === undefined) return services.flatMap(names);
  return [...names(first.from), ...(first.from === OUTSIDE && rest.length > 0 ? names(first.to) : [])];
}

function endsOf({ path, services }: Excepted): readonly string[] {
  const last = path.at(-1);
  return last === undefined ? services.flatMap(names) : names(last.to);
}

/** `shop/db` is also called `db`. */
function names(id: string): readonly string[] {
  const plain = id.slice(id.lastIndexOf('/') + 1);
  return plain === id ? [id] : [id, plain];
}
