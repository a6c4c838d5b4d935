import { withGuesses } from './claims/by-guess.ts';
import type { RuleContext } from './context.ts';
import { purposeOf } from './stores/passing.ts';
import { exposed } from './claims/exposed.ts';
import { unlockedIn } from './claims/unlocked.ts';
import type { Rule, Violation } from './rule.ts';
import { servicesIn } from '../topology/services.ts';

export const dataPublished: Rule = {
  id: 'data-published',
  severity: 'high',
  summary: 'A data store is reachable from outside',
  why: 'Docker opens published ports past host firewalls such as ufw, and open databases are found, wiped and ransomed within hours.',
  fix: 'Leave out the published port: services on a shared network need none. For tools on the host, bind it to 127.0.0.1.',
  references: [
    'https://docs.docker.com/engine/network/packet-filtering-firewalls/',
    'https://docs.docker.com/reference/compose-file/services/#ports',
  ],
  *check(context) {
    yield* withGuesses(context, 'high', [['data']], published(context));
  },
};

function* published(context: RuleContext): Generator<Violation> {
  for (const store of servicesIn(context.topology, 'data')) {
    const open = unlockedIn(context.topology, store);
    const { isTrial, isWork } = purposeOf(store);
    const left = open === null ? null : `it ${open.says}`;
    yield* exposed(
      context,
      store,
      ({ means }) =>
        means.kind === 'host-network'
          ? `only the host's firewall ${left === null ? 'and its own password are in the way, where there are any' : `is in the way, if there is one, and ${left}`}`
          : `Docker lets them past host firewalls, ${left === null ? 'so only its own password, if it has one, is left' : `and ${left}`}`,
      open,
      // A store of a test or of somebody's work holds less, and runs where fewer get to.
      open !== null && !isTrial && !isWork ? 'critical' : null,
    );
  }
}
