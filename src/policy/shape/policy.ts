import { DEFAULT_ASSUMPTIONS } from '../../topology/assumptions.ts';
import { externalNetworks, listens, needs, sharedHost, zones } from './assumptions.ts';
import { compose } from './compose.ts';
import { engine } from './engine.ts';
import { exceptions } from './exception.ts';
import { gate, isolation, rules } from './judgement.ts';
import { DEFAULT_POLICY, type Policy } from '../policy.ts';
import { object, optional } from './object.ts';
import { projects } from './project.ts';
import { keysLike, mapOf } from './map.ts';
import { list, text, value, type PolicyShape } from './shape.ts';

const ZONES = optional('zones', zones, 'What services are for, where inference does not see it.');
const ISOLATION = optional('isolation', isolation, 'Who must not reach whom.');
const GATE = optional('gate', gate, 'What fails the check.');
const ENGINE = optional('engine', engine, 'The Docker daemon that the answers are for.');
const COMPOSE = optional('compose', compose, 'The Docker Compose that reads the files.');
const HOST = optional('host', sharedHost, 'The machine that the projects run on.');
const NETWORKS = optional(
  'external-networks',
  externalNetworks,
  'What networks that are created elsewhere are like, by real name.',
);
const LISTENS = optional('listens', listens, 'TCP ports that services listen on, by `service` or `project/service`.');
const NEEDS = optional(
  'needs',
  needs,
  'What services need that the files do not show, by `service` or `project/service`; `!name` says that it does not.',
);
const VARIABLE = keysLike('^[A-Za-z_][A-Za-z0-9_]*$', 'No variable can be called');
const SAMPLES = optional('sample-env', mapOf(value, VARIABLE), 'Values for variables that only the deployment knows.');
const PROJECTS = optional('projects', projects, 'Projects that default file names do not find.');
const IGNORE = optional(
  'ignore',
  list(text),
  'Files and folders that are no part of any project, such as test data: globs from the top of the repository, `test/**`.',
);

/** The whole policy file. `ruleIds`: of the built-in rules. The policy that is read has no file name yet. */
export function policyShape(ruleIds: readonly string[]): PolicyShape<Policy> {
  const RULES = optional('rules', rules(ruleIds), 'Severity of rules, or `off`.');
  const EXCEPTIONS = optional('exceptions', exceptions(ruleIds), 'Findings that are allowed, each with its reason.');
  const judged = [ZONES, ISOLATION, RULES, EXCEPTIONS, GATE];
  const assumed = [ENGINE, COMPOSE, HOST, NETWORKS, LISTENS, NEEDS, SAMPLES, PROJECTS, IGNORE];
  return object('The policy', [...judged, ...assumed], ({ get }) => ({
    file: null,
    assumptions: {
      engine: get(ENGINE) ?? DEFAULT_ASSUMPTIONS.engine,
      externalNetworks: get(NETWORKS) ?? DEFAULT_ASSUMPTIONS.externalNetworks,
      listens: get(LISTENS) ?? DEFAULT_ASSUMPTIONS.listens,
      needs: get(NEEDS) ?? DEFAULT_ASSUMPTIONS.needs,
      sharedHost: get(HOST) ?? DEFAULT_ASSUMPTIONS.sharedHost,
      zones: get(ZONES) ?? DEFAULT_ASSUMPTIONS.zones,
    },
    isolation: get(ISOLATION) ?? [],
    rules: get(RULES) ?? new Map(),
    exceptions: get(EXCEPTIONS) ?? [],
    gate: get(GATE) ?? DEFAULT_POLICY.gate,
    composeVersion: get(COMPOSE) ?? null,
    projects: get(PROJECTS) ?? [],
    ignore: get(IGNORE) ?? [],
    sampleEnvironment: get(SAMPLES) ?? new Map(),
    mentions: [],
  }));
}
