import { RULES } from '../../rules/index.ts';
import { placeKey } from '../../compose/source.ts';
import type { Severity } from '../../policy/severity.ts';
import type { Report, ReportDiagnostic, ReportFinding, ReportLocation } from '../../review/report/report.ts';
import { cleaned, proseForMarkdown } from '../escape.ts';
import { lineHashes } from './line-hashes.ts';
import { artifactOf, sarifFixes } from './fixes.ts';

/** GitHub keeps this many results of a run, so no more are written: the worst come first. */
const MOST_RESULTS = 5_000;
const MOST_RELATED = 100;

/**
 * SARIF 2.1.0 as GitHub code scanning reads it. Findings that the policy allows are left out: it shows suppressed results as alerts.
 * `textOf`: the text of a file as the report has it, `null`: not known.
 */
export function renderSarif(report: Report, textOf: (file: string) => string | null = () => null): string {
  const findings = report.findings.slice(0, MOST_RESULTS);
  const hashOf = hashesIn(textOf);
  const ids = [...new Set([...RULES.map(({ id }) => id), ...findings.map(({ rule }) => rule)])];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Bulkhead', rules: ids.map((id) => ruleOf(id, findings)) } },
        columnKind: 'unicodeCodePoints',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository' } } },
        invocations: [
          {
            executionSuccessful: report.diagnostics.every(({ severity }) => severity !== 'error'),
            toolExecutionNotifications: report.diagnostics.map(notificationOf),
          },
        ],
        results: findings.map((finding) =>
          resultOf(finding, ids.indexOf(finding.rule), report, hashOf(finding), textOf),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const LEVELS = { low: 'note', medium: 'warning', high: 'error', critical: 'error' } as const satisfies Record<
  Severity,
  string
>;
/** What GitHub makes low, medium, high and critical of. */
const SCORES = { low: '2.0', medium: '5.5', high: '8.0', critical: '9.5' } as const satisfies Record<Severity, string>;

function ruleOf(id: string, findings: readonly ReportFinding[]): object {
  const rule = RULES.find((each) => each.id === id);
  const found = findings.find((each) => each.rule === id);
  const severity = rule === undefined || rule.severity === 'off' ? (found?.severity ?? 'medium') : rule.severity;
  const summary = said(rule?.summary ?? `Isolation rule ${id} of the policy`);
  const why = said(rule?.why ?? found?.why ?? summary);
  const fix = said(rule?.fix ?? found?.fix.summary ?? summary);
  return {
    id: said(id),
    name: nameFor(id),
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: {
      text: [why, fix, ...(rule?.references ?? [])].join('\n\n'),
      markdown: helpOf(why, fix, rule?.references ?? []),
    },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ['security', 'docker-compose'], precision: 'high', 'security-severity': SCORES[severity] },
  };
}

/** The id in the way in which tools of SARIF write names: `DataPublished`. */
function nameFor(id: string): string {
  const words = said(id).split(/[^\p{L}\p{N}]+/u);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('') || 'Rule';
}

function helpOf(why: string, fix: string, references: readonly string[]): string {
  const links = references.map((url) => `- <${url}>`);
  const parts = [
    proseForMarkdown(why),
    `**Fix**: ${proseForMarkdown(fix)}`,
    ...(links.length === 0 ? [] : [links.join('\n')]),
  ];
  return parts.join('\n\n');
}

/** Fingerprints of the lines that findings lie on. */
function hashesIn(textOf: (file: string) => string | null): (at: ReportLocation) => string | null {
  const files = new Map<string, ReadonlyMap<number, string>>();
  return ({ file, line }) => {
    const hashes = files.get(file) ?? lineHashes(textOf(file) ?? '');
    files.set(file, hashes);
    return hashes.get(line) ?? null;
  };
}

function resultOf(
  finding: ReportFinding,
  ruleIndex: number,
  { revisions, causes }: Report,
  hash: string | null,
  textOf: (file: string) => string | null,
): object {
  const { rule, severity, message, path, related, fingerprint, status } = finding;
  const evidence = [...path.flatMap((hop) => hop.evidence), ...related];
  const cause = causes.find(({ id }) => id === finding.cause);
  const { fix } = cause ?? finding;
  const unique = [...new Map(evidence.map((at) => [placeKey(at), at])).values()];
  return {
    ruleId: said(rule),
    ruleIndex,
    level: LEVELS[severity],
    message: { text: said(`${message} Fix: ${fix.summary}`) },
    locations: [{ physicalLocation: placeOf(finding) }],
    relatedLocations: unique
      .slice(0, MOST_RELATED)
      .map((at, id) => ({ id, physicalLocation: placeOf(at), message: { text: said(at.note) } })),
    ...(path.every(({ evidence }) => evidence.length === 0) ? {} : { codeFlows: [flowOf(path)] }),
    partialFingerprints: {
      'bulkhead/v1': said(fingerprint),
      ...(hash === null ? {} : { primaryLocationLineHash: hash }),
    },
    ...sarifFixes(fix, said(fix.summary), textOf),
    ...(cause === undefined ? {} : { properties: { cause: cause.id } }),
    ...(revisions !== null && (status === 'new' || status === 'existing')
      ? { baselineState: status === 'new' ? 'new' : 'unchanged' }
      : {}),
  };
}

/** The way from where it starts to what it reaches, as code scanning shows it step by step. */
function flowOf(path: ReportFinding['path']): object {
  const locations = path
    .flatMap(({ evidence }) => evidence)
    .slice(0, MOST_RELATED)
    .map((at) => ({ location: { physicalLocation: placeOf(at), message: { text: said(at.note) } } }));
  return { threadFlows: [{ locations }] };
}

function notificationOf(diagnostic: ReportDiagnostic): object {
  const { code, severity, message } = diagnostic;
  return {
    descriptor: { id: said(code) },
    level: severity,
    message: { text: said(message) },
    locations: [{ physicalLocation: placeOf(diagnostic) }],
  };
}

function placeOf({ file, line, column }: ReportLocation): object {
  return {
    artifactLocation: artifactOf(file),
    region: { startLine: Math.max(1, line), startColumn: Math.max(1, column) },
  };
}

/** Required strings must not be empty. */
function said(text: string): string {
  const clean = cleaned(text).trim();
  return clean === '' ? '-' : clean;
}
