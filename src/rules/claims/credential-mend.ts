import { credentialsIn, credentialsInLines, isCommonplace } from '../../catalogue/credentials.ts';
import { familyOf } from '../../catalogue/catalogue.ts';
import { EVERYWHERE, placeKey, type SourceLocation } from '../../compose/source.ts';
import type { Project, Service } from '../../compose/project.ts';
import type { Edit } from '../../fixes/edit.ts';
import type { Mend } from '../../fixes/networks.ts';
import { ownersOf } from '../../fixes/copies.ts';
import type { Setting, Settings } from '../../fixes/held.ts';
import { fromVariables } from '../../fixes/settings.ts';
import { projectOf } from '../../topology/services.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';
import { code, listed } from '../../words/words.ts';
import type { RuleContext } from '../context.ts';
import { placesInCode, toldNothing } from './credential-elsewhere.ts';
import { type Secret, settingsWith } from './written-credentials.ts';

/** A service with the credentials that are written for it, never none, in the order of the files. */
export interface Holder {
  readonly service: TopologyService;
  readonly secrets: readonly Secret[];
}

/**
 * Takes what `holders` hold from variables, with all else of their project that holds the same, and adds the variables to the committed sample of
 * the `.env`. No edits where a file holds the same that is not edited, or where who uses the store has it in what it is made from.
 */
export function credentialMend(context: RuleContext, projectId: string, holders: readonly Holder[]): Mend {
  const { topology } = context;
  const project = projectOf(topology, projectId);
  const credentials = new Set(holders.flatMap(({ secrets }) => secrets.flatMap((secret) => secret.credentials)));
  const all = withTwins(topology, projectId, holders, credentials);
  const groups = withoutStrangers(
    all.flatMap(({ service, secrets }) => settingsOf(service, secrets)),
    new Set(holders.flatMap(({ secrets }) => secrets.map(({ at }) => placeKey(at)))),
  );
  const { edits, variables, note } = fromVariables(project, groups);
  const known = new Set(all.flatMap(({ secrets }) => secrets.map(({ at }) => placeKey(at))));
  const elsewhere = [
    ...all.flatMap(({ secrets }) => secrets.filter((secret) => secret.in === 'config').map(({ at }) => at)),
    ...(project === null ? [] : [...placesBeside(project, credentials), ...placesInCode(project, credentials, known)]),
  ];
  const holding = new Set(all.map(({ service }) => service.service));
  const stores = holders.flatMap(({ service }) => (service.zone.zone === 'data' ? [service] : []));
  const unset = toldNothing(context, stores).filter((service) => !holding.has(service));
  const stored = atFirstStart(holders);
  if (elsewhere.length === 0 && unset.length === 0 && edits.length > 0) {
    return {
      edits: [...edits, ...(project === null ? [] : inSample(project, variables))],
      note: `${inSampleToo(project, credentials)}${stored}`,
    };
  }
  const told = [...new Set(elsewhere.map(({ file, line }) => code(`${file}:${String(line)}`)))];
  const others = told.length === 0 ? '' : ` The same stands in ${listed(told, MOST)}: change it there, too.`;
  return { edits: [], note: `${edits.length === 0 ? note : ''}${others}${inSource(unset)}${stored}` };
}

/** Who has the credential in what it is made from. */
function inSource(services: readonly Service[]): string {
  return services
    .slice(0, MOST)
    .map(({ name, build }) =>
      build === null
        ? ` ${code(name)} has no setting for it: look in its image.`
        : ` ${code(name)} is built here and has no setting for it: look in its source.`,
    )
    .join('');
}

const MOST = 4;

/** Other settings of the project that hold one of the credentials, though they alone would not be told. */
function withTwins(
  topology: Topology,
  projectId: string,
  holders: readonly Holder[],
  credentials: ReadonlySet<string>,
): readonly Holder[] {
  const rare = new Set([...credentials].filter((credential) => !isCommonplace(credential)));
  return [...topology.services.values()]
    .filter(({ project }) => project === projectId)
    .flatMap((service) => {
      const own = holders.find((holder) => holder.service === service)?.secrets ?? [];
      const known = new Set(own.map(({ at }) => placeKey(at)));
      const more = settingsWith(service, topology, own.length > 0 ? credentials : rare);
      const secrets = [...own, ...more.filter(({ at }) => !known.has(placeKey(at)))];
      return secrets.length === 0 ? [] : [{ service, secrets }];
    });
}

