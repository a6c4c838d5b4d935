import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type FileTree, isSameRead, whyUnread } from '../compose/file-tree.ts';
import { isBelow, resolved } from '../compose/path.ts';
import { diskTree } from '../io/disk/tree.ts';
import { systemPath, treePath } from '../io/disk/system-path.ts';
import { BASELINE_FILE } from '../policy/baseline.ts';
import type { ParsedPolicy } from '../policy/parse.ts';
import { DEFAULT_POLICY, gatedBy, type Policy, POLICY_FILES } from '../policy/policy.ts';
import { isSeverity, SEVERITY_NAMES } from '../policy/severity.ts';
import type { Call } from './command.ts';
import { UsageError } from './terminal.ts';
import type { Selection, ReviewSide, PolicyAndBaseline } from '../review/input.ts';

/** What a repository on this machine states, and whether only some of its projects are looked at. */
export interface PolicyAround extends PolicyAndBaseline {
  readonly isPart: boolean;
}

interface StatedText {
  readonly text: string;
  /** The file's name as places show it. */
  readonly file: string;
}

/** The policy that `--policy` names, or that of the repository around what is looked at, or the defaults; its baseline beside it. */
export async function statedAround(call: Call, side: ReviewSide): Promise<PolicyAround> {
  const { selection, tree } = side;
  const place = systemPath(selection.paths[0] ?? tree.root);
  const named = call.values.text.get('policy');
  const policy = named === undefined ? fileAround(place, POLICY_FILES) : resolve(call.terminal.directory, named);
  const baseline = fileAround(place, [BASELINE_FILE]);
  const both = await stated(
    call,
    policy === null ? null : readDisk(call, policy),
    baseline === null ? null : readDisk(call, baseline),
  );
  // A call that names a policy says that it is for what is looked at.
  const tops = [named === undefined ? policy : null, baseline].flatMap((file) => (file === null ? [] : topOf(file)));
  return { ...both, isPart: tops.some((top) => !isWhole(side, top)) };
}

/** The folder that `.github/bulkhead.yaml` is about. */
function topOf(file: string): string {
  return treePath(dirname(dirname(file)));
}

/** Whether everything below `top` is looked at. */
function isWhole({ selection }: ReviewSide, top: string): boolean {
  return isOpen(selection) && selection.paths.some((path) => isBelow(top, path));
}

/** Whether projects are searched for, and none is picked by its files. */
export function isOpen({ files, projectDirectory }: Selection): boolean {
  return files === null && projectDirectory === null;
}

/** What a change makes of the policy and the baseline of its base; `null`: it touches neither. `--policy` is of no revision. */
export async function proposedIn(call: Call, base: ReviewSide, head: ReviewSide): Promise<PolicyAndBaseline | null> {
  const files = call.values.text.has('policy') ? [BASELINE_FILE] : [...POLICY_FILES, BASELINE_FILE];
  return files.some((file) => isChanged(base, head, file)) ? statedIn(call, head) : null;
}

/** The policy that `--policy` names, or that of one revision; its baseline beside it. */
export function statedIn(call: Call, { tree }: ReviewSide): Promise<PolicyAndBaseline> {
  const named = call.values.text.get('policy');
  const policy =
    named === undefined ? firstIn(tree, POLICY_FILES) : readDisk(call, resolve(call.terminal.directory, named));
  return stated(call, policy, firstIn(tree, [BASELINE_FILE]));
}

/** Whether `file` is another in two revisions. Where it cannot be told, by what is read of it. */
export function isChanged(base: ReviewSide, head: ReviewSide, file: string): boolean {
  const [before, after] = [base, head].map(({ tree }) => {
    const path = resolved(tree.root, file);
    return { stored: tree.trail(path), read: tree.read(path) };
  });
  if (before === undefined || after === undefined) return true;
  if (before.stored !== null && after.stored !== null) return before.stored !== after.stored;
  return !isSameRead(before.read, after.read);
}

/** The parsers are loaded only where there is a file: most calls have none. */
async function stated(call: Call, policy: StatedText | null, baseline: StatedText | null): Promise<PolicyAndBaseline> {
  const ofPolicy = policy === null ? { policy: DEFAULT_POLICY, diagnostics: [] } : await parsedPolicy(policy);
  const ofBaseline = baseline === null ? { baseline: null, diagnostics: [] } : await parsedBaseline(baseline);
  return {
    policy: withGate(call, ofPolicy.policy),
    baseline: ofBaseline.baseline,
    diagnostics: [...ofPolicy.diagnostics, ...ofBaseline.diagnostics],
  };
}

/** A policy file, read with the ids of the built-in rules. */
export async function parsedPolicy({ text, file }: StatedText): Promise<ParsedPolicy> {
  const { statedPolicy } = await import('../review/stated/policy.ts');
  return statedPolicy(text, file);
}

async function parsedBaseline({ text, file }: StatedText) {
  const { parseBaseline } = await import('../policy/baseline-file.ts');
  return parseBaseline(text, file);
}

/** The first of `names` in `folder` or above, as far as the repository goes. */
export function fileAround(folder: string, names: readonly string[]): string | null {
  for (let place = folder; ; place = dirname(place)) {
    const found = names.map((name) => join(place, name)).find((file) => existsSync(file));
    if (found !== undefined) return found;
    if (existsSync(join(place, '.git')) || dirname(place) === place) return null;
  }
}

function firstIn(tree: FileTree, names: readonly string[]): StatedText | null {
  for (const file of names) {
    const read = tree.read(resolved(tree.root, file));
    if (read.kind === 'file') return { text: read.text, file };
    if (read.kind !== 'missing') throw new UsageError(`cannot read ${file}: ${whyUnread(read)}`);
  }
  return null;
}

function readDisk({ terminal }: Call, file: string): StatedText {
  const root = `${terminal.directory}/`;
  const shown = file.startsWith(root) ? file.slice(root.length) : file;
  const read = diskTree(terminal.directory).read(treePath(file));
  if (read.kind !== 'file') throw new UsageError(`cannot read ${shown}: ${whyUnread(read)}`);
  return { text: read.text, file: shown };
}

function withGate({ values }: Call, policy: Policy): Policy {
  const failOn = values.text.get('fail-on') ?? null;
  const scope = values.text.get('scope') ?? null;
  if (failOn !== null && !isSeverity(failOn))
    throw new UsageError(`--fail-on takes ${SEVERITY_NAMES}, not "${failOn}"`);
  if (scope !== null && scope !== 'new' && scope !== 'all')
    throw new UsageError(`--scope takes new or all, not "${scope}"`);
  return gatedBy(policy, { failOn, scope });
}
