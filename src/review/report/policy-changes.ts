import type { SourceLocation } from '../../compose/source.ts';
import type { Exception, IsolationRule, Policy, PolicySeverity } from '../../policy/policy.ts';
import { SEVERITIES } from '../../policy/severity.ts';
import { RULES } from '../../rules/index.ts';
import { code } from '../../words/words.ts';
import type { ReportPolicyChange } from './report.ts';

/** What a change makes of the policy, statement by statement: what it loosens first. `null`: it does not touch it. */
export function policyChanges(before: Policy, after: Policy | null): readonly ReportPolicyChange[] {
  if (after === null) return [];
  const all = PARTS.flatMap((part) => part(before, after));
  return [...all].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

const KINDS: readonly ReportPolicyChange['kind'][] = ['loosened', 'changed', 'tightened'];

type PolicyPart = (before: Policy, after: Policy) => readonly ReportPolicyChange[];

const PARTS: readonly PolicyPart[] = [
  gateChanges,
  ruleChanges,
  isolationChanges,
  exceptionChanges,
  ignoreChanges,
  otherChanges,
];

function gateChanges({ gate: before }: Policy, { gate: after, file }: Policy): readonly ReportPolicyChange[] {
  const rank = SEVERITIES.indexOf(after.failOn) - SEVERITIES.indexOf(before.failOn);
  return [
    ...(rank === 0
      ? []
      : [told(rank > 0, `The check fails from ${after.failOn} on, before from ${before.failOn} on`, atTop(file))]),
    ...(before.scope === after.scope
      ? []
      : [
          told(
            after.scope === 'new',
            after.scope === 'new'
              ? 'Only what is new fails the check, before everything'
              : 'Everything fails the check, before only what is new',
            atTop(file),
          ),
        ]),
  ];
}

function ruleChanges(before: Policy, after: Policy): readonly ReportPolicyChange[] {
  const ids = [...new Set([...before.rules.keys(), ...after.rules.keys()])].sort();
  return ids.flatMap((id) => {
    const [was, is] = [severityOf(before, id), severityOf(after, id)];
    if (was === null || is === null || was === is) return [];
    const text = `Rule ${code(id)} is ${is === 'off' ? 'off' : is}, before ${was}`;
    return [told(LEVELS.indexOf(is) < LEVELS.indexOf(was), text, after.rules.get(id)?.at ?? atTop(after.file))];
  });
}

const LEVELS: readonly PolicySeverity[] = ['off', ...SEVERITIES];

function severityOf({ rules }: Policy, id: string): PolicySeverity | null {
  return rules.get(id)?.value ?? RULES.find((rule) => rule.id === id)?.severity ?? null;
}

function isolationChanges(before: Policy, after: Policy): readonly ReportPolicyChange[] {
  const old = new Map(before.isolation.map((rule) => [rule.name, rule]));
  const now = new Map(after.isolation.map((rule) => [rule.name, rule]));
  return [
    ...[...old.values()]
      .filter(({ name }) => !now.has(name))
      .map(({ name }) => told(true, `Isolation ${code(name)} is gone`, atTop(after.file))),
    ...[...now.values()].flatMap((rule): readonly ReportPolicyChange[] => {
      const was = old.get(rule.name);
      if (was === undefined) return [told(false, `Isolation ${code(rule.name)} is new`, rule.at)];
      if (wallText(was) !== wallText(rule))
        return [
          {
            kind: 'changed',
            text: `Isolation ${code(rule.name)} holds between others than before`,
            ...placeOf(rule.at),
          },
        ];
      const rank = SEVERITIES.indexOf(rule.severity) - SEVERITIES.indexOf(was.severity);
      return rank === 0
        ? []
        : [told(rank < 0, `Isolation ${code(rule.name)} is ${rule.severity}, before ${was.severity}`, rule.at)];
    }),
  ];
}

/** What a rule keeps apart, wherever it stands. */
function wallText({ from, to, reach, via }: IsolationRule): string {
  return JSON.stringify([{ ...from, at: null }, { ...to, at: null }, reach, via.map(({ value }) => value).sort()]);
}

function exceptionChanges(before: Policy, after: Policy): readonly ReportPolicyChange[] {
  const old = new Map(before.exceptions.map((one) => [allowedText(one), one]));
  const now = new Map(after.exceptions.map((one) => [allowedText(one), one]));
  return [
    ...[...now].flatMap(([key, one]): readonly ReportPolicyChange[] => {
      const was = old.get(key);
      if (was === undefined) return [told(true, `An exception allows ${exceptionText(one)}`, one.at)];
      if (was.until === one.until) return [];
      const isLonger = was.until !== null && (one.until === null || one.until > was.until);
      return [
        told(
          isLonger,
          `The exception for ${exceptionText(one)} ends ${one.until ?? 'never'}, before ${was.until ?? 'never'}`,
          one.at,
        ),
      ];
    }),
    ...[...old]
      .filter(([key]) => !now.has(key))
      .map(([, one]) => told(false, `The exception for ${exceptionText(one)} is gone`, atTop(after.file))),
  ];
}

function allowedText({ rule, project, subject, from, to }: Exception): string {
  return JSON.stringify([rule, project, subject, from, to]);
}

function exceptionText({ rule, project, subject, from, to }: Exception): string {
  const ends = [
    ...(project === null ? [] : [`in ${code(project)}`]),
    ...(subject === null ? [] : [`of ${code(subject)}`]),
    ...(from === null ? [] : [`from ${code(from)}`]),
    ...(to === null ? [] : [`to ${code(to)}`]),
  ];
  return [code(rule), ...ends].join(' ');
}

function ignoreChanges(before: Policy, after: Policy): readonly ReportPolicyChange[] {
  const added = after.ignore.filter((pattern) => !before.ignore.includes(pattern));
  const removed = before.ignore.filter((pattern) => !after.ignore.includes(pattern));
  return [
    ...added.map((pattern) => told(true, `Files of ${code(pattern)} are ignored`, atTop(after.file))),
    ...removed.map((pattern) => told(false, `Files of ${code(pattern)} are no longer ignored`, atTop(after.file))),
  ];
}

/** Statements of which nobody can say whether they loosen anything: they say what is there. */
const OTHERS: readonly (readonly [text: string, part: (policy: Policy) => unknown])[] = [
  ['It says otherwise what zones services are in', ({ assumptions }) => assumptions.zones],
  ['It names another engine, or sets it otherwise', ({ assumptions }) => assumptions.engine],
  ['It says otherwise what external networks are', ({ assumptions }) => [...assumptions.externalNetworks]],
  ['It says otherwise what services listen on', ({ assumptions }) => [...assumptions.listens]],
  ['It says otherwise what services need', ({ assumptions }) => [...assumptions.needs]],
  ['It says otherwise which projects share a host', ({ assumptions }) => assumptions.sharedHost],
  ['It names another version of Docker Compose', ({ composeVersion }) => composeVersion],
  [
    'It says otherwise what projects there are',
    ({ projects }) =>
      projects.map(({ name, files, profiles, envFiles }) => [
        name,
        files.map(({ value }) => value),
        profiles,
        envFiles,
      ]),
  ],
  ['It gives other sample values', ({ sampleEnvironment }) => [...sampleEnvironment]],
];

function otherChanges(before: Policy, after: Policy): readonly ReportPolicyChange[] {
  return OTHERS.filter(([, part]) => JSON.stringify(part(before)) !== JSON.stringify(part(after))).map(
    ([text]): ReportPolicyChange => ({ kind: 'changed', text, ...placeOf(atTop(after.file)) }),
  );
}

function told(isLoosened: boolean, text: string, at: SourceLocation): ReportPolicyChange {
  return { kind: isLoosened ? 'loosened' : 'tightened', text, ...placeOf(at) };
}

function atTop(file: string | null): SourceLocation {
  return { file: file ?? '.', line: 1, column: 1 };
}

function placeOf({ file, line, column }: SourceLocation): Pick<ReportPolicyChange, 'file' | 'line' | 'column'> {
  return { file, line, column };
}
