import { gitHubBlobs } from '../io/github/blobs.ts';
import {
  type BranchAnswer,
  branchOf,
  forkOf,
  type IdAnswer,
  mergeCommitOf,
  parentsOf,
  tipAndFork,
} from '../io/github/commits.ts';
import type { GitHub, Repository } from '../io/github/octokit.ts';
import { gitHubListings } from '../io/github/listings.ts';
import { type Revisions, revisionsOf } from '../io/github/revisions.ts';
import { gitHubTree, type TreeAnswer } from '../io/github/tree.ts';
import { cloneIn } from './clone.ts';
import { isMergeOf, type Merge } from './merge.ts';

/** The source of a repository's revisions: the runner's clone where that has them, else the API. */
export interface Trees {
  /** The files of a commit. Each commit is listed once. */
  at(commit: string): Promise<TreeAnswer>;
  /** As far as `paths` from its top need it, where that takes fewer requests. */
  holding(commit: string, paths: readonly string[]): Promise<TreeAnswer>;
  /** The tip of a branch now, which a clone may not know, or may have of a fork. `head`: what it will be compared with; `null`: nothing. */
  tip(branch: string, head: string | null): Promise<IdAnswer>;
  /** Whether only what was let in is in a branch. */
  isProtected(branch: string): Promise<boolean>;
  /** The commit where `head` branched off from `base`. */
  fork(base: string, head: string): Promise<IdAnswer>;
  /** What merging `head` into `base` gives. */
  merge(base: string, head: string): Promise<Merge>;
  /** Refuses every file that is not there yet. */
  close(): void;
}

export interface RepositoryPlace {
  readonly client: GitHub;
  /** A client for contents: queries are throttled as if they wrote, and would hold up the comment. */
  readonly contents: GitHub;
  /** One for the query that begins, which would hold up those for contents. */
  readonly revisions: GitHub;
  readonly repository: Repository;
  /** The runner's folder for a checkout, which may be empty. Nothing in it but git's objects is read. */
  readonly workspace: string | null;
  /** Number of the pull request. */
  readonly number: number | null;
  /** Commits that the event gives as its merge, newest first. They may be old. */
  readonly merges: readonly string[];
}

export function treesOf(place: RepositoryPlace): Trees {
  const { client, contents, repository, workspace, number, merges } = place;
  const clone = workspace === null ? null : cloneIn(workspace, repository);
  const blobs = gitHubBlobs(contents, repository);
  const listings = gitHubListings(client, repository);
  const branches = new Map<string, Promise<BranchAnswer>>();
  let told: Revisions | null = null;
  /** Where the line of the second parted from that of the first. */
  const forks = new Map<string, string>();
  const trees = new Map<string, Promise<TreeAnswer>>();

  function branchAt(name: string): Promise<BranchAnswer> {
    const answer = branches.get(name) ?? branchOf(client, repository, name);
    branches.set(name, answer);
    return answer;
  }

  async function listed(commit: string): Promise<TreeAnswer> {
    const tree = clone?.at(commit) ?? null;
    if (tree !== null) return { kind: 'tree', tree };
    return gitHubTree({ repository, blobs, files: () => listings.of(commit, told?.commits.get(commit)?.top) });
  }

  function at(commit: string): Promise<TreeAnswer> {
    const answer = trees.get(commit) ?? listed(commit);
    trees.set(commit, answer);
    return answer;
  }

  async function holding(commit: string, paths: readonly string[]): Promise<TreeAnswer> {
    const top = told?.commits.get(commit)?.top;
    if (top === undefined || trees.has(commit)) return at(commit);
    return gitHubTree({ repository, blobs, files: () => listings.holding(commit, top, paths) });
  }

  /** A merge that GitHub told of, if it is of these two. */
  async function toldMerge(base: string, head: string): Promise<Merge | null> {
    if (told === null) return null;
    if (told.line.includes(base)) return { kind: 'head' };
    const made = [...told.commits.values()].find(({ parents }) => isMergeOf(parents, base, head));
    if (made === undefined) return null;
    return made.tree === told.commits.get(head)?.tree ? { kind: 'head' } : treeOf(await at(made.id));
  }

  async function fork(base: string, head: string): Promise<IdAnswer> {
    const own = clone?.fork(base, head) ?? forks.get(`${base} ${head}`) ?? null;
    return own === null ? forkOf(client, repository, base, head) : { kind: 'commit', id: own };
  }

  /** A merge that GitHub tried, if it is of these two: what the event names, then what GitHub names now. */
  async function tried(base: string, head: string): Promise<Merge> {
    const parents = (id: string) => told?.commits.get(id)?.parents ?? parentsOf(client, repository, id);
    const isOfBoth = async (id: string) => isMergeOf(await parents(id), base, head);
    for (const id of merges) if (await isOfBoth(id)) return treeOf(await at(id));
    const latest = number === null ? null : await mergeCommitOf(client, repository, number);
    return latest?.kind === 'commit' && !merges.includes(latest.id) && (await isOfBoth(latest.id))
      ? treeOf(await at(latest.id))
      : NO_MERGE;
  }

  return {
    at,
    holding,
    fork,
    async tip(branch, head) {
      if (head !== null && clone === null && number !== null)
        told = await revisionsOf(place.revisions, repository, { number, branch, head, merges });
      if (told !== null && head !== null) return { kind: 'commit', id: told.tip };
      // A clone mostly knows where they parted.
      const both = head === null || clone !== null ? null : await tipAndFork(client, repository, branch, head);
      if (both !== null) {
        forks.set(`${both.tip} ${head ?? ''}`, both.fork);
        return { kind: 'commit', id: both.tip };
      }
      const answer = await branchAt(branch);
      return answer.kind === 'branch' ? { kind: 'commit', id: answer.id } : answer;
    },
    async isProtected(branch) {
      const answer = await branchAt(branch);
      return answer.kind === 'branch' && answer.isProtected;
    },
    async merge(base, head) {
      const own = clone?.merge(base, head, merges) ?? null;
      if (own !== null) return own;
      const known = await toldMerge(base, head);
      if (known !== null) return known;
      const parted = await fork(base, head);
      if (parted.kind === 'commit' && parted.id === base) return { kind: 'head' };
      if (parted.kind === 'commit' && parted.id === head) return treeOf(await at(base));
      return tried(base, head);
    },
    close: () => blobs.close('it takes too many rounds to find everything that the files name'),
  };
}

const NO_MERGE: Merge = { kind: 'none', why: 'GitHub has no merge of the two as they are now' };

function treeOf(answer: TreeAnswer): Merge {
  return answer.kind === 'tree'
    ? answer
    : { kind: 'none', why: `the merge that GitHub made cannot be listed: ${answer.reason}` };
}
