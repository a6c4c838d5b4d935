import { DEFAULT_POLICY, type Gate, type IsolationRule, type Policy, type PolicySeverity } from '../policy.ts';
import { SEVERITIES } from '../severity.ts';
import { selector } from './selector.ts';
import { object, optional, required } from './object.ts';
import { mapOf, onlyKeys } from './map.ts';
import { list, located, oneOf, text, type PolicyShape } from './shape.ts';
import { uniqueNames } from './unique-names.ts';

/** What the policy says of what is allowed. */

const severity = oneOf(SEVERITIES);

const REACHES: readonly IsolationRule['reach'][] = ['direct', 'any'];

const NAME = required(
  'name',
  text,
  'What the rule is called; part of the identity of its findings.',
  'findings are named after it',
);
const FROM = required('from', selector, 'Who must not reach it.', 'say who must not reach it');
const TO = required('to', selector, 'What must not be reached.', 'say what must not be reached');
const REACH = optional(
  'reach',
  oneOf(REACHES),
  '`direct`: one hop; `any`: also through other services. `any` with `via`, else `direct`, unless stated.',
);
const VIA = optional(
  'via',
  list(located(text)),
  'Allowed when every path passes one of these services, or starts or ends at it.',
);
const SEVERITY = optional('severity', severity, '`high` unless stated.');
const WHY = optional('because', text, 'Why, for whoever meets the finding.');

const isolationRule: PolicyShape<IsolationRule> = object(
  'An isolation rule',
  [NAME, FROM, TO, REACH, VIA, SEVERITY, WHY],
  ({ at, get }) => {
    const [name, from, to] = [get(NAME), get(FROM), get(TO)];
    const via = get(VIA) ?? [];
    const reach = get(REACH) ?? (via.length > 0 ? 'any' : 'direct');
    const rest = { reach, via, severity: get(SEVERITY) ?? 'high', because: get(WHY) ?? null };
    return name === undefined || from === undefined || to === undefined ? undefined : { at, name, from, to, ...rest };
  },
);

const isolationRules = list(isolationRule);

export const isolation = uniqueNames(isolationRules, 'isolation rules');

const SEVERITY_OR_OFF: readonly PolicySeverity[] = ['off', ...SEVERITIES];

/** Severity by rule. */
export function rules(ruleIds: readonly string[]): PolicyShape<Policy['rules']> {
  return mapOf(located(oneOf(SEVERITY_OR_OFF)), onlyKeys(ruleIds, 'There is no rule', 'policy-unknown-rule'));
}

const SCOPES: readonly Gate['scope'][] = ['new', 'all'];
const FAIL_ON = optional('fail-on', severity, 'Findings at or above this severity fail. `high` unless stated.');
const SCOPE = optional(
  'scope',
  oneOf(SCOPES),
  '`new`: only what a change adds; `all`: everything. `new` unless stated.',
);

export const gate: PolicyShape<Gate> = object('The gate', [FAIL_ON, SCOPE], ({ get }) => ({
  failOn: get(FAIL_ON) ?? DEFAULT_POLICY.gate.failOn,
  scope: get(SCOPE) ?? DEFAULT_POLICY.gate.scope,
}));
