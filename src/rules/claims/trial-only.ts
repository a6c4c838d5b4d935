import { wordsOf } from '../../catalogue/image.ts';
import type { TopologyService } from '../../topology/topology.ts';
import type { RuleContext } from '../context.ts';
import { purposeOf } from '../stores/passing.ts';
import { entryOf } from './entry.ts';

/**
 * Whether a service is only there to try something: names around it say so, and no other machine reaches anything of its project. What is in it is
 * made up, and who runs it throws it away.
 */
export function isTrialOnly(context: RuleContext, service: TopologyService): boolean {
  const isTrial = purposeOf(service).isTrial || wordsOf(service.service.at.file).some((word) => TREES.has(word));
  if (!isTrial) return false;
  return [...context.topology.services.values()]
    .filter(({ project }) => project === service.project)
    .every((own) => entryOf(context, own) === null);
}

/** Whether its file, project or profiles are called a test. Demonstrations and examples are run as they are. */
export function isTrialByName({ service, project }: TopologyService): boolean {
  return [service.at.file, project, ...service.profiles]
    .flatMap(wordsOf)
    .some((word) => TESTS.has(word) || TREES.has(word));
}

const TESTS = new Set(['test', 'tests', 'testing', 'e2e', 'ci']);

/** Folders of what tests are made with. */
const TREES = new Set(['suite', 'suites', 'fixture', 'fixtures', 'testdata', 'spec', 'specs']);
