import * as core from '@actions/core';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { runLine } from '../io/github/body.ts';
import { publishComment } from '../io/github/comments.ts';
import { publishSuggestions } from '../io/github/suggestions.ts';
import { annotationsOf, MOST_OF_A_LEVEL } from '../render/ci/annotations.ts';
import { hasNews, renderComment, renderShortComment } from '../render/comment.ts';
import { forLog } from '../render/escape.ts';
import { headline } from '../render/headline.ts';
import { renderSarif } from '../render/sarif/sarif.ts';
import { suggestionsFor } from '../render/suggestions.ts';
import { renderSummary } from '../render/summary.ts';
import type { Report } from '../review/report/report.ts';
import { writeCheck } from './check.ts';
import type { CommentMode, Inputs } from './inputs.ts';
import { writeIssue } from './issue.ts';
import type { Outcome } from './outcome.ts';
import { firstLines, linksOf, type Publishing, UNTOUCHED } from './publishing.ts';
import { markerOf, type Runner } from './runner.ts';

/** Tells everybody who may want to know. Nothing here changes the verdict, and nothing keeps what comes after it from being told. */
export async function publish(publication: Publishing): Promise<void> {
  const { outcome, inputs, runner } = publication;
  const { report, touched } = outcome;
  core.info(touched ? forLog(`${report.verdict}: ${headline(report).text}`) : UNTOUCHED);
  const warnings = touched ? annotate(report) : 0;
  const failures = [
    ...attempted('The outputs are not set', () => {
      core.setOutput('verdict', report.verdict);
      core.setOutput('new-findings', report.gate.counts.new);
      core.setOutput('findings', report.findings.length);
    }),
    ...writeFiles(outcome, inputs, runner),
    ...(await summarize(publication)),
    ...(await writeComment(publication)),
    ...(await writeSuggestions(publication)),
    ...(await writeCheck(publication)),
    ...(await writeIssue(publication)),
  ];
  // GitHub drops more than it shows of a kind, and the findings come first.
  for (const [at, line] of failures.entries()) core[warnings + at < MOST_OF_A_LEVEL ? 'warning' : 'info'](forLog(line));
}

/** What went wrong, in a line; empty: nothing. */
function attempted(what: string, act: () => void): readonly string[] {
  try {
    act();
    return [];
  } catch (error) {
    return [`${what}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Where the runner's folder cannot be written to, the machine's own is. */
function writeFiles({ report, textOf }: Outcome, inputs: Inputs, runner: Runner): readonly string[] {
  const folder = [runner.temporary, tmpdir()].flatMap((place) => folderIn(place) ?? []).at(0);
  const inFolder = (name: string) => (folder === undefined ? null : join(folder, name));
  const sarif = inputs.sarif === null ? inFolder('bulkhead.sarif') : resolve(runner.workspace ?? '.', inputs.sarif);
  return [
    ...written('report', inFolder('report.json'), () => `${JSON.stringify(report, null, 2)}\n`),
    ...written('sarif', sarif, () => renderSarif(report, textOf)),
  ];
}

function folderIn(place: string): string | null {
  try {
    mkdirSync(place, { recursive: true });
    return mkdtempSync(join(place, 'bulkhead-'));
  } catch {
    return null;
  }
}

function written(output: 'report' | 'sarif', file: string | null, text: () => string): readonly string[] {
  if (file === null) return [`The ${output} file is not written: no temporary folder can be written to`];
  return attempted(`The ${output} file is not written`, () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text());
    core.setOutput(output, file);
  });
}

async function summarize(publication: Publishing): Promise<readonly string[]> {
  const { report, touched } = publication.outcome;
  if (!publication.runner.takesSummary) return [];
  try {
    await core.summary.addRaw(touched ? renderSummary(report, linksOf(publication)) : `${UNTOUCHED}\n`).write();
    return [];
  } catch (error) {
    return [`The job summary is not written: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Whether there is something to write a new comment for. */
const WORTH = {
  always: () => true,
  changes: hasNews,
  findings: ({ verdict, gate }) => verdict !== 'pass' || gate.counts.new > 0,
  never: () => false,
} satisfies Record<CommentMode, (report: Report) => boolean>;

async function writeComment(publication: Publishing): Promise<readonly string[]> {
  const { outcome, change, head, inputs, runner, client } = publication;
  if (change.pullRequest === null || inputs.comment === 'never') return [];
  const { report, touched } = outcome;
  const marker = markerOf(runner.repository, inputs);
  const whole = markerOf(runner.repository, { files: null, profiles: null, policy: null });
  const context = { marker: firstLines(marker, runner), links: linksOf(publication) };
  const result = await publishComment({
    client,
    repository: runner.repository,
    number: change.pullRequest,
    head: head.commit,
    marker,
    heirOf: whole === marker ? null : whole,
    ownRun: runner.run === null ? null : runLine(runner.run),
    body: renderComment(report, context),
    shortBody: renderShortComment(report, context),
    create: touched && WORTH[inputs.comment](report),
  });
  switch (result.kind) {
    case 'created':
    case 'updated':
    case 'unchanged':
      core.info(forLog(`comment ${result.kind}: ${result.url}`));
      return attempted('The outputs are not set', () => core.setOutput('comment-url', result.url));
    case 'absent':
      return [];
    case 'outdated':
      core.info(forLog(`no comment: the pull request is at ${result.head} by now, and that commit's run has the word`));
      return [];
    case 'denied':
    case 'failed': {
      const why = result.kind === 'denied' ? 'the token may not write it, as for a pull request from a fork' : '';
      const reason = why === '' ? result.reason : `${why} (${result.reason})`;
      return [`The comment is not written: ${reason}. The job summary says the same.`];
    }
  }
}

/** Fixes on lines of the change as suggestions of one review. */
async function writeSuggestions(publication: Publishing): Promise<readonly string[]> {
  const { outcome, change, head, inputs, runner, client } = publication;
  if (change.pullRequest === null || !inputs.suggestions) return [];
  const result = await publishSuggestions({
    client,
    repository: runner.repository,
    number: change.pullRequest,
    head: head.commit,
    marker: markerOf(runner.repository, inputs),
    groups: suggestionsFor(outcome.report, outcome.textOf),
  });
  switch (result.kind) {
    case 'kept': {
      const { written: count, outside, refused } = result;
      const rest =
        outside === 0 ? '' : `; ${String(outside)} more on lines outside the diff: the comment has the patch`;
      core.info(`suggestions: ${String(count)} written${rest}`);
      return refused.map((reason) => `A suggestion is not written: ${reason}. The comment has the patch.`);
    }
    case 'outdated':
      core.info(
        forLog(`no suggestions: the pull request is at ${result.head} by now, and that commit's run has the word`),
      );
      return [];
    case 'denied':
      core.info(
        forLog(`no suggestions: the token may not write them, as for a pull request from a fork (${result.reason})`),
      );
      return [];
    case 'failed':
      return [`The suggestions are not written: ${result.reason}. The comment has the patch.`];
  }
}

/** How many warnings there are among the annotations. */
function annotate(report: Report): number {
  const annotations = annotationsOf(report);
  for (const { level, title, message, at } of annotations) {
    // What is about the repository as a whole lies on no line.
    const place = at === null || at.file === '.' ? {} : { file: at.file, startLine: at.line, startColumn: at.column };
    core[level](message, { title, ...place });
  }
  return annotations.filter(({ level }) => level === 'warning').length;
}
