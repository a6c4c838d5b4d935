import type { Severity } from '../../policy/severity.ts';
import type { Revision } from '../input.ts';

/** Everything a renderer sees, and the JSON output as it stands. Its shape only grows. Sorted; no dates, no absolute paths, no secrets. */
export interface Report {
  readonly schemaVersion: 1;
  readonly verdict: Verdict;
  readonly gate: ReportGate;
  /** `null` for a check of one state; the two states compared otherwise. */
  readonly revisions: { readonly base: Revision; readonly head: Revision } | null;
  readonly policy: ReportPolicy;
  /** The daemon the answers are for, in words: `Docker Engine 28.5, userland proxy on`. */
  readonly engine: string;
  readonly projects: readonly ReportProject[];
  /** What can be reached from outside, directly. */
  readonly outside: readonly ReportExposure[];
  /** Shortest path from outside and from each zone to each data store and to host control. */
  readonly paths: readonly ReportPath[];
  readonly findings: readonly ReportFinding[];
  /** What `findings` come from, each finding in one of them: what there is to do. The worst first. */
  readonly causes: readonly ReportCause[];
  /** One patch for all that fails the gate, as far as there is one. */
  readonly fix: ReportWholeFix | null;
  /** Findings of the base that are gone. */
  readonly fixed: readonly ReportFinding[];
  /** Findings that an exception of the policy allows. */
  readonly excepted: readonly ReportFinding[];
  readonly diagnostics: readonly ReportDiagnostic[];
  /** `null` where there is no base. */
  readonly change: ReportChange | null;
  readonly topology: ReportTopology;
  /** Who reaches whom directly, in the head and, where there is one, in the base. */
  readonly reach: { readonly base: readonly ReportReach[] | null; readonly head: readonly ReportReach[] };
  /** How many connections nobody is known to need, in the head and, where there is one, in the base; `null`, too, where there is too much to count. */
  readonly excess: { readonly base: ReportExcess | null; readonly head: ReportExcess | null };
}

/** Connections that are possible and that no file, image or policy gives a need for: each pair of who and whom is one. */
export interface ReportExcess {
  readonly total: number;
  /** To data stores, from services and from outside. */
  readonly data: number;
  /** To consoles, likewise. */
  readonly consoles: number;
  /** To what the host listens on, from services. */
  readonly host: number;
}

export type Verdict = 'pass' | 'fail' | 'unknown';

export interface ReportPolicy {
  readonly file: string | null;
  readonly changed: boolean;
  /** Entries that the change adds to the baseline and takes out of it. */
  readonly baseline: { readonly added: number; readonly removed: number };
  /** Compose files that `ignore` takes out. */
  readonly ignored: number;
  /** What the change makes of the policy, statement by statement: what it loosens first. */
  readonly changes: readonly ReportPolicyChange[];
}

/** One statement of the policy that is another than before, at its line in the head: `.` where no file says it. */
export interface ReportPolicyChange extends ReportLocation {
  /** `changed`: nobody can say whether it is stricter. */
  readonly kind: 'loosened' | 'changed' | 'tightened';
  /** A sentence without a full stop; names stand in `backticks`. */
  readonly text: string;
}

export interface ReportGate {
  readonly failOn: Severity;
  readonly scope: 'new' | 'all';
  /** Findings that fail the gate. */
  readonly blocking: number;
  readonly counts: {
    readonly new: number;
    readonly existing: number;
    readonly fixed: number;
    readonly excepted: number;
  };
}

export interface ReportLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface ReportProject {
  /** Unique in the report. */
  readonly id: string;
  readonly name: string;
  /** Folder, relative to the root; `.` for the root itself. */
  readonly directory: string;
  readonly files: readonly string[];
  /** The call in the repository that starts these files together; `null`: nothing has to say it. */
  readonly call: ReportLocation | null;
  /** `false`: something in it was not understood, see the diagnostics. */
  readonly understood: boolean;
  readonly services: readonly ReportService[];
  readonly networks: readonly ReportNetwork[];
  readonly volumes: readonly ReportVolume[];
}

export interface ReportService extends ReportLocation {
  /** `project/service`, unique in the report. */
  readonly id: string;
  readonly name: string;
  readonly image: string | null;
  readonly zone: string;
  readonly zoneReason: string;
  readonly networks: readonly string[];
  /** Profiles of which one has to be asked for before the service starts; empty: it starts anyway. */
  readonly profiles: readonly string[];
  /** Published ports, as a reader writes them: `127.0.0.1:5432:5432/tcp`. */
  readonly ports: readonly string[];
}