/** Without settings that are not told (`told`: the places of those that are) and are no copies of them: the same value says nothing. */
function withoutStrangers(groups: readonly Settings[], told: ReadonlySet<string>): readonly Settings[] {
  const ownerOf = ownersOf(groups);
  const accountsOf = (group: Settings, setting: Setting): readonly string[] =>
    setting.credentials.map((credential) => `${ownerOf(group, setting, credential)}\0${credential}`);
  const meant = new Set(
    groups.flatMap((group) =>
      group.settings.flatMap((setting) => (told.has(placeKey(setting.at)) ? accountsOf(group, setting) : [])),
    ),
  );
  return groups.map((group) => ({
    ...group,
    settings: group.settings.filter((setting) => accountsOf(group, setting).some((account) => meant.has(account))),
  }));
}

function settingsOf({ service, zone }: TopologyService, secrets: readonly Secret[]): readonly Settings[] {
  return PLACES.flatMap(([place, ...under]) => {
    const settings = secrets.filter((secret) => secret.in === place);
    return settings.length === 0 ? [] : [{ service, isStore: zone.zone === 'data', under, settings }];
  });
}

/** Where credentials are, with the keys that lead there. */
const PLACES: readonly (readonly [Secret['in'], ...string[]])[] = [
  ['environment', 'environment'],
  ['build', 'build', 'args'],
  ['text'],
];

/** Lines of mounted files and of env files, but for the `.env` that fills variables, that hold one of the credentials. */
function placesBeside(project: Project, credentials: ReadonlySet<string>): readonly SourceLocation[] {
  const texts = new Map(
    [...project.beside.values()].flatMap(({ texts: own }) => own.map(({ file, text }) => [file, text] as const)),
  );
  const mounted = [...texts].flatMap(([file, text]) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        credentialsInLines(line).some((credential) => credentials.has(credential))
          ? [{ ...EVERYWHERE, file, line: index + 1 }]
          : [],
      ),
  );
  const given = project.envFiles
    .filter(({ file }) => !/(^|\/)\.env$/.test(file))
    .flatMap(({ settings }) =>
      [...settings].flatMap(([key, { value, at }]) =>
        credentialsIn(key, value).some((credential) => credentials.has(credential)) ? [at] : [],
      ),
    );
  return [...mounted, ...given];
}

function inSample({ sample }: Project, variables: readonly string[]): readonly Edit[] {
  if (sample === null) return [];
  return variables
    .filter((name) => !sample.settings.some(({ key }) => key === name))
    .map((name) => ({
      kind: 'append',
      path: [name],
      at: sample.end,
      owner: sample.end,
      sharers: [],
      scope: 'own',
      value: '',
    }));
}

/** Lines of the sample that hold a credential, which whoever copies it would go on with. */
function inSampleToo(project: Project | null, credentials: ReadonlySet<string>): string {
  const lines = (project?.sample?.settings ?? []).filter(({ key, value }) =>
    credentialsIn(key, value).some((credential) => credentials.has(credential)),
  );
  const told = lines.map(({ at }) => code(`${at.file}:${String(at.line)}`));
  return told.length === 0 ? '' : ` The sample has the same in ${listed(told, MOST)}: leave it empty there.`;
}

/** Images of databases read their password only where there are no data yet. */
function atFirstStart(holders: readonly Holder[]): string {
  const stores = holders.filter(
    ({ service: { zone }, secrets }) => zone.zone === 'data' && secrets.some((secret) => secret.in === 'environment'),
  );
  const [first] = stores.flatMap(({ service: { service } }) => {
    const name = service.image === null ? '' : (familyOf(service.image.value)?.family.name ?? '');
    const [, how] = CHANGING.find(([families]) => families.includes(name)) ?? [];
    return how === undefined ? [] : [{ name: service.name, how }];
  });
  return first === undefined
    ? ''
    : ` ${code(first.name)} reads its password at its first start only: existing data keep the old one until ${first.how} changes it.`;
}

const CHANGING: readonly (readonly [families: readonly string[], how: string])[] = [
  [['PostgreSQL', 'TimescaleDB'], '`ALTER ROLE`'],
  [['MySQL', 'MariaDB', 'Percona Server'], '`ALTER USER`'],
  [['MongoDB'], '`db.changeUserPassword()`'],
  [['RabbitMQ'], '`rabbitmqctl change_password`'],
  [['InfluxDB'], '`influx user password`'],
];
