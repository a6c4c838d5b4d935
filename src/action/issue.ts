import * as core from '@actions/core';
import { publishIssue } from '../io/github/issue.ts';
import { renderComment, renderShortComment } from '../render/comment.ts';
import { forLog } from '../render/escape.ts';
import { headline } from '../render/headline.ts';
import { firstLines, linksOf, type Publishing } from './publishing.ts';
import { markerOf } from './runner.ts';

/** The issue about the repository as a whole, where one is asked for. What went wrong, in lines. */
export async function writeIssue(publishing: Publishing): Promise<readonly string[]> {
  const { outcome, change, branches, inputs, runner, client } = publishing;
  if (!inputs.issue) return [];
  if (change.pullRequest !== null || change.base !== null) {
    core.info('no issue: this event is about a change, and the issue is about the repository as a whole');
    return [];
  }
  const { base: branch = null, main = null } = branches ?? {};
  if (main !== null && branch !== main) {
    core.info(forLog(`no issue: this run is for ${branch ?? 'no branch'}, and the issue is about ${main}`));
    return [];
  }
  const { report } = outcome;
  const marker = markerOf(runner.repository, inputs);
  const context = { marker: firstLines(marker, runner), links: linksOf(publishing) };
  const result = await publishIssue({
    client,
    repository: runner.repository,
    marker,
    run: runner.run,
    title: `Bulkhead: ${headline(report).text}`,
    body: renderComment(report, context),
    shortBody: renderShortComment(report, context),
    isOpen: report.verdict !== 'pass',
  });
  switch (result.kind) {
    case 'created':
    case 'updated':
    case 'unchanged':
      core.info(forLog(`issue ${result.kind}: ${result.url}`));
      return [];
    case 'absent':
      return [];
    case 'outdated':
      core.info('no issue: a newer run has written it');
      return [];
    case 'denied':
      return [`The issue is not written: the job needs the permission issues: write (${result.reason}).`];
    case 'failed':
      return [`The issue is not written: ${result.reason}.`];
  }
}
