import { isSeverity, type Severity, SEVERITY_NAMES } from '../policy/severity.ts';

/** When a comment is written where there is none. One that exists is kept up to date in every mode but `never`. */
export type CommentMode = (typeof COMMENT_MODES)[number];

/** What the workflow asks for; `null`: not said. */
export interface Inputs {
  readonly token: string;
  readonly policy: string | null;
  readonly files: readonly string[] | null;
  readonly profiles: readonly string[] | null;
  readonly failOn: Severity | null;
  readonly scope: 'new' | 'all' | null;
  readonly comment: CommentMode;
  /** Whether fixes on lines of the change become suggestions of a review. */
  readonly suggestions: boolean;
  /** Whether the commit gets a check run with the verdict. */
  readonly check: boolean;
  /** Whether the state of the whole repository becomes an issue. */
  readonly issue: boolean;
  /** The file to write SARIF to. */
  readonly sarif: string | null;
  /** The most that the step may take. */
  readonly timeoutSeconds: number;
}

/** Something in the workflow that has to be put right there. */
export class WorkflowError extends Error {}

/** Throws `WorkflowError` for a value that an input does not take. `input` gives the text of an input; empty: not given. */
export function inputsFrom(input: (name: string) => string): Inputs {
  const token = input('token').trim();
  if (token === '') throw new WorkflowError('input token is empty; leave it out to use the token of the workflow');
  // A header that is refused would be told with the token in it.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new WorkflowError(
      'input token holds a space, a line break or a sign that no token has; give it just the token',
    );
  return {
    token,
    policy: given(input('policy')),
    files: listed(input('files')),
    profiles: listed(input('profiles')),
    failOn: severity(given(input('fail-on'))),
    scope: oneOf('scope', given(input('scope')), SCOPES),
    comment: oneOf('comment', given(input('comment')), COMMENT_MODES) ?? 'changes',
    suggestions: isOn('suggestions', input),
    check: isOn('check', input),
    issue: isOn('issue', input),
    sarif: given(input('sarif')),
    timeoutSeconds: seconds(given(input('timeout-seconds'))),
  };
}

const SCOPES = ['new', 'all'] as const;
const COMMENT_MODES = ['always', 'changes', 'findings', 'never'] as const;

function isOn(name: string, input: (name: string) => string): boolean {
  return oneOf(name, given(input(name)), ['true', 'false']) === 'true';
}

function given(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** One a line, or separated by commas. */
function listed(text: string): readonly string[] | null {
  const items = text.split(/[\n,]/).map((item) => item.trim());
  const named = items.filter((item) => item !== '');
  return named.length === 0 ? null : named;
}

function seconds(text: string | null): number {
  if (text === null) return 300;
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new WorkflowError(`input timeout-seconds takes a whole number of seconds from 1 to 99999, not "${text}"`);
}

function severity(text: string | null): Severity | null {
  if (text === null || isSeverity(text)) return text;
  throw new WorkflowError(`input fail-on takes ${SEVERITY_NAMES}, not "${text}"`);
}

function oneOf<const T extends string>(name: string, text: string | null, values: readonly T[]): T | null {
  if (text === null) return null;
  const value = values.find((candidate) => candidate === text);
  if (value === undefined) throw new WorkflowError(`input ${name} takes ${values.join(', ')}, not "${text}"`);
  return value;
}
