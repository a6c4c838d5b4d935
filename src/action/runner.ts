import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Repository } from '../io/github/octokit.ts';
import { type Inputs, WorkflowError } from './inputs.ts';

/** What the runner tells a step through its environment. */
export interface Runner {
  readonly repository: Repository;
  readonly event: { readonly name: string; readonly payload: unknown; readonly commit: string; readonly ref: string };
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** Number of this run, higher for a newer one; `null`: not told. */
  readonly run: number | null;
  /** Page of this run; `null`: not told. */
  readonly runUrl: string | null;
  /** Documentation at the version in use; `null`: the action is used from a folder. */
  readonly docsUrl: string | null;
  readonly workflow: OwnWorkflow;
  /** Folder for a checkout. */
  readonly workspace: string | null;
  readonly temporary: string;
  readonly takesSummary: boolean;
}

/** What runs this step, each `null` where it is not told. */
export interface OwnWorkflow {
  /** Path of the workflow in the repository. */
  readonly file: string | null;
  /** `owner/name`, with a path behind it where there is one. */
  readonly action: string | null;
  /** Id of the job. */
  readonly job: string | null;
}

/** Throws `WorkflowError` where what a runner always says is missing. */
export function runnerFrom(environment: Readonly<Record<string, string | undefined>>): Runner {
  const value = (name: string) => (environment[name] === '' ? undefined : environment[name]);
  const named = value('GITHUB_REPOSITORY') ?? '';
  const [owner = '', repo = ''] = named.split('/');
  if (owner === '' || repo === '')
    throw new WorkflowError('GITHUB_REPOSITORY is not set: this runs as a step of a GitHub workflow');
  const serverUrl = value('GITHUB_SERVER_URL') ?? 'https://github.com';
  const run = value('GITHUB_RUN_ID');
  const [action, version] = [value('GITHUB_ACTION_REPOSITORY'), value('GITHUB_ACTION_REF')];
  return {
    repository: { owner, repo },
    event: {
      name: value('GITHUB_EVENT_NAME') ?? '',
      payload: payloadIn(value('GITHUB_EVENT_PATH')),
      commit: value('GITHUB_SHA') ?? '',
      ref: value('GITHUB_REF') ?? '',
    },
    apiUrl: value('GITHUB_API_URL') ?? 'https://api.github.com',
    serverUrl,
    run: /^\d+$/.test(run ?? '') ? Number(run) : null,
    runUrl: run === undefined ? null : `${serverUrl}/${named}/actions/runs/${run}`,
    docsUrl: action === undefined || version === undefined ? null : `${serverUrl}/${action}/blob/${version}/docs`,
    workflow: {
      file: workflowFile(value('GITHUB_WORKFLOW_REF') ?? '', named),
      action: action ?? null,
      job: value('GITHUB_JOB') ?? null,
    },
    workspace: value('GITHUB_WORKSPACE') ?? null,
    temporary: value('RUNNER_TEMP') ?? tmpdir(),
    takesSummary: value('GITHUB_STEP_SUMMARY') !== undefined,
  };
}

/** `owner/name/.github/workflows/x.yml@refs/heads/main`: a workflow of another repository is none of ours. */
function workflowFile(ref: string, repository: string): string | null {
  const [path = ''] = ref.split('@', 1);
  return path.toLowerCase().startsWith(`${repository.toLowerCase()}/`) ? path.slice(repository.length + 1) : null;
}

/** First line of our comment. A workflow that looks at several parts of a repository gets a comment for each. */
export function markerOf(
  { repo }: Repository,
  { files, profiles, policy }: Pick<Inputs, 'files' | 'profiles' | 'policy'>,
): string {
  const part = JSON.stringify([files, profiles, policy]);
  const whole = files === null && profiles === null && policy === null;
  return `<!-- bulkhead: ${repo}${whole ? '' : ` ${createHash('sha256').update(part).digest('hex').slice(0, 12)}`} -->`;
}

function payloadIn(file: string | undefined): unknown {
  if (file === undefined) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new WorkflowError(`the event cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
