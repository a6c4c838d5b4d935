import { answerOf, isDenied } from './answer.ts';
import { sameText } from './body.ts';
import type { GitHub, Repository } from './octokit.ts';
import { once } from './once.ts';

export interface CheckOptions {
  readonly client: GitHub;
  readonly repository: Repository;
  /** The commit that is judged. */
  readonly head: string;
  readonly name: string;
  /** Told to nobody: it finds the run again. */
  readonly key: string;
  readonly conclusion: 'success' | 'failure';
  readonly title: string;
  /** Markdown, 65,535 characters at most. */
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
  /** Page with more; `null`: there is none. */
  readonly details: string | null;
}

export interface CheckAnnotation {
  readonly level: 'failure' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
}

/** How publishing ended. `denied`: the token may not write check runs. */
export type CheckResult =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly url: string }
  | { readonly kind: 'denied' | 'failed'; readonly reason: string };

/** Keeps one check run on a commit, with the verdict first and annotations after it. */
export async function publishCheck(options: CheckOptions): Promise<CheckResult> {
  try {
    const there = await ownRun(options);
    const shown = there === null || there.annotations === 0 ? [] : await annotationsOf(there.id, options);
    const wanted = options.annotations.map((annotation) => annotationFor(annotation));
    const isStale = (annotation: ShownAnnotation) => wanted.every((each) => !isSame(each, annotation));
    // What is annotated once stays: GitHub shows the newest run of a name in its place.
    if (there === null || shown.some(isStale)) return await created(options, wanted);
    const missing = wanted.filter((annotation) => shown.every((each) => !isSame(annotation, each)));
    if (missing.length === 0 && isSaid(there, options)) return { kind: 'unchanged', url: there.url };
    await updated(there.id, options, missing);
    return { kind: 'updated', url: there.url };
  } catch (error) {
    return { kind: isDenied(error) ? 'denied' : 'failed', reason: answerOf(error) };
  }
}

interface OwnRun {
  readonly id: number;
  readonly url: string;
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly annotations: number;
}

/** The newest one of ours. */
async function ownRun({ client, repository, head, name, key }: CheckOptions): Promise<OwnRun | null> {
  const { data } = await client.rest.checks.listForRef({
    ...repository,
    ref: head,
    check_name: name,
    filter: 'latest',
    per_page: 100,
  });
  const [newest] = data.check_runs.filter((run) => run.external_id === key).sort((a, b) => b.id - a.id);
  if (newest === undefined) return null;
  const { id, html_url: url, conclusion, output } = newest;
  const { title, summary, annotations_count: annotations } = output;
  return { id, url: url ?? '', conclusion, title, summary, annotations };
}

type GivenAnnotation = ReturnType<typeof annotationFor>;
type ShownAnnotation = Awaited<ReturnType<typeof annotationsOf>>[number];

function annotationsOf(id: number, { client, repository }: CheckOptions) {
  return client.paginate(client.rest.checks.listAnnotations, { ...repository, check_run_id: id, per_page: 100 });
}

function isSame(wanted: GivenAnnotation, shown: ShownAnnotation): boolean {
  const [one, other] = [wanted, shown].map((each) =>
    [each.path, each.start_line, each.annotation_level, each.title ?? '', each.message].join('\n'),
  );
  return one === other;
}

function isSaid(there: OwnRun, { conclusion, title, summary }: CheckOptions): boolean {
  return there.conclusion === conclusion && there.title === title && sameText(there.summary ?? '', summary);
}

async function created(options: CheckOptions, annotations: readonly GivenAnnotation[]): Promise<CheckResult> {
  const { client, repository, head, name, key } = options;
  const run = await once(
    async () => {
      const { data } = await client.rest.checks.create({
        ...repository,
        head_sha: head,
        name,
        external_id: key,
        ...verdictOf(options, annotations.slice(0, AT_ONCE)),
        request: { retries: 0 },
      });
      return { id: data.id, url: data.html_url ?? '' };
    },
    () => ownRun(options),
  );
  const rest = annotations.slice(AT_ONCE);
  if (rest.length > 0) await updated(run.id, options, rest);
  return { kind: 'created', url: run.url };
}

async function updated(id: number, options: CheckOptions, annotations: readonly GivenAnnotation[]): Promise<void> {
  for (let start = 0; start === 0 || start < annotations.length; start += AT_ONCE)
    await added(id, options, annotations.slice(start, start + AT_ONCE));
}

async function added(id: number, options: CheckOptions, annotations: readonly GivenAnnotation[]): Promise<void> {
  const { client, repository } = options;
  await once(
    async () => {
      const own = verdictOf(options, annotations);
      await client.rest.checks.update({ ...repository, check_run_id: id, ...own, request: { retries: 0 } });
      return true;
    },
    async () => {
      const shown = await annotationsOf(id, options);
      const isThere = annotations.every((annotation) => shown.some((each) => isSame(annotation, each)));
      return isThere && annotations.length > 0 ? true : null;
    },
  );
}

/** GitHub adds annotations to those that are there, so many with one request. */
const AT_ONCE = 50;

function verdictOf({ conclusion, title, summary, details }: CheckOptions, annotations: readonly GivenAnnotation[]) {
  return {
    status: 'completed' as const,
    conclusion,
    ...(details === null ? {} : { details_url: details }),
    output: { title, summary, annotations: [...annotations] },
  };
}

/** A title that GitHub would refuse is left out. */
function annotationFor({ level, title, message, file, line }: CheckAnnotation) {
  return {
    path: file,
    start_line: line,
    end_line: line,
    annotation_level: level,
    message,
    ...(title.length > MOST_OF_A_TITLE ? {} : { title }),
  };
}

const MOST_OF_A_TITLE = 255;
