import { isCredentialName } from '../catalogue/credentials.ts';
import { wordsOf } from '../catalogue/image.ts';
import type { Service } from '../compose/project.ts';
import { addTo } from '../words/grouped.ts';
import type { Setting, Settings } from './held.ts';

/** Says of a credential in a setting whose it is: what has one value and one owner is the same, and its copies; the same value alone says nothing. */
export type OwnerOf = (group: Settings, setting: Setting, credential: string) => string;

/**
 * Who owns the credentials of `groups`: settings of a store, by their keys. Connection strings, command lines and settings that are called like a
 * store are copies of what the store has. What an administrator has is no copy of what a user has, and all else is a credential of its own, by
 * its key.
 */
export function ownersOf(groups: readonly Settings[]): OwnerOf {
  const servers = new Map<string, Server[]>();
  for (const { service, settings } of groups.filter(({ isStore }) => isStore)) {
    for (const setting of settings.filter(({ key }) => !CLIENT.test(key))) {
      const isKey = setting.isWhole && isCredentialName(setting.key);
      for (const credential of setting.credentials)
        addTo(servers, credential, { service, key: isKey ? setting.key : '' });
    }
  }
  return ({ service, isStore }, setting, credential) => {
    const all = servers.get(credential) ?? [];
    const { key } = setting;
    const isWhole = setting.isWhole && isCredentialName(key);
    if (isWhole && all.some((server) => server.key === key)) return key;
    const own = isStore ? all.filter((server) => server.service === service) : [];
    const known = (own.length > 0 ? own : all).filter((server) => own.length > 0 || isMeant(server, setting, isWhole));
    const keyed = known.filter((server) => server.key !== '');
    const isRoot = ROOT.test(key) || (!setting.isWhole && AS_ROOT.test(setting.value));
    const same = keyed.find((server) => ROOT.test(server.key) === isRoot);
    if (same !== undefined) return same.key;
    if (isWhole && (isRoot || known.length === 0))
      return known.length === 0 && isOfStore(key) && all.length === 0 ? '' : key;
    return keyed[0]?.key ?? '';
  };
}

/** A store that has a credential; without a key: in a text, such as its command. */
interface Server {
  readonly service: Service;
  readonly key: string;
}

/** Whether a setting of somebody else means the store. */
function isMeant({ service, key: serverKey }: Server, { key }: Setting, isWhole: boolean): boolean {
  const names = [...wordsOf(service.name), ...wordsOf(service.image?.value ?? ''), ...wordsOf(serverKey).slice(0, 1)];
  if (!isWhole) return true;
  const words = wordsOf(key);
  if (words.every((word) => ABOUT.test(word))) return true;
  const isNamed = words.some((word) =>
    names.some((name) => name.length > 1 && word.startsWith(name) && !ABOUT.test(name)),
  );
  return (
    isNamed || KINDS.some(([called, stores]) => words.some((word) => called.test(word)) && stores.test(names.join(' ')))
  );
}

function isOfStore(key: string): boolean {
  return wordsOf(key).some((word) => KINDS.some(([called, stores]) => called.test(word) || stores.test(word)));
}

/** What clients read, also those in the containers of stores. */
const CLIENT = /^(PGPASSWORD|MYSQL_PWD|REDISCLI_AUTH)$/;

const ROOT = /ROOT|ADMIN|SUPERUSER/i;
const AS_ROOT = /\/\/(root|admin):|-u\s*root|--user[= ]root/i;

/** Words that only say that it is a credential. */
const ABOUT = /^(password|passwd|pass|pwd|pw|secret|token|key|auth)$/;

/** How those who use a kind of store call it, beside its own name. */
const KINDS: readonly (readonly [called: RegExp, stores: RegExp])[] = [
  [
    /^(db|database|datasource|sql|pg|jdbc)/,
    /postgres|pg|timescale|mysql|maria|percona|mssql|sqlserver|mongo|oracle|cockroach|\bsa\b|\bdb\b/,
  ],
  [/^(s3|aws|storage|bucket)/, /minio|s3|rustfs|garage|seaweed/],
  [/^(cache|redis|rediscli)/, /redis|valkey|keydb|dragonfly/],
  [/^(amqp|broker|mq|queue)/, /rabbit|activemq|artemis|\bnats\b/],
];
