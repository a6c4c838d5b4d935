import { warning, type Diagnostic } from '../compose/diagnostics.ts';
import { resolved, shownPath } from '../compose/path.ts';
import { entriesOf, mapAt, stringOf, valueOf } from '../compose/yaml/nodes.ts';
import { parse } from '../compose/yaml/parse.ts';
import type { FetchingTree } from '../io/github/tree.ts';
import { code } from '../words/words.ts';
import { readFrom } from './read-from.ts';
import type { OwnWorkflow } from './runner.ts';

/**
 * Says of a change that it edits the workflow which runs the check: on `pull_request` GitHub takes workflows from the change itself, so it can
 * replace the job, skip it, or add another that reports under its name. With it goes what it is made of: workflows and actions of the repository.
 */
export async function workflowChanges(
  base: FetchingTree,
  head: FetchingTree,
  own: OwnWorkflow,
): Promise<readonly Diagnostic[]> {
  const changed = changedIn(base, head).map((path) => shownPath(path, head.root));
  if (!changed.some((file) => OF_WORKFLOWS.test(file) || own.file !== null)) return [];
  const { files, folders, names } = await partsOf([base, head], own);
  const said: Diagnostic[] = [];
  for (const file of changed) {
    const isPart = files.has(file) || folders.some((folder) => file.startsWith(folder));
    if (!isPart && !(OF_WORKFLOWS.test(file) && (await isAbout(file, [base, head], own, names)))) continue;
    const message = `This change edits ${code(file)}, which can replace or skip this check: read it before you trust the verdict. A ruleset that requires the workflow takes it from where the change has no say.`;
    said.push(warning('workflow-changed', { file, line: 1, column: 1 }, message));
  }
  return said;
}

/** Workflows, and actions of the repository that workflows are made of. */
const OF_WORKFLOWS = /^\.github\/workflows\/[^/]+$|(?:^|\/)action\.ya?ml$/;

function changedIn(base: FetchingTree, head: FetchingTree): readonly string[] {
  const paths = new Set([...base.list(base.root), ...head.list(head.root)]);
  return [...paths].filter((path) => base.id(path) !== head.id(path)).sort();
}

/** What the run is made of, and what its check is called. */
interface Parts {
  readonly files: ReadonlySet<string>;
  /** Folders of actions, each with a slash at its end: an action runs what lies beside it. */
  readonly folders: readonly string[];
  /** Names of the job, in lower case. */
  readonly names: readonly string[];
}

/** Workflows that one is made of; GitHub itself takes ten levels. */
const MOST_PARTS = 50;

async function partsOf(trees: readonly FetchingTree[], { file, job }: OwnWorkflow): Promise<Parts> {
  const files = new Set(file === null ? [] : [file]);
  const folders = new Set<string>();
  const names = new Set(job === null ? [] : [job.toLowerCase()]);
  for (const part of files) {
    if (files.size > MOST_PARTS) break;
    for (const tree of trees) {
      const text = (await textOf(tree, part)) ?? '';
      for (const [, used = ''] of text.matchAll(USED)) {
        if (/\.ya?ml$/.test(used)) files.add(used);
        else {
          const folder = used.replace(/\/?$/, '/');
          folders.add(folder);
          for (const name of ['action.yml', 'action.yaml']) files.add(folder + name);
        }
      }
      for (const { id, name } of jobsIn(text, part) ?? [])
        if (id === job && name !== null) names.add(name.toLowerCase());
    }
  }
  return { files, folders: [...folders], names: [...names] };
}

/** A workflow or an action of the repository itself: `uses: ./.github/actions/gate`. */
const USED = /\buses:[ \t]*["']?\.\/([^\s"'#]+)/g;

/** `null`: there is something that is not read. */
async function textOf(tree: FetchingTree, file: string): Promise<string | null> {
  const read = await readFrom(tree, resolved(tree.root, file));
  if (read.kind === 'file') return read.text;
  return read.kind === 'missing' ? '' : null;
}

/** Whether a workflow uses this action, or has a job by one of `names`: required checks are told apart by name alone. */
async function isAbout(
  file: string,
  trees: readonly FetchingTree[],
  { action }: OwnWorkflow,
  names: readonly string[],
): Promise<boolean> {
  for (const tree of trees) {
    const text = await textOf(tree, file);
    const jobs = text === null ? null : jobsIn(text, file);
    if (text === null || jobs === null) return true;
    if (action !== null && text.toLowerCase().includes(`${action.toLowerCase()}@`)) return true;
    if (jobs.some(({ id, name }) => names.some((own) => own === id.toLowerCase() || mayBe(name ?? id, own))))
      return true;
  }
  return false;
}

interface Job {
  readonly id: string;
  /** What its check is called; `null`: as its id. */
  readonly name: string | null;
}

/** The jobs of a workflow; `null`: it cannot be read. */
function jobsIn(text: string, file: string): readonly Job[] | null {
  const { documents, diagnostics } = parse(text, file);
  if (diagnostics.some(({ severity }) => severity === 'error')) return null;
  return documents.flatMap((document) =>
    [...entriesOf(mapAt(document, 'jobs'))].map(([id, { value }]) => ({
      id,
      name: stringOf(valueOf(value, 'name')) ?? null,
    })),
  );
}

/** Whether a name in which `${{ … }}` may stand for anything can become `own`. */
function mayBe(name: string, own: string): boolean {
  const [text, from] = [name.toLowerCase(), name.indexOf('${{')];
  if (from < 0) return text === own;
  return own.startsWith(text.slice(0, from)) && own.endsWith(text.slice(text.lastIndexOf('}}') + 2));
}