export interface ReportNetwork extends ReportLocation {
  readonly key: string;
  /** Real name on the engine. */
  readonly name: string;
  readonly internal: boolean;
  readonly external: boolean;
  readonly driver: string;
}

export interface ReportVolume extends ReportLocation {
  readonly key: string;
  readonly name: string;
  readonly external: boolean;
}

export interface ReportExposure {
  /** Service id. */
  readonly service: string;
  readonly name: string;
  readonly project: string;
  readonly zone: string;
  /** Container ports, `5432/tcp`; `*`: every port. */
  readonly ports: readonly string[];
  readonly hop: ReportHop;
}

/** From, to and each stop are `outside`, `host` or a service id. */
export interface ReportPath {
  /** The zone whose nearest service it starts from; `null`: it starts outside. */
  readonly zone: string | null;
  readonly from: string;
  readonly to: string;
  readonly pivots: number;
  readonly hops: readonly ReportHop[];
}

export interface ReportHop {
  readonly from: string;
  readonly to: string;
  /** `network`, `published`, `through-host`, … */
  readonly means: string;
  /** Plain words: `network backend`, `published port 5432`. */
  readonly over: string;
  /** The parts of `over` where it names a network or volume: our words (`network`), and the name from the files; `null`: it names none. */
  readonly named: { readonly what: string; readonly name: string } | null;
  /** Node of the topology that it passes: id of the network or volume of its means, `host` through the host; `null`: it passes none. */
  readonly through: string | null;
  /** Container ports, `5432/tcp`; `*`: any. */
  readonly ports: readonly string[];
  readonly evidence: readonly ReportEvidence[];
}

export interface ReportEvidence extends ReportLocation {
  readonly note: string;
}

export interface ReportFinding extends ReportLocation {
  readonly rule: string;
  readonly severity: Severity;
  readonly project: string;
  readonly subject: string;
  /** One sentence; names stand in `backticks`. */
  readonly message: string;
  readonly why: string;
  readonly path: readonly ReportHop[];
  readonly related: readonly ReportEvidence[];
  /** Service ids that take part. */
  readonly services: readonly string[];
  readonly fix: ReportFix;
  /** Identity across revisions: project, rule, subject and evidence, hashed. */
  readonly fingerprint: string;
  /** What it claims together, each complete in itself among those of its rule and project; empty: it is one claim. */
  readonly claims: readonly string[];
  readonly status: 'new' | 'existing' | 'fixed' | 'excepted';
  /** Id of its cause; `null` for what is fixed or excepted: there is nothing to do. */
  readonly cause: string | null;
  /** Fails the gate. */
  readonly blocking: boolean;
  /** Why it is excepted. */
  readonly exception: { readonly because: string; readonly until: string | null } | null;
}

/** Lines whose change ends one or more findings, and the one way to change them. */
export interface ReportCause {
  /** Short enough to type, and the same wherever its worst finding is: six or more of the digits of that finding's fingerprint. */
  readonly id: string;
  /** The worst of its findings. */
  readonly severity: Severity;
  readonly status: 'new' | 'existing';
  /** One of its findings fails the gate. */
  readonly blocking: boolean;
  /** What is wrong, in a sentence or two, whomever it concerns; names stand in `backticks`. */
  readonly message: string;
  /** The lines to change, the first of them where to point at. In a review those that the change made so. */
  readonly lines: readonly ReportLocation[];
  /** Fingerprints of what ends with it, the worst first: that which gives the id. */
  readonly findings: readonly string[];
  /** Ids of the rules that it breaks, that of the worst finding first. */
  readonly rules: readonly string[];
  /** Service ids that take part. */
  readonly services: readonly string[];
  readonly fix: ReportFix;
}

export interface ReportFix {
  /** What to do, as an imperative sentence. */
  readonly summary: string;
  /** The lines that change, with their signs, below the keys that they stand under; `null` where there is no single way, and of a finding: its cause has them. */
  readonly yaml: string | null;
  /** What changes in behaviour, if anything does, and why there is no patch where there could be one. */
  readonly caveat: string | null;
  /** The same as a unified diff of the files, by their names from the root, as `git apply` takes it; only a cause has one. */
  readonly patch: string | null;
  /** The patch has `…` in the place of credentials: it is to be read, not applied. The edits are whole. */
  readonly hidesSecrets: boolean;
  /** What the patch is made of; of a finding: what its rule would change. */
  readonly edits: readonly ReportEdit[];
  /** What was seen when the patch of a cause was applied in memory, loaded and judged; `null`: there is none, or it was not tried. */
  readonly tried: ReportTried | null;
}

