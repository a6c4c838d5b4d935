import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Violation } from '../../rules/rule.ts';

/**
 * Identity of a finding across revisions: project, rule, subject and evidence, never a line or a sentence.
 * 16 hexadecimal digits: enough to tell apart the findings of any repository.
 */
export function fingerprint(rule: string, violation: Violation): string {
  const identity = [violation.project, rule, violation.subject, violation.identity].join('\0');
  return bytesToHex(sha256(utf8ToBytes(identity))).slice(0, 16);
}
