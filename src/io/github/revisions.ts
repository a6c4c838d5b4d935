import { z } from 'zod';
import type { ToldEntry } from './listings.ts';
import type { GitHub, Repository } from './octokit.ts';

/** What GitHub tells in one answer of the revisions that a pull request is about. */
export interface Revisions {
  /** The tip of the branch that it goes to. */
  readonly tip: string;
  /** Newest commits of what it proposes, the last one first. */
  readonly line: readonly string[];
  /** The merge that GitHub tried last; `null`: there is none, or the token may not see it. */
  readonly merge: string | null;
  /** Commits that were asked for, as far as GitHub has them. */
  readonly commits: ReadonlyMap<string, ToldCommit>;
}

export interface ToldCommit {
  readonly id: string;
  readonly parents: readonly string[];
  /** Object id of its files. */
  readonly tree: string;
  /** Its files, two folders deep. */
  readonly top: readonly ToldEntry[];
}

export interface RevisionsWanted {
  readonly number: number;
  /** The branch that it goes to. */
  readonly branch: string;
  readonly head: string;
  /** Commits that may be its merge. */
  readonly merges: readonly string[];
}

/** `null`: GitHub does not tell them in this way. */
export async function revisionsOf(
  client: GitHub,
  { owner, repo }: Repository,
  { number, branch, head, merges }: RevisionsWanted,
): Promise<Revisions | null> {
  const query = queryFor([head, ...merges]);
  const variables = { owner, repo, number, head, branch: `refs/heads/${branch}` };
  const answer = await client.graphql<unknown>(query, { ...variables, request: { retries: 1 } }).catch(partOf);
  const told = Answer.safeParse(answer);
  if (!told.success) return null;
  const { ref, line, pullRequest, ...objects } = told.data.repository;
  const merge = pullRequest?.potentialMergeCommit ?? null;
  const commits = Object.values({ ...objects, merge }).flatMap((object) => Commit.safeParse(object).data ?? []);
  return {
    tip: ref.target.oid,
    line: line?.history.nodes.map(({ oid }) => oid) ?? [],
    merge: merge?.oid ?? null,
    commits: new Map(commits.map((commit) => [commit.id, commit])),
  };
}

function queryFor(commits: readonly string[]): string {
  const objects = commits.map((id, at) => `c${at}: object(oid: "${id}") { ...told }`);
  return `query($owner: String!, $repo: String!, $branch: String!, $number: Int!, $head: GitObjectID!) {
  repository(owner: $owner, name: $repo) {
    ref(qualifiedName: $branch) { target { oid } }
    line: object(oid: $head) { ... on Commit { history(first: 100) { nodes { oid } } } }
    pullRequest(number: $number) { potentialMergeCommit { ...told } }
    ${objects.join('\n    ')}
  }
}
fragment told on Commit { oid parents(first: 3) { nodes { oid } } tree { oid entries { ...entry object { ... on Tree { entries { ...entry } } } } } }
fragment entry on TreeEntry { name mode oid size }`;
}

/** An answer with errors may hold what went well. */
function partOf(error: unknown): unknown {
  return error instanceof Error && 'data' in error ? error.data : null;
}

const Oid = z.object({ oid: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/) });
const Entry = Oid.extend({ name: z.string(), mode: z.int(), size: z.int() });
const Commit = Oid.extend({
  parents: z.object({ nodes: z.array(Oid) }),
  tree: Oid.extend({
    entries: z.array(
      Entry.extend({
        object: z
          .object({ entries: z.array(Entry).optional() })
          .nullable()
          .transform((object) => object?.entries ?? null),
      }),
    ),
  }),
}).transform(({ oid, parents, tree }) => ({
  id: oid,
  parents: parents.nodes.map((parent) => parent.oid),
  tree: tree.oid,
  top: tree.entries.map((entry) => toldEntry(entry, entry.object?.map((inside) => toldEntry(inside, null)) ?? null)),
}));
const Answer = z.object({
  repository: z
    .object({
      ref: z.object({ target: Oid }),
      line: z
        .object({ history: z.object({ nodes: z.array(Oid) }) })
        .nullish()
        .catch(null),
      pullRequest: z
        .object({ potentialMergeCommit: z.looseObject(Oid.shape).nullable() })
        .nullish()
        .catch(null),
    })
    .loose(),
});

function toldEntry({ name, mode, oid, size }: z.output<typeof Entry>, entries: ToldEntry['entries']): ToldEntry {
  return { name, mode: mode.toString(8).padStart(6, '0'), id: oid, size, entries };
}
