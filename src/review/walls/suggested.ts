import { compareText } from '../../compose/source.ts';
import { patchOf } from '../../fixes/patch/diff.ts';
import type { Excess, ExcessWay } from '../../flows/excess.ts';
import { stopOf } from '../../topology/node-id.ts';
import { servicesIn } from '../../topology/services.ts';
import { counted } from '../report/excess.ts';
import type { ReportExcess } from '../report/report.ts';
import type { WalledState, WallSuggestion } from './suggest.ts';

/** A suggestion as `bulkhead suggest --format json` prints it. Services are `project/service`, or `outside`, or `host`. */
export interface Suggested {
  readonly schemaVersion: 1;
  /** Unified diff that `git apply` takes; empty: nothing is to be changed. */
  readonly patch: string;
  /** The patch has … in the place of credentials; `bulkhead suggest --write` makes the change. */
  readonly hidesSecrets: boolean;
  readonly files: readonly string[];
  readonly networks: readonly SuggestedNetwork[];
  /** Who goes on reaching whom, those of stores and consoles first. */
  readonly needs: readonly SuggestedNeed[];
  /** Connections that nobody is known to need. */
  readonly excess: { readonly before: ReportExcess; readonly after: ReportExcess };
  /** Services that can connect to each store and console, and those of them that are known to need it, or may. */
  readonly reach: readonly SuggestedReach[];
  /** Who no longer reaches whom. */
  readonly closed: readonly SuggestedWay[];
  /** What has to be done besides, a sentence each. */
  readonly besides: readonly string[];
  /** Stores and consoles that stay where they are, and why, in words that follow the name. */
  readonly left: readonly { readonly service: string; readonly why: string }[];
  /** Whether it is known that no fewer new networks would do. */
  readonly isLeast: boolean;
}

export interface SuggestedNetwork {
  readonly project: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly internal: boolean;
  readonly isolated: boolean;
}

export interface SuggestedNeed {
  readonly from: string;
  readonly to: string;
  /** The setting or section that names it; `null`: no file does, it may be used. */
  readonly where: string | null;
  readonly file: string | null;
  readonly line: number | null;
}

export interface SuggestedReach {
  readonly service: string;
  readonly before: number;
  readonly after: number;
  readonly needs: number;
}

export interface SuggestedWay {
  readonly from: string;
  readonly to: string;
}

/** A suggestion as it is told. */
export function suggested(suggestion: WallSuggestion): Suggested {
  const { files, before, after, networks, besides, left, isLeast } = suggestion;
  const { text, hidesSecrets } = patchOf(files);
  const still = new Set(waysIn(after.excess).map(keyOf));
  return {
    schemaVersion: 1,
    patch: text,
    hidesSecrets,
    files: files.map(({ name }) => name),
    networks: networks.map(({ project, key, members, isInternal, isIsolated }) => ({
      project,
      name: key,
      members: members.map(stopOf),
      internal: isInternal,
      isolated: isIsolated,
    })),
    needs: needsIn(before),
    excess: { before: counted(before.excess), after: counted(after.excess) },
    reach: reachOf(before, after),
    closed: waysIn(before.excess)
      .filter((way) => !still.has(keyOf(way)))
      .map(([from, to]) => ({ from: stopOf(from), to: stopOf(to) })),
    besides,
    left: left.map(({ service, why }) => ({ service: stopOf(service), why })),
    isLeast,
  };
}

function waysIn({ data, consoles, host }: Excess): readonly ExcessWay[] {
  return [...data, ...consoles, ...host];
}

function keyOf([from, to]: ExcessWay): string {
  return `${from}\0${to}`;
}

function needsIn({ stacks, uses }: WalledState): readonly SuggestedNeed[] {
  const guarded = new Set(stacks.flatMap(({ topology }) => servicesIn(topology, 'data', 'admin').map(({ id }) => id)));
  return uses
    .map(({ from, to, need }) => ({
      isFirst: guarded.has(to),
      from: stopOf(from),
      to: stopOf(to),
      where: need?.where ?? null,
      file: need?.evidence.at.file ?? null,
      line: need?.evidence.at.line ?? null,
    }))
    .sort((a, b) => Number(b.isFirst) - Number(a.isFirst) || compareText(a.to, b.to) || compareText(a.from, b.from))
    .map(({ isFirst: _, ...need }) => need);
}

function reachOf(before: WalledState, after: WalledState): readonly SuggestedReach[] {
  const guarded = before.stacks.flatMap(({ topology }) => servicesIn(topology, 'data', 'admin'));
  return guarded.map(({ id }) => {
    const needs = new Set(before.uses.flatMap(({ from, to }) => (to === id ? [from] : []))).size;
    const extra = ({ excess }: WalledState): number =>
      [...excess.data, ...excess.consoles].filter(([, to]) => to === id).length;
    return { service: stopOf(id), needs, before: needs + extra(before), after: needs + extra(after) };
  });
}
