/** The step of a workflow: environment → review → comment, summary, annotations, outputs and exit code. */
import * as core from '@actions/core';
import { setTimeout } from 'node:timers/promises';
import { branchesOf } from './action/branches.ts';
import { changeOf } from './action/event.ts';
import { type Inputs, inputsFrom, WorkflowError } from './action/inputs.ts';
import { outcomeOf } from './action/outcome.ts';
import { publish } from './action/publish.ts';
import { runnerFrom } from './action/runner.ts';
import { treesOf } from './action/trees.ts';
import { forLog } from './render/escape.ts';
import type { Verdict } from './review/report/report.ts';

const EXIT_CODES = { pass: 0, fail: 1, unknown: 2 } as const satisfies Record<Verdict, number>;

/** What is known by now, for a step whose time is over. */
let known: Verdict | null = null;

async function verdict(inputs: Inputs): Promise<Verdict> {
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
  const branches = branchesOf(runner.event.payload, runner.event.commit, runner.event.ref);
  const trees = treesOf({
    client,
    contents: gitHub(inputs.token, runner.apiUrl, note, 'contents'),
    revisions: gitHub(inputs.token, runner.apiUrl, note, 'revisions'),
    repository: runner.repository,
    workspace: runner.workspace,
    number: change.pullRequest,
    merges: branches?.merges ?? [],
  });
  const today = new Date().toISOString().slice(0, 10);
  const outcome = await outcomeOf({ change, head, branches, inputs, workflow: runner.workflow, trees, today });
  known = outcome.report.verdict;
  await publish({ outcome, change, head, branches, inputs, runner, client });
  return outcome.report.verdict;
}

/** What the step ends with where it takes too long: the verdict if there is one. */
async function bounded(inputs: Inputs): Promise<Verdict> {
  const { timeoutSeconds } = inputs;
  const over = setTimeout(timeoutSeconds * 1000, 'over' as const);
  const ended = await Promise.race([verdict(inputs), over]);
  if (ended !== 'over') return ended;
  const state = known === null ? 'Nothing is known' : `The verdict is ${known}, and not all of it is published`;
  core.error(`The step took more than ${timeoutSeconds} s (timeout-seconds). ${state}.`);
  return known ?? unknown();
}

/** The verdict where there is none. */
function unknown(): Verdict {
  try {
    core.setOutput('verdict', 'unknown');
  } catch {
    // The exit code says it.
  }
  return 'unknown';
}

try {
  process.exitCode = EXIT_CODES[await bounded(inputsFrom((name) => core.getInput(name)))];
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  core.error(forLog(error instanceof WorkflowError ? message : `internal error: ${message}`));
  if (core.isDebug() && error instanceof Error) core.debug(error.stack ?? '');
  process.exitCode = EXIT_CODES[known ?? unknown()];
}
// Requests that nobody waits for any more would keep the process.
process.stdout.write('', () => process.exit());
