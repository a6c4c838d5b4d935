import { withGuesses } from './claims/by-guess.ts';
import type { RuleContext } from './context.ts';
import { purposeOf } from './stores/passing.ts';
import { relayed } from './claims/relayed.ts';
import { exposed } from './claims/exposed.ts';
import { type Login, loginLines, loginOf } from './claims/login.ts';
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
    const login = loginOf(context.topology, store);
    const { isTrial, isWork } = purposeOf(store);
    yield* exposed(
      context,
      store,
      ({ means }) => (means.kind === 'host-network' ? behindFirewall(login) : pastFirewall(login)),
      loginLines(store.service.name, login),
      // A store of a test or of somebody's work holds less, and runs where fewer get to.
      login.kind === 'none' && !isTrial && !isWork ? 'critical' : null,
    );
  }
  yield* relayed(context, (store) => {
    const login = loginOf(context.topology, store);
    const { isTrial, isWork } = purposeOf(store);
    return {
      words: relayedWith(login),
      login: loginLines(store.service.name, login),
      worst: login.kind === 'none' && !isTrial && !isWork ? 'critical' : null,
    };
  });
}

function relayedWith(login: Login): string {
  switch (login.kind) {
    case 'none':
    case 'known':
      return `and ${said(login)}`;
    case 'set':
      return 'so only its own password is left';
    case 'unknown':
      return 'so only its own password, if it has one, is left';
  }
}

function behindFirewall(login: Login): string {
  switch (login.kind) {
    case 'none':
    case 'known':
      return `only the host's firewall is in the way, if there is one, and ${said(login)}`;
    case 'set':
      return "only its own password and the host's firewall, if there is one, are in the way";
    case 'unknown':
      return "only the host's firewall and its own password are in the way, where there are any";
  }
}

function pastFirewall(login: Login): string {
  const past = 'Docker lets them past host firewalls';
  switch (login.kind) {
    case 'none':
    case 'known':
      return `${past}, and ${said(login)}`;
    case 'set':
      return `${past}, so only its own password is left`;
    case 'unknown':
      return `${past}, so only its own password, if it has one, is left`;
  }
}

function said(login: Login & { readonly kind: 'none' | 'known' }): string {
  if (login.kind === 'none') return `it ${login.open.says}`;
  return `${login.isDefault ? 'the default of its password' : 'its password'} stands in the repository`;
}
