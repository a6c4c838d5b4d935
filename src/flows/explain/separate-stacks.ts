import { NOTHING, type Explanation } from './explanation.ts';
import type { QuestionEnd } from './question-end.ts';
import type { Stack } from '../stack.ts';

/** Projects that share nothing; the nearest change makes them share a network. */
export function betweenStacks(stacks: readonly Stack[], from: QuestionEnd, to: QuestionEnd): Explanation {
  const service = ({ id, stack }: QuestionEnd) => stacks[stack ?? 0]?.topology.services.get(id);
  const [source, target] = [service(from), service(to)];
  const why =
    'whether projects that share no network and no volume run on one host is a setting of the policy (host.shared)';
  const obstacles = [
    ...(source === undefined ? [] : [{ at: source.service.at, note: `${from.name} is of project ${source.project}` }]),
    ...(target === undefined ? [] : [{ at: target.service.at, note: `${to.name} is of project ${target.project}` }]),
  ].map((evidence, index, all) =>
    index === all.length - 1 ? { ...evidence, note: `${evidence.note}; ${why}` } : evidence,
  );
  const [network] = target?.attachments.keys() ?? [];
  const joined = stacks[to.stack ?? 0]?.topology.networks.get(to.kind === 'network' ? to.id : (network ?? ''));
  const summary = `declare ${joined?.name ?? ''} as an external network and add it to the networks of ${from.name}`;
  const opening = source === undefined || joined === undefined ? null : { at: source.service.at, summary };
  return { ...NOTHING, from, to, obstacles, opening };
}
