import * as core from '@actions/core';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { publishComment } from '../io/github/comments.ts';
import type { GitHub } from '../io/github/octokit.ts';
import { annotationsOf } from '../render/annotations.ts';
import { hasNews, type Links, renderComment, renderShortComment } from '../render/comment.ts';
import { forLog } from '../render/escape.ts';
import { headline } from '../render/headline.ts';
import { renderSarif } from '../render/sarif.ts';
import { renderSummary } from '../render/summary.ts';
import type { Report } from '../review/report/report.ts';
import type { ProposedChange, Tip } from './event.ts';
import { type CommentMode, type Inputs, WorkflowError } from './inputs.ts';
import type { Outcome } from './outcome.ts';
import { markerOf, type Runner } from './runner.ts';

export interface Publishing {
  readonly outcome: Outcome;
  readonly change: ProposedChange;
  readonly head: Tip;
  readonly inputs: Inputs;
  readonly runner: Runner;
  readonly client: GitHub;
}

/** Tells everybody who may want to know. Nothing here changes the verdict. */
export async function publish(publication: Publishing): Promise<void> {
  const { outcome, inputs, runner } = publication;
  const { report, touched } = outcome;
  writeFiles(report, inputs, runner);
  core.setOutput('verdict', report.verdict);
  core.setOutput('new-findings', report.gate.counts.new);
  core.setOutput('findings', report.findings.length);
  core.info(touched ? forLog(`${report.verdict}: ${headline(report).text}`) : UNTOUCHED);
  const links = linksOf(publication);
  await writeComment(publication, links);
  if (touched) annotate(report);
  if (runner.takesSummary) await core.summary.addRaw(touched ? renderSummary(report, links) : `${UNTOUCHED}\n`).write();
}

const UNTOUCHED = 'pass: no Compose change, nothing that the Compose projects are made of is touched';

function linksOf({ outcome, runner, head }: Publishing): Links {
  return {
    server: runner.serverUrl,
    repository: `${runner.repository.owner}/${runner.repository.repo}`,
    baseSha: outcome.report.revisions?.base.commit ?? null,
    headSha: head.commit,
    runUrl: runner.runUrl,
    docs: runner.docsUrl,
  };
}

function writeFiles(report: Report, inputs: Inputs, { temporary, workspace }: Runner): void {
  try {
    mkdirSync(temporary, { recursive: true });
    const folder = mkdtempSync(join(temporary, 'bulkhead-'));
    const sarif = inputs.sarif === null ? join(folder, 'bulkhead.sarif') : resolve(workspace ?? '.', inputs.sarif);
    const json = join(folder, 'report.json');
    mkdirSync(dirname(sarif), { recursive: true });
    writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
    writeFileSync(sarif, renderSarif(report));
    core.setOutput('report', json);
    core.setOutput('sarif', sarif);
  } catch (error) {
    throw new WorkflowError(`the report cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Whether there is something to write a new comment for. */
const WORTH = {
  always: () => true,
  changes: hasNews,
  findings: ({ verdict, gate }) => verdict !== 'pass' || gate.counts.new > 0,
  never: () => false,
} satisfies Record<CommentMode, (report: Report) => boolean>;

async function writeComment({ outcome, change, inputs, runner, client }: Publishing, links: Links): Promise<void> {
  if (change.pullRequest === null || inputs.comment === 'never') return;
  const { report, touched } = outcome;
  const marker = markerOf(runner.repository, inputs);
  const result = await publishComment({
    client,
    repository: runner.repository,
    number: change.pullRequest,
    marker,
    body: renderComment(report, { marker, links }),
    shortBody: renderShortComment(report, { marker, links }),
    create: touched && WORTH[inputs.comment](report),
  });
  if ('url' in result) {
    core.setOutput('comment-url', result.url);
    core.info(forLog(`comment ${result.kind}: ${result.url}`));
  } else if (result.kind !== 'absent') {
    const why =
      result.kind === 'denied' ? 'the token may not write it, as for a pull request from a fork' : 'GitHub failed';
    core.warning(forLog(`The comment is not written: ${why} (${result.reason}). The job summary says the same.`));
  }
}

function annotate(report: Report): void {
  for (const { level, title, message, at } of annotationsOf(report)) {
    // What is about the repository as a whole lies on no line.
    const place = at === null || at.file === '.' ? {} : { file: at.file, startLine: at.line, startColumn: at.column };
    core[level](message, { title, ...place });
  }
}
