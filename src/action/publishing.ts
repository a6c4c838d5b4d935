import { runLine } from '../io/github/body.ts';
import type { GitHub } from '../io/github/octokit.ts';
import type { Links } from '../render/comment.ts';
import type { Branches } from './branches.ts';
import type { ProposedChange, Tip } from './event.ts';
import type { Inputs } from './inputs.ts';
import type { Outcome } from './outcome.ts';
import type { Runner } from './runner.ts';

/** What is told, and what it takes to tell it. */
export interface Publishing {
  readonly outcome: Outcome;
  readonly change: ProposedChange;
  readonly head: Tip;
  readonly branches: Branches | null;
  readonly inputs: Inputs;
  readonly runner: Runner;
  readonly client: GitHub;
}

export const UNTOUCHED = 'pass: no Compose change, nothing that the Compose projects are made of is touched';

export function linksOf({ outcome, runner, head }: Publishing): Links {
  return {
    server: runner.serverUrl,
    repository: `${runner.repository.owner}/${runner.repository.repo}`,
    baseSha: outcome.report.revisions?.base.commit ?? null,
    headSha: head.commit,
    onlyInBase: outcome.onlyInBase,
    runUrl: runner.runUrl,
    docs: runner.docsUrl,
  };
}

/** First lines of what this run writes: the mark that finds it again, and which run it was. */
export function firstLines(marker: string, runner: Runner): string {
  return runner.run === null ? marker : `${marker}\n${runLine(runner.run)}`;
}
