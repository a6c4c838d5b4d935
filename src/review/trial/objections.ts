import { code } from '../../words/words.ts';
import { SEVERITIES, type Severity } from '../../policy/severity.ts';
import { type NodeId, OUTSIDE, stopOf } from '../../topology/node-id.ts';
import type { BrokenNeed } from './broken.ts';
import type { OpenedWay } from './opened.ts';
import type { Trial } from './trial.ts';

/** What a patch is to end. */
export interface Aim {
  readonly fingerprints: readonly string[];
  /** The worst of them. */
  readonly severity: Severity;
  /** Services, by their ids in reports, that are not to answer from outside. On the network of the host nobody knows which ports that would be. */
  readonly exposed: ReadonlySet<string>;
}

/** Why a patch does not count, each as words that follow "it"; none: it ends what it is to end, and harms nothing. */
export function objectionsTo(trial: Trial, { fingerprints, severity, exposed }: Aim): readonly string[] {
  const left = fingerprints.filter((fingerprint) => !trial.gone.has(fingerprint));
  const worse = trial.added.filter((finding) => SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(severity));
  const harmed = trial.broken.filter(
    (need) => need.kind !== 'published' || need.port === '*' || !exposed.has(stopOf(need.service)),
  );
  return [
    ...(left.length === 0 ? [] : [left.length < fingerprints.length ? 'ends a part of it only' : 'does not end it']),
    ...some(trial.problems, ({ message }) => `makes the files say: ${message}`),
    ...some(harmed, breaks),
    ...some(trial.opened, opens),
    ...some(worse, ({ rule, subject }) => `leads to ${rule} at ${code(subject)}`),
  ];
}

/** The first of many says enough. */
function some<T>([first, ...rest]: readonly T[], said: (one: T) => string): readonly string[] {
  if (first === undefined) return [];
  return [rest.length === 0 ? said(first) : `${said(first)}, and ${String(rest.length)} more`];
}

function breaks(need: BrokenNeed): string {
  switch (need.kind) {
    case 'need':
      return `keeps ${code(stopOf(need.from))} from ${code(stopOf(need.to))}, which it names in ${need.where}`;
    case 'published':
      return need.port === '*'
        ? `closes the ports of ${code(stopOf(need.service))} on the host, and which of them are used is in no file`
        : `closes port ${need.port} of ${code(stopOf(need.service))}`;
    case 'egress':
      return `takes the Internet from ${code(stopOf(need.service))}`;
    case 'service':
      return `takes ${code(stopOf(need.service))} away`;
  }
}

function opens([from, to]: OpenedWay): string {
  return `lets ${named(from)} reach ${named(to)}`;
}

function named(id: NodeId): string {
  return id === OUTSIDE ? 'the outside' : code(stopOf(id));
}
