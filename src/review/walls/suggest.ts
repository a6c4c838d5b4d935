import { enginesOf } from '../../engines/engines.ts';
import { apply, type ChangedFile } from '../../fixes/apply.ts';
import { filesIn } from '../../fixes/open-files.ts';
import { overlaid } from '../../fixes/overlaid.ts';
import { rewritten, together } from '../../fixes/together.ts';
import { type NamedNetwork, wallEdits } from '../../fixes/walls/edits.ts';
import { guardedIn, planWalls, type Unmoved } from '../../fixes/walls/plan.ts';
import { type KeptUse, usesOf } from '../../fixes/walls/uses.ts';
import type { Excess } from '../../flows/excess.ts';
import { excessIn } from '../report/excess.ts';
import { DIRECT, THROUGH_HOST } from '../../flows/matrix.ts';
import { type NodeId, plainName } from '../../topology/node-id.ts';
import type { JudgedStack } from '../analyze.ts';
import { triedOf } from '../causes/tried.ts';
import type { ReviewInput } from '../input.ts';
import type { Report } from '../report/report.ts';
import { type Reviewed, reviewed } from '../review.ts';
import { type Aim, portKey } from '../trial/objections.ts';
import type { Trial } from '../trial/trial.ts';
import { tried } from '../trial/trials.ts';

/** The networks with the least reach that still works, as changes of the files. */
export interface WallSuggestion {
  readonly files: readonly ChangedFile[];
  /** The files as they are, and with the change. */
  readonly before: WalledState;
  readonly after: WalledState;
  /** New networks, with their members. */
  readonly networks: readonly WallNetwork[];
  /** What has to be done besides, a sentence each. */
  readonly besides: readonly string[];
  /** Stores and consoles that stay where they are, and why. */
  readonly left: readonly Unmoved[];
  /** Whether fewer new networks are known not to do. */
  readonly isLeast: boolean;
}

export interface WalledState {
  readonly report: Report;
  readonly stacks: readonly JudgedStack[];
  readonly uses: readonly KeptUse[];
  readonly excess: Excess;
}

export interface WallNetwork extends NamedNetwork {
  readonly project: string;
}

/**
 * Puts each store and console of `input` on networks with those alone who need it, as far as that breaks nothing: what is suggested was applied, loaded and
 * judged, and where a part of it does harm that part is left out.
 */
export function suggestion(input: ReviewInput): WallSuggestion {
  const first = reviewed(input, () => null);
  const open = filesIn(input.head.tree);
  const networks: WallNetwork[] = [];
  const besides = new Set<string>();
  const left = new Map<NodeId, Unmoved>();
  let texts: ReadonlyMap<string, string> = new Map();
  let now = first;
  let isLeast = true;
  for (let round = 0; round < ROUNDS; round += 1) {
    const walled = wallsOf(now);
    isLeast &&= walled.isLeast;
    for (const one of walled.left) if (!left.has(one.service)) left.set(one.service, one);
    if (walled.files.length === 0) break;
    networks.push(...walled.networks);
    for (const line of walled.besides) besides.add(line);
    texts = new Map([...texts, ...walled.files.map(({ name, after }) => [name, after] as const)]);
    now = reviewed(
      { ...input, head: { ...input.head, tree: overlaid(input.head.tree, changed(texts, open)) } },
      () => null,
    );
  }
  return {
    files: changed(texts, open),
    before: judged(first),
    after: judged(now),
    networks,
    besides: [...besides],
    left: [...left.values()],
    isLeast,
  };
}

/** Files that several ways to start a project share are changed for one after the other. */
const ROUNDS = 3;

function changed(texts: ReadonlyMap<string, string>, open: ReturnType<typeof filesIn>): readonly ChangedFile[] {
  return [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, after]) => {
      const before = open(name);
      return 'reason' in before || before.text === after ? [] : [rewritten(name, before, after)];
    });
}

function judged({ report, revision }: Reviewed): WalledState {
  const stacks = revision.analysis.stacks.filter(({ variant }) => variant === null);
  const all = stacks.map((stack) => ({ uses: usesOf(stack), stack }));
  const parts = all.map(({ stack, uses }) => excessIn(stack, uses));
  return {
    report,
    stacks,
    uses: all.flatMap(({ uses }) => uses),
    excess: {
      data: parts.flatMap(({ data }) => data),
      consoles: parts.flatMap(({ consoles }) => consoles),
      host: parts.flatMap(({ host }) => host),
    },
  };
}

interface StackWalls {
  readonly files: readonly ChangedFile[];
  readonly networks: readonly WallNetwork[];
  readonly besides: readonly string[];
  readonly left: readonly Unmoved[];
  readonly isLeast: boolean;
}