/** The patches of several causes in one, tried as a whole. */
export interface ReportWholeFix {
  /** As that of a fix. */
  readonly patch: string;
  readonly hidesSecrets: boolean;
  readonly tried: ReportTried;
  /** Ids of the causes that fail the gate and stay. */
  readonly left: readonly string[];
}

/** What a patch does, all of its files together. */
export interface ReportTried {
  /** Fingerprints of the findings that are gone: at least those of its cause. */
  readonly ends: readonly string[];
  /** How many needs of the services in the projects it touches are met after it: as many as before. */
  readonly needs: number;
  /** What else has to be done, and what it takes away: sentences. */
  readonly after: readonly string[];
}

/** One change of the loaded model, at the place in the files where it is made: beside or around which, where it is something new. */
export interface ReportEdit extends ReportLocation {
  readonly kind: 'set' | 'remove' | 'append' | 'replace';
  /** Keys and indices from the top of the model. */
  readonly path: readonly (string | number)[];
  /** What it writes; `remove` has none. */
  readonly value?: unknown;
  /** `all`: for whoever has the value from that place; `own`: for the service that the path names. */
  readonly scope: 'own' | 'all';
}

export interface ReportDiagnostic extends ReportLocation {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** Revision it was met in; without a base always `head`. */
  readonly revision: 'base' | 'head';
}

/** What a change opens and closes. Services by `service`, or `project/service` where several projects take part. Sorted. */
export interface ReportChange {
  readonly services: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /**
   * What is the same under another name, or in another folder: services as `project/service`, networks by key, projects by folder. What is found
   * at a project or network counts as there before; a service is judged anew.
   */
  readonly renamed: readonly ReportRename[];
  readonly direct: ReportOpened<readonly [from: string, to: string]>;
  readonly throughHost: ReportOpened<readonly [from: string, to: string]>;
  readonly fromOutside: ReportOpened<string>;
  readonly outsidePorts: ReportOpened<readonly [service: string, port: string]>;
  readonly egress: ReportOpened<string>;
  readonly toHost: ReportOpened<string>;
  readonly fromHost: ReportOpened<string>;
  readonly volumes: ReportOpened<readonly [writer: string, reader: string, what: string]>;
  /** Paths from outside to a data store or to host control that got shorter or longer; `null`: no path. */
  readonly distances: readonly {
    readonly from: string;
    readonly to: string;
    readonly before: number | null;
    readonly after: number | null;
  }[];
  /** The flows that opened, with their lines; for tables and pictures. */
  readonly openedFlows: readonly ReportHop[];
  readonly closedFlows: readonly ReportHop[];
}

export interface ReportRename {
  readonly what: 'project' | 'network' | 'service';
  readonly from: string;
  readonly to: string;
}

export interface ReportOpened<T> {
  readonly opened: readonly T[];
  readonly closed: readonly T[];
}

/** One way by which each of `from` reaches each other of `to`: the pairs are not written out. */
export interface ReportReach {
  /** As that of a hop. */
  readonly means: string;
  readonly through: string | null;
  readonly from: readonly ReportReachEnd[];
  readonly to: readonly ReportReached[];
}

export interface ReportReachEnd {
  /** `outside`, `host` or a service id. */
  readonly id: string;
  /** Lines that make it so at this end; where there is one of the other end only, its lines as well. */
  readonly at: readonly ReportLocation[];
}

export interface ReportReached extends ReportReachEnd {
  /** As that of a hop. */
  readonly over: string;
  /** Container ports, `5432/tcp`; `*`: any. */
  readonly ports: readonly string[];
}

/** The graph to draw: base and head laid over each other. */
export interface ReportTopology {
  readonly nodes: readonly ReportNode[];
  readonly edges: readonly ReportEdge[];
}

export type DrawnStatus = 'kept' | 'added' | 'removed';

export interface ReportNode {
  /** `service:PROJECT/NAME`, `network:NAME`, `volume:NAME`, `host`, `outside`. */
  readonly id: string;
  readonly kind: 'service' | 'network' | 'volume' | 'host' | 'outside';
  /** What to write on it. */
  readonly label: string;
  readonly project: string | null;
  readonly zone: string | null;
  readonly internal: boolean;
  /** Published ports worth a line on the node: `80`, `5432`. */
  readonly ports: readonly string[];
  readonly status: DrawnStatus;
}

export interface ReportEdge {
  readonly from: string;
  readonly to: string;
  /** `published` goes from `outside` to a service; `attached` from a service to a network; `mounted` from a service to a volume; `controls` from a service to the host; `host` from the host to a service on its network. */
  readonly kind: 'published' | 'attached' | 'mounted' | 'controls' | 'connects' | 'host';
  readonly readOnly: boolean;
  readonly status: DrawnStatus;
}
