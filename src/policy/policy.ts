import type { Located, SourceLocation } from '../compose/source.ts';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from '../topology/assumptions.ts';
import type { ComposeVersionName } from '../compose/versions/versions.ts';
import type { Zone } from '../catalogue/zone.ts';
import type { Severity } from './severity.ts';

/** Where a repository keeps its policy, the first that exists. */
export const POLICY_FILES = ['.github/bulkhead.yaml', '.github/bulkhead.yml'] as const;

/** What a team states in `.github/bulkhead.yaml`. */
export interface Policy {
  /** `null`: no policy file, all defaults. */
  readonly file: string | null;
  readonly assumptions: Assumptions;
  readonly isolation: readonly IsolationRule[];
  /** Severity by rule id, where it differs from the rule's own. */
  readonly rules: ReadonlyMap<string, Located<PolicySeverity>>;
  readonly exceptions: readonly Exception[];
  readonly gate: Gate;
  /** Version of Docker Compose whose reading counts; `null`: none is pinned. */
  readonly composeVersion: ComposeVersionName | null;
  readonly projects: readonly ProjectDefinition[];
  /** Files that are no part of any project, as globs from the repository's top: test data. */
  readonly ignore: readonly string[];
  /** Values for variables that only the deployment knows. */
  readonly sampleEnvironment: ReadonlyMap<string, string>;
  /** What its assumptions are about, with the places. */
  readonly mentions: readonly PolicyMention[];
}

/** A service, image or network that the policy says something about. */
export interface PolicyMention {
  readonly kind: 'service' | 'image' | 'network';
  /** Key of the policy that it stands under. */
  readonly under: 'zones' | 'listens' | 'needs' | 'external-networks';
  readonly pattern: string;
  readonly at: SourceLocation;
}

export type PolicySeverity = Severity | 'off';

export interface Gate {
  readonly failOn: Severity;
  /** `new`: only what this change adds; without a base to compare with, everything counts. */
  readonly scope: 'new' | 'all';
}

export interface IsolationRule {
  readonly at: SourceLocation;
  readonly name: string;
  readonly from: Selector;
  readonly to: Selector;
  readonly reach: 'direct' | 'any';
  /** Allowed when every path passes one of these services; patterns as in a selector. */
  readonly via: readonly Located<string>[];
  readonly severity: Severity;
  readonly because: string | null;
}

export type Selector = { readonly at: SourceLocation } & (
  | { readonly kind: 'zone'; readonly zone: Zone }
  /** Service name pattern, `service` or `project/service`; may hold `*`. */
  | { readonly kind: 'service'; readonly pattern: string }
  | { readonly kind: 'network'; readonly pattern: string }
  | { readonly kind: 'project'; readonly pattern: string }
  /** `key` or `key=value`. */
  | { readonly kind: 'label'; readonly key: string; readonly value: string | null }
  | { readonly kind: 'outside' }
  /** `part`: control of the host, connections to what it listens on; `null`: either. */
  | { readonly kind: 'host'; readonly part: 'connections' | 'control' | null }
  | { readonly kind: 'any' }
);

export interface Exception {
  readonly at: SourceLocation;
  readonly rule: string;
  readonly project: string | null;
  /** Plain names or patterns with `*`; `null`: any. */
  readonly subject: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly because: string;
  /** Last day it holds, `YYYY-MM-DD`. */
  readonly until: string | null;
}

export interface ProjectDefinition {
  readonly at: SourceLocation;
  readonly name: string;
  /** Relative to the repository's root and normalised; at least one. */
  readonly files: readonly Located<string>[];
  readonly profiles: readonly string[];
  readonly envFiles: readonly string[];
}

/** What counts where no policy file says otherwise. */
export const DEFAULT_POLICY: Policy = {
  file: null,
  assumptions: DEFAULT_ASSUMPTIONS,
  isolation: [],
  rules: new Map(),
  exceptions: [],
  gate: { failOn: 'high', scope: 'new' },
  composeVersion: null,
  projects: [],
  ignore: [],
  sampleEnvironment: new Map(),
  mentions: [],
};

/** What a call says of the gate counts over the policy; `null`: it says nothing. */
export function gatedBy(
  policy: Policy,
  { failOn, scope }: { readonly failOn: Severity | null; readonly scope: Gate['scope'] | null },
): Policy {
  return { ...policy, gate: { failOn: failOn ?? policy.gate.failOn, scope: scope ?? policy.gate.scope } };
}
