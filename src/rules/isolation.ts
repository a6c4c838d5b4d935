import type { SourceLocation } from '../compose/source.ts';
import { breachesOf } from '../policy/breaches.ts';
import type { IsolationRule } from '../policy/policy.ts';
import type { Flow, Path } from '../flows/flow.ts';
import type { Topology } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import { isFrontTier } from './fronts/names.ts';
import { fixOf, messageOf, nameOf } from './claims/isolation-wording.ts';
import { relatedTo } from '../flows/from-outside.ts';
import type { Rule, Violation } from './rule.ts';
import { HOST, type NodeId } from '../topology/node-id.ts';

export const isolation: Rule = {
  id: 'isolation',
  severity: 'high',
  summary: 'Something reaches what an isolation rule of the policy keeps from it',
  why: 'The policy says that the two are kept apart, and what relies on that is open as long as one reaches the other.',
  fix: 'Take away the line that makes the last hop, or lead every path through a service that the rule names under `via`.',
  references: ['https://docs.docker.com/reference/compose-file/networks/'],
  *check(context) {
    for (const rule of context.policy.isolation) {
      for (const path of breachesOf(rule, context.topology, context.flows)) yield* violation(context, rule, path);
    }
  },
};

function* violation(context: RuleContext, rule: IsolationRule, { hops }: Path): Generator<Violation> {
  const { topology } = context;
  const [first, last] = [hops[0], hops.at(-1)];
  const deciding = hops.findLast(({ from }) => from !== HOST) ?? last;
  const at = deciding === undefined ? undefined : lineOf(deciding, topology);
  if (first === undefined || last === undefined || deciding === undefined || at === undefined) return;
  const services = [first.from, ...hops.map(({ to }) => to)].filter((id) => topology.services.has(id));
  yield {
    project: projectOf([last.to, last.from, ...services], topology),
    subject: nameOf(last.to, topology),
    identity: `isolation=${rule.name} from=${first.from}`,
    message: messageOf(rule, hops, topology),
    at,
    related: relatedTo(hops, at),
    path: hops,
    services,
    fix: fixOf(rule, deciding, context),
    severity: rule.severity,
  };
}

/** The line of the hop that crosses the wall: of two that join a network, the one by which its owner is there besides its own place. */
function lineOf(hop: Flow, { services, networks }: Topology): SourceLocation | undefined {
  const [source, target] = [services.get(hop.from), services.get(hop.to)];
  const network = hop.means.kind === 'network' ? networks.get(hop.means.network) : undefined;
  if (source === undefined || target === undefined || network === undefined) return hop.evidence[0]?.at;
  const isTargetAstray = target.attachments.size > 1 && source.attachments.size === 1;
  const joining = isTargetAstray || isFrontTier(network) ? target : source;
  return joining.attachments.get(network.id)?.attachment.at ?? hop.evidence[0]?.at;
}

function projectOf(ids: readonly NodeId[], { services, projects }: Topology): string {
  for (const id of ids) {
    const service = services.get(id);
    if (service !== undefined) return service.project;
  }
  return projects[0]?.id ?? '';
}
