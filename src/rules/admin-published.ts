import { withGuesses } from './claims/by-guess.ts';
import type { RuleContext } from './context.ts';
import { openAdministrations } from './claims/open-administration.ts';
import { exposed } from './claims/exposed.ts';
import type { Rule, Violation } from './rule.ts';
import { projectOf, servicesIn } from '../topology/services.ts';
import type { Topology, TopologyService } from '../topology/topology.ts';

export const adminPublished: Rule = {
  id: 'admin-published',
  severity: 'high',
  summary: 'A database or container console is reachable from outside',
  why: 'Who reaches a console has what is behind it: the databases or the containers it manages.',
  fix: 'Bind the port to 127.0.0.1 and reach it through SSH or a VPN, or put it behind a proxy that authenticates.',
  references: ['https://docs.docker.com/engine/network/packet-filtering-firewalls/'],
  *check(context) {
    yield* withGuesses(context, 'high', [['admin']], published(context));
  },
};

function* published(context: RuleContext): Generator<Violation> {
  for (const console of servicesIn(context.topology, 'admin')) {
    yield* exposed(context, console, () => dangerOf(context.topology, console));
  }
}

function dangerOf(topology: Topology, console: TopologyService): string {
  const isOpen = openAdministrations(console.service, projectOf(topology, console.project)).length > 0;
  return isOpen ? 'no login is in sight, and who gets there has what it manages' : 'who gets in has what it manages';
}
