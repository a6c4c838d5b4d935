import { addTo } from '../words/grouped.ts';
import { compareLocations, type Evidence, placeKey, type SourceLocation } from '../compose/source.ts';
import { projectOf } from '../topology/services.ts';
import type { Topology } from '../topology/topology.ts';
import type { RuleContext } from './context.ts';
import { credentialMend, type Holder } from './claims/credential-mend.ts';
import type { Rule, Violation } from './rule.ts';
import { isCommonplace } from '../catalogue/credentials.ts';
import { isThrowAway, openedStore } from './claims/throw-away.ts';
import { inEnvFiles } from './claims/env-file-secrets.ts';
import { type Secret, secretsOf } from './claims/written-credentials.ts';
import { code, listed } from '../words/words.ts';

/**
 * Credentials written into the Compose files, one finding for each service, and one for all that hold the same credential: a database's
 * password is in its own settings and in those of its clients. What comes from a variable without a default is not in them; env files that
 * no `.gitignore` keeps out of the repository are told by themselves. Placeholders count: they are what runs where nobody replaced them. No value is ever shown.
 */
export const secretInEnvironment: Rule = {
  id: 'secret-in-environment',
  severity: 'medium',
  summary: 'A credential is written into the Compose file, or an env file of the repository',
  why: 'Everyone with the repository has it, now and in its history, and `docker inspect` shows it to everyone with the host.',
  fix: 'Take it from a variable without a default, or from a secret (`…_FILE` where the image supports it), and change the credential.',
  references: [
    'https://docs.docker.com/compose/how-tos/use-secrets/',
    'https://docs.docker.com/compose/how-tos/environment-variables/best-practices/',
  ],
  *check(context) {
    for (const holders of sharing(holdersIn(context.topology), context)) yield* violations(context, holders);
    yield* inEnvFiles(context);
  },
};

function holdersIn(topology: Topology): readonly Holder[] {
  return [...topology.services.values()].flatMap((service) => {
    const secrets = [...secretsOf(service, topology)].sort((a, b) => compareLocations(a.at, b.at));
    return secrets.length === 0 ? [] : [{ service, secrets }];
  });
}

/** Holders of one project that have a credential in common, directly or by way of another, each once and in their order. */
function* sharing(holders: readonly Holder[], { needs }: RuleContext): Generator<readonly Holder[]> {
  const keysOf = ({ service, secrets }: Holder): readonly string[] =>
    secrets.flatMap(({ key, credentials }) =>
      credentials.flatMap((credential) => {
        const shared = `${service.project}\0${credential}`;
        if (!isCommonplace(credential)) return [shared];
        // Many use `admin`, and have nothing to do with each other.
        const met = [service.id, ...(needs.get(service.id) ?? []).map(({ to }) => to)];
        return [`${shared}\0${key}`, ...met.map((id) => `${shared}\0${id}`)];
      }),
    );
  const having = new Map<string, Holder[]>();
  for (const holder of holders) for (const key of keysOf(holder)) addTo(having, key, holder);
  const seen = new Set<Holder>();
  for (const holder of holders) {
    if (seen.has(holder)) continue;
    const group = new Set([holder]);
    for (const member of group) {
      for (const key of keysOf(member)) {
        for (const other of having.get(key) ?? []) group.add(other);
        having.delete(key);
      }
    }
    for (const member of group) seen.add(member);
    yield holders.filter((member) => group.has(member));
  }
}

function* violations(context: RuleContext, holders: readonly Holder[]): Generator<Violation> {
  const [first, ...others] = holders;
  const at = first?.secrets[0]?.at;
  if (first === undefined || at === undefined) return;
  const { project, service } = first.service;
  const secrets = holders.flatMap((holder) => holder.secrets);
  const isOne = new Set(secrets.flatMap(({ credentials }) => credentials)).size === 1;
  const names = holders.map((holder) => code(holder.service.service.name));
  const opened = holders.flatMap((holder) =>
    holder.secrets.map((secret) => openedStore(context, holder.service, secret)?.service.name ?? null),
  );
  const open = [...new Set(opened.filter((name) => name !== null))].map(code);
  const isIdle = !opened.includes(null) || isThrowAway(context, holders);
  const { edits, note } = isIdle ? { edits: [], note: '' } : credentialMend(context, project, holders);
  const what = isOne ? (names.length === 1 ? 'a credential' : 'the same credential') : 'credentials';
  yield {
    project,
    subject: service.name,
    identity: [
      `in=${keysIn(first)}`,
      ...others.map((holder) => `${holder.service.service.name}:${keysIn(holder)}`),
    ].join(' '),
    claims: holders.flatMap((holder) => holder.secrets.map(({ key }) => `${holder.service.service.name} ${key}`)),
    message: `${listed(names)} ${names.length === 1 ? 'has' : 'have'} ${what} written into the file, in ${whereOf(secrets)}.${open.length === 0 ? '' : ` ${listed(open)} ${open.length === 1 ? 'asks' : 'ask'} nobody for a password.`}`,
    at,
    related: related(holders, at),
    path: [],
    services: holders.map((holder) => holder.service.id),
    fix: {
      summary: `Take ${isOne ? 'it from a variable that has' : 'them from variables that have'} no default, and change the ${isOne ? 'credential' : 'credentials'}.`,
      edits,
      caveat: `${whereTo(projectOf(context.topology, project)?.told.isStack === true)} Scripts and files that use the credential need the new one, too.${note}`,
    },
    severity: isIdle ? 'low' : null,
  };
}

/** Where the values go; a deployment to a swarm reads no `.env`. */
function whereTo(isStack: boolean): string {
  const sample = `a sample into ${code('sample-env')} of the policy.`;
  return isStack
    ? `${code('docker stack deploy')} reads no ${code('.env')} file: export the value in the shell that deploys, and put ${sample}`
    : `Compose then refuses to start without a value: put it into an ${code('.env')} file that is not committed, and ${sample}`;
}

/** `A`, and the default of `B`. */
function whereOf(secrets: readonly Secret[]): string {
  const named = (isDefault: boolean): readonly string[] => [
    ...new Set(secrets.filter((secret) => secret.isDefault === isDefault).map(({ where }) => where)),
  ];
  const [written, defaults] = [named(false), named(true)];
  if (defaults.length === 0) return listed(written);
  const others = `the ${defaults.length === 1 ? 'default' : 'defaults'} of ${listed(defaults)}`;
  return written.length === 0 ? others : `${listed(written)}, and in ${others}`;
}

function keysIn({ secrets }: Holder): string {
  return [...new Set(secrets.map(({ key }) => key))].sort().join(',');
}

/** The other lines, each once: services may have one from an anchor, or from what they extend. */
function related(holders: readonly Holder[], at: SourceLocation): readonly Evidence[] {
  const told = new Set([placeKey(at)]);
  return holders.flatMap(({ service, secrets }) =>
    secrets.flatMap((secret) => {
      const place = placeKey(secret.at);
      if (told.has(place)) return [];
      told.add(place);
      const whose = holders.length === 1 ? '' : ` of ${service.service.name}`;
      return [{ at: secret.at, note: `${secret.key}${whose} holds a credential` }];
    }),
  );
}
