import { type Diagnostic, error } from '../compose/diagnostics.ts';
import { parse } from '../compose/yaml/parse.ts';
import { compareLocations } from '../compose/source.ts';
import type { Baseline, BaselineEntry } from './baseline.ts';
import type { Identified } from './identified.ts';
import { object, optional, required } from './shape/object.ts';
import { list, text, whole, written } from './shape/shape.ts';
import { yamlScalar } from '../words/yaml-text.ts';

export interface ParsedBaseline {
  readonly baseline: Baseline;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a baseline. A broken one gives errors at their places; what is right in it still counts. Never throws. */
export function parseBaseline(source: string, file: string): ParsedBaseline {
  const { documents, diagnostics } = parse(source, file);
  const problems = [...diagnostics];
  const [document] = documents;
  const isEmpty = document === undefined || (document.kind === 'scalar' && document.value === null);
  const entries = isEmpty ? [] : (shape.read(document, 'baseline', problems) ?? []);
  const first = new Map<string, BaselineEntry>();
  for (const entry of entries) {
    if (first.has(entry.fingerprint))
      problems.push(
        error('baseline-invalid', entry.at, 'This finding is in the baseline already. Remove one of them.'),
      );
    else first.set(entry.fingerprint, entry);
  }
  return {
    baseline: { file, entries: [...first.values()] },
    diagnostics: problems.sort((a, b) => compareLocations(a.at, b.at)),
  };
}

const identity = written('^[0-9a-f]{16}$', '16 hexadecimal digits', (source) =>
  /^[0-9a-f]{16}$/.test(source) ? source : undefined,
);
const FINGERPRINT = required('fingerprint', identity, 'Identity of the finding.', 'it is what identifies the finding');
const RULE = required('rule', text, 'Rule of the finding.', 'name the rule');
const PROJECT = required('project', text, 'Project of the finding.', 'name the project');
const SUBJECT = required('subject', text, 'Whom it is about.', 'say whom it is about');
const SERVICES = optional('services', list(text), 'Who takes part.');
const CLAIMS = optional('claims', list(text), 'What it claims together: what is left of it later is known, too.');

const entry = object(
  'An entry',
  [FINGERPRINT, RULE, PROJECT, SUBJECT, SERVICES, CLAIMS],
  ({ at, get }): BaselineEntry | undefined => {
    const [fingerprint, rule, project, subject] = [get(FINGERPRINT), get(RULE), get(PROJECT), get(SUBJECT)];
    const services = get(SERVICES) ?? [];
    const claims = get(CLAIMS) ?? [];
    if (fingerprint === undefined) return undefined;
    return { at, fingerprint, rule: rule ?? '', project: project ?? '', subject: subject ?? '', services, claims };
  },
);

const VERSION = required('version', whole(1, 1), 'Version of this format.', 'write `version: 1`');
const FINDINGS = optional('findings', list(entry), 'The findings.');

const shape = object('The baseline', [VERSION, FINDINGS], ({ get }) => {
  get(VERSION);
  return get(FINDINGS) ?? [];
});

/** The file: sorted, an entry a finding, so that a review sees what enters and what leaves. */
export function baselineText(entries: readonly Identified[]): string {
  const findings = entries.flatMap(({ fingerprint, rule, project, subject, services, claims }) => [
    `  - fingerprint: "${fingerprint}"`,
    `    rule: ${yamlScalar(rule)}`,
    `    project: ${yamlScalar(project)}`,
    `    subject: ${yamlScalar(subject)}`,
    ...(services.length === 0 ? [] : [`    services: [${services.map(yamlScalar).join(', ')}]`]),
    ...(claims.length < 2 ? [] : ['    claims:', ...claims.map((claim) => `      - ${yamlScalar(claim)}`)]),
  ]);
  return [...HEADER, 'version: 1', ...(findings.length === 0 ? ['findings: []'] : ['findings:', ...findings]), ''].join(
    '\n',
  );
}

const HEADER = [
  '# Findings that were there before anybody looked: shown, but they do not fail the check.',
  '# `bulkhead baseline` takes out what no longer occurs; only `bulkhead baseline --allow-growth` adds to it.',
];
