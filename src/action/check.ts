import * as core from '@actions/core';
import { type CheckAnnotation, publishCheck } from '../io/github/check-run.ts';
import { annotationsOf } from '../render/ci/annotations.ts';
import { renderCheck } from '../render/ci/check.ts';
import { forLog } from '../render/escape.ts';
import type { Report, Verdict } from '../review/report/report.ts';
import { linksOf, type Publishing, UNTOUCHED } from './publishing.ts';
import { markerOf } from './runner.ts';

/** A run that is not known to pass must not let anything pass: GitHub takes `neutral` for that. */
const CONCLUSIONS = { pass: 'success', fail: 'failure', unknown: 'failure' } as const satisfies Record<Verdict, string>;
/** Ten requests. */
const MOST_ANNOTATIONS = 500;

/** The check run of the commit, where one is asked for. What went wrong, in lines. */
export async function writeCheck(publishing: Publishing): Promise<readonly string[]> {
  const { outcome, head, inputs, runner, client } = publishing;
  if (!inputs.check) return [];
  const { report, touched } = outcome;
  const text = touched ? renderCheck(report, linksOf(publishing)) : { title: UNTOUCHED, summary: UNTOUCHED };
  const result = await publishCheck({
    client,
    repository: runner.repository,
    head: head.commit,
    name: nameFor(inputs),
    key: markerOf(runner.repository, inputs),
    conclusion: CONCLUSIONS[report.verdict],
    title: text.title,
    summary: text.summary,
    annotations: touched ? checkAnnotations(report) : [],
    details: runner.runUrl,
  });
  switch (result.kind) {
    case 'created':
    case 'updated':
    case 'unchanged':
      core.info(forLog(`check run ${result.kind}: ${result.url}`));
      return [];
    case 'denied':
      return [
        `The check run is not written: the job needs the permission checks: write, which a pull request from a fork does not get (${result.reason}). The step's exit code says the same.`,
      ];
    case 'failed':
      return [`The check run is not written: ${result.reason}. The step's exit code says the same.`];
  }
}

/** Unlike the job's own, and one for each part of the repository that is looked at. */
function nameFor({ files, profiles, policy }: Publishing['inputs']): string {
  const parts = [...(files ?? []), ...(profiles ?? []), ...(policy === null ? [] : [policy])];
  return parts.length === 0 ? 'bulkhead verdict' : `bulkhead verdict (${parts.join(', ')})`;
}

/** Messages that lie on a line; the summary tells the others. */
function checkAnnotations(report: Report): readonly CheckAnnotation[] {
  return annotationsOf(report, MOST_ANNOTATIONS).flatMap(({ level, title, message, at }) =>
    at === null || at.file === '.'
      ? []
      : [{ level: level === 'error' ? 'failure' : level, title, message, file: at.file, line: at.line }],
  );
}
