import { filesIn } from '../fixes/open-files.ts';
import { overlaid } from '../fixes/overlaid.ts';
import type { ChangedFile } from '../fixes/apply.ts';
import { rewritten, together } from '../fixes/together.ts';
import { SEVERITIES } from '../policy/severity.ts';
import { exposedIn } from './causes/tried.ts';
import type { ReviewInput } from './input.ts';
import type { Report, ReportCause } from './report/report.ts';
import { type Reviewed, reviewed } from './review.ts';
import { tried } from './trial/trials.ts';

/** The files with all fixes in them that can be made together, and what is said of them then. */
export interface Mended {
  /** What changes, from the files as they are. */
  readonly files: readonly ChangedFile[];
  readonly report: Report;
}

/**
 * One change of the files that ends as many of the causes that `isWanted` takes as can be ended, as a whole: what can be made at once is made, the
 * result is judged, and what is left then is mended in the same way.
 */
export function mended(input: ReviewInput, first: Reviewed, isWanted: (cause: ReportCause) => boolean): Mended {
  const open = filesIn(input.head.tree);
  const least = Math.min(...first.report.causes.filter(isWanted).map(({ severity }) => SEVERITIES.indexOf(severity)));
  const isHarmless = (files: readonly ChangedFile[]): boolean => {
    const aim = {
      fingerprints: [],
      severity: SEVERITIES[least] ?? 'low',
      exposed: new Set(first.report.findings.flatMap(exposedIn)),
      freed: new Set<string>(),
      takesBack: true,
    };
    return tried(first.revision, files, aim).objections.length === 0;
  };
  let texts: ReadonlyMap<string, string> = new Map();
  let now = first;
  for (let round = 0; round < ROUNDS; round += 1) {
    const wanted = now.report.causes.filter((cause) => isWanted(cause) && cause.fix.tried !== null);
    const patches = wanted.map(({ id }) => now.patches.get(id) ?? []);
    // Where they harm together what none of them does alone, the worst goes by itself.
    const next = [together(patches).files, patches[0] ?? []]
      .filter((files) => files.length > 0)
      .map((files) => new Map([...texts, ...files.map(({ name, after }) => [name, after] as const)]))
      .find((all) => isHarmless(changed(all, open)));
    if (next === undefined) break;
    texts = next;
    now = reviewed({ ...input, head: { ...input.head, tree: overlaid(input.head.tree, changed(texts, open)) } });
  }
  return { files: changed(texts, open), report: now.report };
}

/** One after the other, fixes that meet at a line need a round each. */
const ROUNDS = 6;

function changed(texts: ReadonlyMap<string, string>, open: ReturnType<typeof filesIn>): readonly ChangedFile[] {
  return [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, after]) => {
      const before = open(name);
      return 'reason' in before || before.text === after ? [] : [rewritten(name, before, after)];
    });
}
