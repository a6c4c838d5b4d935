import { warning, type Diagnostic } from '../compose/diagnostics.ts';
import { shownPath } from '../compose/path.ts';
import type { FetchingTree } from '../io/github/tree.ts';
import { code } from '../words/words.ts';
import { readFrom } from './read-from.ts';
import type { OwnWorkflow } from './runner.ts';

/**
 * Says of a change that it edits the workflow which runs the check: on `pull_request` GitHub takes workflows from the change itself, so it can
 * replace the job, skip it, or add another that reports under its name.
 */
export async function workflowChanges(
  base: FetchingTree,
  head: FetchingTree,
  own: OwnWorkflow,
): Promise<readonly Diagnostic[]> {
  const said: Diagnostic[] = [];
  for (const path of changedIn(base, head)) {
    const file = shownPath(path, head.root);
    const texts = [await textOf(base, path), await textOf(head, path)];
    if (file !== own.file && !texts.some((text) => isAbout(text, own))) continue;
    const message = `This change edits ${code(file)}, which can replace or skip this check: read it before you trust the verdict. A ruleset that requires the workflow takes it from where the change has no say.`;
    said.push(warning('workflow-changed', { file, line: 1, column: 1 }, message));
  }
  return said;
}

/** Workflows, and actions of the repository that workflows are made of. */
const OF_WORKFLOWS = /\/\.github\/workflows\/[^/]+$|\/action\.ya?ml$/;

function changedIn(base: FetchingTree, head: FetchingTree): readonly string[] {
  const paths = new Set([...base.list(base.root), ...head.list(head.root)]);
  return [...paths].filter((path) => OF_WORKFLOWS.test(path) && base.id(path) !== head.id(path)).sort();
}

/** `null`: there is something that is not read. */
async function textOf(tree: FetchingTree, path: string): Promise<string | null> {
  const read = await readFrom(tree, path);
  if (read.kind === 'file') return read.text;
  return read.kind === 'missing' ? '' : null;
}

/** Whether a workflow uses this action, or has a job by the same name: required checks are told apart by name alone. */
function isAbout(text: string | null, { action, job }: OwnWorkflow): boolean {
  if (text === null) return true;
  const words = text.toLowerCase();
  return (
    (action !== null && words.includes(`${action.toLowerCase()}@`)) ||
    (job !== null && words.split(/[^\w.-]+/).includes(job.toLowerCase()))
  );
}
