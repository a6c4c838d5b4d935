import type { FileRead } from '../../compose/file-tree.ts';
import { answerOf, BROKEN } from './answer.ts';
import type { GitHub, Repository } from './octokit.ts';
import { bytesOf, Content } from './shapes.ts';
import { textOf } from '../text.ts';

/** Object id and size in bytes. */
export type Blob = readonly [id: string, size: number];

/** GitHub limits the nodes and the time of one query. */
const PER_QUERY = { files: 100, bytes: 4 * 1024 * 1024 };
/** Up to so many files are read one by one: queries are kept a second apart, reads are not. */
const FEW = 2;
const AT_ONCE = 8;

/** The content of every blob, or why GitHub does not give it. Many are queried together, the rest is read one by one. */
export async function contentsOf(
  client: GitHub,
  repository: Repository,
  blobs: readonly Blob[],
): Promise<ReadonlyMap<string, FileRead>> {
  const found = blobs.length > FEW ? await queried(client, repository, blobs) : new Map<string, FileRead>();
  const rest = blobs.map(([id]) => id).filter((id) => !found.has(id));
  return new Map([...found, ...(await readEach(client, repository, rest))]);
}

/** Many blobs in one request. What the query does not give in full is left out. */
async function queried(client: GitHub, { owner, repo }: Repository, blobs: readonly Blob[]) {
  const found = new Map<string, FileRead>();
  for (const batch of batchesOf(blobs)) {
    const fields = batch.map(
      (id, at) => `b${at}: object(oid: "${id}") { ... on Blob { byteSize text isBinary isTruncated } }`,
    );
    const query = `query($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${fields.join('\n')} } }`;
    const answer = await client.graphql<unknown>(query, { owner, repo, request: { retries: 1 } }).catch(partOf);
    for (const [at, id] of batch.entries()) {
      const text = wholeText(fieldOf(fieldOf(answer, 'repository'), `b${at}`));
      if (text !== null) found.set(id, textOf(Buffer.from(text)));
    }
  }
  return found;
}

/** An answer with errors may hold what went well. */
function partOf(error: unknown): unknown {
  return fieldOf(error, 'data');
}

function batchesOf(blobs: readonly Blob[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let bytes = Infinity;
  for (const [id, size] of blobs) {
    const last = batches.at(-1);
    if (last === undefined || last.length >= PER_QUERY.files || bytes + size > PER_QUERY.bytes) {
      batches.push([id]);
      bytes = size;
    } else {
      last.push(id);
      bytes += size;
    }
  }
  return batches;
}

/** The text of a blob where it is all of it: GitHub cuts long text, and other encodings come back converted. */
function wholeText(blob: unknown): string | null {
  const text = fieldOf(blob, 'text');
  if (typeof text !== 'string' || fieldOf(blob, 'isBinary') !== false || fieldOf(blob, 'isTruncated') !== false)
    return null;
  return Buffer.byteLength(text) === fieldOf(blob, 'byteSize') ? text : null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

async function readEach(client: GitHub, repository: Repository, ids: readonly string[]) {
  const found: (readonly [string, FileRead])[] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE);
    found.push(...(await Promise.all(some.map(async (id) => [id, await readOne(client, repository, id)] as const))));
  }
  return found;
}

async function readOne(client: GitHub, repository: Repository, id: string): Promise<FileRead> {
  try {
    const { data } = await client.rest.git.getBlob({ ...repository, file_sha: id });
    const bytes = bytesOf(Content.parse(data));
    return bytes === null ? notGiven(BROKEN) : textOf(bytes);
  } catch (error) {
    return notGiven(answerOf(error));
  }
}

function notGiven(why: string): FileRead {
  return { kind: 'refused', reason: `GitHub does not give it (${why})` };
}
