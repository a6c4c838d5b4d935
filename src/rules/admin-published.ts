import { withGuesses } from './claims/by-guess.ts';
import type { RuleContext } from './context.ts';
import { openAdministrations } from './claims/open-administration.ts';
import { type Login, loginLines, loginOf } from './claims/login.ts';
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
    const login = loginOf(context.topology, console);
    const lines = login.kind === 'known' ? loginLines(console.service.name, login) : [];
    yield* exposed(context, console, () => dangerOf(context.topology, console, login), lines);
  }
}

function dangerOf(topology: Topology, console: TopologyService, login: Login): string {
  const isOpen = openAdministrations(console.service, projectOf(topology, console.project)).length > 0;
  if (isOpen) return 'no login is in sight, and who gets there has what it manages';
  const known =
    login.kind === 'known'
      ? `, and ${login.isDefault ? 'the default of its password' : 'its password'} stands in the repository`
      : '';
  return `who gets in has what it manages${known}`;
}