/** The walls of every project of a revision, each tried by itself, and as many as go together. */
function wallsOf(now: Reviewed): StackWalls {
  const { analysis } = now.revision;
  const all = analysis.stacks.flatMap((stack) =>
    stack.topology.projects
      .filter(({ id }) => stack.variant === null || stack.variant === id)
      .map(({ id }) => wallsIn(now, stack, id)),
  );
  const { files, taken } = together(all.map((walls) => walls.files));
  const made = all.filter((walls, index) => taken.has(index) && walls.files.length > 0);
  const left = all.flatMap((walls) => walls.left);
  const isLeast = all.every((walls) => walls.isLeast);
  const of = (some: readonly StackWalls[], all: readonly ChangedFile[]): StackWalls => ({
    files: all,
    networks: some.flatMap(({ networks }) => networks),
    besides: some.flatMap(({ besides }) => besides),
    left,
    isLeast,
  });
  const guarded = new Set(analysis.stacks.flatMap(({ topology }) => [...topology.services.keys()]));
  if (made.length <= 1 || tried(now.revision, files, aimFor(guarded)).objections.length === 0) return of(made, files);
  return of(made.slice(0, 1), made[0]?.files ?? []);
}

function wallsIn(now: Reviewed, stack: JudgedStack, project: string): StackWalls {
  const { topology } = stack;
  const { movable, unmoved } = guardedIn(topology, project);
  const { data, consoles } = excessIn(stack, usesOf(stack));
  const own = [...data, ...consoles].some(([, to]) => topology.services.get(to)?.project === project);
  if (!own) return { files: [], networks: [], besides: [], isLeast: true, left: [] };
  const fixed = unmoved.map(({ service }) => service);
  const attempt = (guarded: readonly NodeId[]): Attempt => attempted(now, stack, project, new Set(guarded), fixed);
  let best: Attempt = { files: [], networks: [], besides: [], isLeast: true, objection: null };
  const left: Unmoved[] = [...unmoved];
  let last = 'do harm';
  let attempts = Math.max(LEAST_TRIED, Math.floor(MOST_TRIED / Math.max(40, topology.services.size)));
  /** `kept` with as many of `more` as go with them; halved where all of them do not. */
  const added = (kept: readonly NodeId[], more: readonly NodeId[]): readonly NodeId[] => {
    const all = [...kept, ...more];
    const next = attempts > 0 ? attempt(all) : null;
    attempts -= 1;
    if (next?.objection === null) {
      best = next;
      return all;
    }
    last = next?.objection ?? last;
    const half = Math.ceil(more.length / 2);
    if (next !== null && more.length > 1) return added(added(kept, more.slice(0, half)), more.slice(half));
    left.push(...more.map((service) => ({ service, why: `stays: another network would ${last}` })));
    return kept;
  };
  added([], movable);
  return { ...best, left };
}

/** Where all stores together do harm, groups of them are tried, until so many services have been judged again. */
const MOST_TRIED = 1_000;
const LEAST_TRIED = 3;

interface Attempt extends Omit<StackWalls, 'left'> {
  /** Why it does not count, in words that follow "it would"; `null`: it counts. */
  readonly objection: string | null;
}

function attempted(
  now: Reviewed,
  stack: JudgedStack,
  project: string,
  guarded: ReadonlySet<NodeId>,
  fixed: readonly NodeId[],
): Attempt {
  const { policy, tree } = now.revision;
  const { topology } = stack;
  const uses = usesOf(stack);
  const plan = planWalls(topology, uses, project, guarded);
  const all = new Set(
    [...guarded, ...fixed].filter((id) => !uses.some((use) => use.to === id && isOverHost(stack, use))),
  );
  const engines = enginesOf(policy.assumptions.engine);
  const { edits, networks } = wallEdits(topology, project, plan, all, uses, engines);
  const own = networks.map((network) => ({ ...network, project }));
  const made = { files: [], networks: [], besides: [], isLeast: plan.isLeast };
  if (edits.length === 0) return { ...made, objection: null };
  const applied = apply(filesIn(tree), edits);
  if (applied.kind === 'refused') return { ...made, objection: `have to be written by hand: ${applied.reason}` };
  const { trial, given, objections } = tried(now.revision, applied.files, aimFor(all));
  const [objection] = objections;
  if (objection !== undefined || trial === null) return { ...made, objection: objection ?? '' };
  return {
    files: applied.files,
    networks: own,
    besides: besidesOf(trial, given),
    isLeast: plan.isLeast,
    objection: null,
  };
}

/** Whether somebody gets to whom it uses at an address of the host alone. */
function isOverHost({ flows }: JudgedStack, { from, to }: KeptUse): boolean {
  const kinds = flows.between(from, to).map(({ means }) => means.kind);
  return kinds.some((kind) => THROUGH_HOST.has(kind)) && !kinds.some((kind) => DIRECT.has(kind));
}

function besidesOf(trial: Trial, given: readonly string[]): readonly string[] {
  return triedOf(trial, given).after;
}

/** Nothing may break or open; ports of `guarded` may close. */
function aimFor(guarded: ReadonlySet<NodeId>): Aim {
  return {
    fingerprints: [],
    severity: 'medium',
    exposed: new Set([...guarded].map((id) => portKey(id, '*'))),
    freed: new Set([...guarded].map(plainName)),
    takesBack: false,
    isPlanned: true,
  };
}
