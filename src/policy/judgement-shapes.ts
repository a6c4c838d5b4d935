import { error } from '../compose/diagnostics.ts';
import { isAbsolute, normalized } from '../compose/path.ts';
import { PROJECT_NAME_PATTERN } from '../compose/project-name.ts';
import type { Located, SourceLocation } from '../compose/source.ts';
import {
  DEFAULT_POLICY,
  type Gate,
  type IsolationRule,
  type Policy,
  type PolicySeverity,
  type ProjectDefinition,
} from './policy.ts';
import { selector } from './selector-shape.ts';
import { object, optional, required } from './object-shape.ts';
import {
  list,
  located,
  mapOf,
  oneOf,
  onlyKeys,
  shortened,
  text,
  unbroken,
  written,
  wrong,
  type Shape,
} from './shape.ts';

/** What the policy says of what is allowed. */

const SEVERITIES: readonly Gate['failOn'][] = ['low', 'medium', 'high', 'critical'];
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

const isolationRule: Shape<IsolationRule> = object(
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

/** The first of each name; `what` they are, as many. */
function uniqueNames<T extends { readonly name: string; readonly at: SourceLocation }>(
  all: Shape<readonly T[]>,
  what: string,
): Shape<readonly T[]> {
  return {
    schema: all.schema,
    read: (node, name, problems) => {
      const names = new Set<string>();
      return all.read(node, name, problems)?.filter((one) => {
        if (!names.has(one.name)) return names.add(one.name);
        const twice = `There are two ${what} "${shortened(one.name)}". Give each its own name.`;
        problems.push(error('policy-invalid', one.at, twice));
        return false;
      });
    },
  };
}

const SEVERITY_OR_OFF: readonly PolicySeverity[] = ['off', ...SEVERITIES];

/** Severity by rule. */
export function rules(ruleIds: readonly string[]): Shape<Policy['rules']> {
  return mapOf(located(oneOf(SEVERITY_OR_OFF)), onlyKeys(ruleIds, 'There is no rule', 'policy-unknown-rule'));
}

const SCOPES: readonly Gate['scope'][] = ['new', 'all'];
const FAIL_ON = optional('fail-on', severity, 'Findings at or above this severity fail. `high` unless stated.');
const SCOPE = optional(
  'scope',
  oneOf(SCOPES),
  '`new`: only what a change adds; `all`: everything. `new` unless stated.',
);

export const gate: Shape<Gate> = object('The gate', [FAIL_ON, SCOPE], ({ get }) => ({
  failOn: get(FAIL_ON) ?? DEFAULT_POLICY.gate.failOn,
  scope: get(SCOPE) ?? DEFAULT_POLICY.gate.scope,
}));

/** In the repository: what lies outside it is not part of the review. */
const path = written(
  '^(?!/)(?!(.*/)?\\.\\.(/|$))',
  'a path inside the repository, relative to its top, as deploy/compose.yaml',
  (source) => (source.trim() === '' || isOutside(source) ? undefined : normalized(source)),
);

function isOutside(source: string): boolean {
  return isAbsolute(source) || /^[A-Za-z]:[\\/]/.test(source) || source.split('/').includes('..');
}

const projectName = written(
  PROJECT_NAME_PATTERN,
  'lower-case letters, digits, hyphens and underscores, a letter or digit first',
  (source) => (new RegExp(PROJECT_NAME_PATTERN, 'u').test(source) ? source : undefined),
);

const files: Shape<readonly Located<string>[]> = {
  schema: { ...list(path).schema, minItems: 1 },
  read: (node, name, problems) => {
    if (node.kind === 'list' && node.items.length === 0) {
      return wrong(problems, node, `\`${name}\` is empty: name the Compose files of the project.`);
    }
    return unbroken(list(located(path))).read(node, name, problems);
  },
};

const FILES = required('files', files, "Compose files, relative to the repository's root.", 'name its Compose files');
const PROFILES = optional('profiles', list(text), 'Active profiles.');
const ENV_FILES = optional('env-files', list(path), 'As `--env-file`.');
const PROJECT_NAME = required('name', projectName, 'Name of the project.', 'give the project a name');

const project: Shape<ProjectDefinition> = object(
  'A project',
  [PROJECT_NAME, FILES, PROFILES, ENV_FILES],
  ({ at, get }) => {
    const [name, files] = [get(PROJECT_NAME), get(FILES)];
    const rest = { profiles: get(PROFILES) ?? [], envFiles: get(ENV_FILES) ?? [] };
    return name === undefined || files === undefined ? undefined : { at, name, files, ...rest };
  },
);

export const projects = uniqueNames(list(project), 'projects');
