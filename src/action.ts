/** The step of a workflow: environment → review → comment, summary, annotations, outputs and exit code. */
import * as core from '@actions/core';
import { branchesOf } from './action/branches.ts';
import { changeOf } from './action/event.ts';
import { inputsFrom, WorkflowError } from './action/inputs.ts';
import { outcomeOf } from './action/outcome.ts';
import { publish } from './action/publish.ts';
import { runnerFrom } from './action/runner.ts';
import { treesOf } from './action/trees.ts';
import { forLog } from './render/escape.ts';
import type { Verdict } from './review/report/report.ts';

const EXIT_CODES = { pass: 0, fail: 1, unknown: 2 } as const satisfies Record<Verdict, number>;

async function verdict(): Promise<Verdict> {
  const inputs = inputsFrom((name) => core.getInput(name));
  const runner = runnerFrom(process.env);
  const change = changeOf(runner.event.name, runner.event.payload, runner.event.commit);
  const { head } = change;
  if (head === null) {
    core.info('pass: a branch was deleted, there is nothing to look at');
    core.setOutput('verdict', 'pass');
    return 'pass';
  }
  // Loading it reads the event once more, and fails without a message of ours: by now the event is known to be good.
  const { gitHub } = await import('./io/github/octokit.ts');
  const note = (line: string) => core.info(forLog(line));
  const client = gitHub(inputs.token, runner.apiUrl, note);
  const branches = branchesOf(runner.event.payload, runner.event.commit);
  const trees = treesOf({
    client,
    contents: gitHub(inputs.token, runner.apiUrl, note, 'contents'),
    repository: runner.repository,
    workspace: runner.workspace,
    number: change.pullRequest,
    merges: branches?.merges ?? [],
  });
  const today = new Date().toISOString().slice(0, 10);
  const outcome = await outcomeOf({ change, head, branches, inputs, workflow: runner.workflow, trees, today });
  await publish({ outcome, change, head, inputs, runner, client });
  return outcome.report.verdict;
}

try {
  process.exitCode = EXIT_CODES[await verdict()];
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  core.error(forLog(error instanceof WorkflowError ? message : `internal error: ${message}`));
  if (core.isDebug() && error instanceof Error) core.debug(error.stack ?? '');
  core.setOutput('verdict', 'unknown');
  process.exitCode = EXIT_CODES.unknown;
}
