import { compareLocations, compareText } from '../../compose/source.ts';
import { SEVERITIES } from '../../policy/severity.ts';
import type { Breach } from '../analyze.ts';
import { toldFix } from './fix.ts';
import { evidenceOf, hopOf } from './hops.ts';
import { stopOf } from '../../topology/node-id.ts';
import type { ReportFinding } from './report.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** A breach as reports show it; its status is decided by the comparison, and patches are those of causes. */
export function findingOf({ rule, severity, violation }: Breach, status: ReportFinding['status']): ReportFinding {
  return {
    rule: rule.id,
    severity,
    project: violation.project,
    subject: violation.subject,
    message: violation.message,
    why: rule.why,
    file: violation.at.file,
    line: violation.at.line,
    column: violation.at.column,
    path: violation.path.map(hopOf),
    related: violation.related.map(evidenceOf),
    services: violation.services.map(stopOf),
    fix: toldFix(violation.fix),
    ...identityOf({ rule, violation }),
    status,
    cause: null,
    blocking: false,
    exception: null,
  };
}

/** What a finding is known by across revisions, of what has another name in the other of them. */
export function identityOf(breach: Pick<Breach, 'rule' | 'violation'>): Pick<ReportFinding, 'fingerprint' | 'claims'> {
  return { fingerprint: fingerprintOf(breach), claims: [...new Set(breach.violation.claims)].sort(compareText) };
}

/** The worst first, then by place, then by rule: the order of every report. */
export function compareFindings(a: ReportFinding, b: ReportFinding): number {
  return (
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    compareLocations(a, b) ||
    compareText(a.rule, b.rule) ||
    compareText(a.subject, b.subject) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

/**
 * Identity of a finding across revisions: project, rule, subject and evidence, never a line or a sentence.
 * 16 hexadecimal digits: enough to tell apart the findings of any repository.
 */
export function fingerprintOf({ rule, violation }: Pick<Breach, 'rule' | 'violation'>): string {
  const known = FINGERPRINTS.get(violation);
  if (known !== undefined) return known;
  const identity = [violation.project, rule.id, violation.subject, violation.identity].join('\0');
  const made = bytesToHex(sha256(utf8ToBytes(identity))).slice(0, 16);
  FINGERPRINTS.set(violation, made);
  return made;
}

/** Each made once: every trial of a fix asks for those of all stacks. */
const FINGERPRINTS = new WeakMap<Breach['violation'], string>();
