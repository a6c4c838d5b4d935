/**
 * Host names that a text means to connect to: in URLs (also JDBC, several hosts, user and password), `host:port`, `user@tcp(host:port)`,
 * and `host=…` or `--host …`. Words alone are none: `postgres` may be a user, a database or a driver.
 */
export function hostsIn(text: string): readonly string[] {
  if (text.length > LONGEST) return [];
  return unique([
    ...[...text.matchAll(URL_AUTHORITY)].flatMap(([, authority = '']) => hostsOfAuthority(authority)),
    ...[...text.matchAll(HOST_AND_PORT)].map(([, host = '']) => host),
    ...[...text.matchAll(NAMED_HOST)].map(([, host = '']) => host),
  ]);
}

/** Host names as `hostsIn` finds them, and each word of a list besides: for settings that are about a host (`DB_HOST`, `KAFKA_BROKERS`). */
export function hostsInList(text: string): readonly string[] {
  if (text.length > LONGEST) return [];
  const words = text.split(/[\s,;|]+/).map((word) => word.replace(/^[a-z][a-z0-9+.-]*:\/\//i, ''));
  return unique([...hostsIn(text), ...words.flatMap(hostsOfAuthority)]);
}

/**
 * Host names of one line of a configuration file: as `hostsIn` finds them, and where proxies write hosts without a port
 * (`server app;`, `fastcgi_pass php;`, `reverse_proxy app {`, `set $upstream app;`). Comments have none.
 */
export function hostsInConfiguration(line: string): readonly string[] {
  if (line.length > LONGEST_LINE || /^\s*(?:#|\/\/|;|--)/.test(line)) return [];
  const said = line.replace(/\s#.*$/, '');
  return unique([...hostsIn(said), ...[...said.matchAll(DIRECTIVE)].map(([, host = '']) => host)]);
}

const LONGEST_LINE = 2000;

/** Words that a value consists of, alone or in a list (`a, b`, `["a","b"]`): of a setting that may be about hosts. Prose has none. */
export function wordsAlone(text: string): readonly string[] {
  if (text.length > LONGEST || PROSE.test(text)) return [];
  return unique(text.split(/[\s,;|"'[\]{}]+/).filter((word) => WORD.test(word)));
}

/** Whether a setting's name is about a host. */
export function isAboutHost(key: string): boolean {
  return ABOUT_HOST.test(key) && !/IMAGE|VERSION|_TAG$|PROTOCOL|DRIVER/i.test(key);
}

/**
 * Whether words of a setting may be hosts though its name does not say so: `POSTGRES_SEEDS=postgresql`. Not where the name says that they
 * are somebody, a database, a kind of software or a text.
 */
export function mayBeAboutHost(key: string): boolean {
  return !NO_HOST.test(key);
}

/** Longer texts are no settings; the bound keeps the work linear in what people write. */
const LONGEST = 100_000;
const NAME = '[a-z0-9](?:[a-z0-9._-]{0,252}[a-z0-9])?';

const WORD = new RegExp(`^${NAME}$`, 'i');
/** Words with nothing but spaces between them. */
const PROSE = /[^\s,;|]\s+[^\s,;|]/;

const URL_AUTHORITY = /:\/\/([^\s/?#"'<>`]{1,2000})/g;
const HOST_AND_PORT = new RegExp(`(?<![a-z0-9._-])(${NAME})(?::|\\s+)\\d{2,5}(?![a-z0-9._-])`, 'gi');
const NAMED_HOST = new RegExp(
  `(?:^|[\\s:;,&?"'\\[{(._/-])(?:-h|host|hostname|server|address|addr|data source|endpoint)["']?(?:\\s*[=:]\\s*|[\\s,]+)["']?(?:tcp:)?(${NAME})`,
  'gi',
);

const NO_HOST =
  /(^|[_.-])(USER|USERNAME|LOGIN|OWNER|EMAIL|PASS|PASSWORD|PASSWD|PWD|SECRET|TOKEN|KEY|CERT|SALT|DB|DBS|DATABASE|DATABASES|SCHEMA|KEYSPACE|BUCKET|BUCKETS|INDEX|TOPIC|TOPICS|NAME|ID|TITLE|LABEL|TYPE|KIND|DRIVER|DIALECT|ENGINE|ADAPTER|CLIENT|CONNECTION|STORE|PROVIDER|BACKEND_TYPE|MODE|ROLE|ROLES|PROFILE|PROFILES|ACTIVE|ENV|ENVIRONMENT|LANG|LOCALE|TZ|IMAGE|VERSION|TAG|PROTOCOL|PLUGINS|MODULES|FEATURES|PREFIX|PATH|DIR|FILE|GROUP|REALM|EXTENSIONS?|COMMAND)S?$|USER$|DATABASE$|PASSWORD$|PASSWD$|(?:DB|DATABASE|USER|APP)_?NAME$/i;

const DIRECTIVE = new RegExp(
  `(?:^|[\\s{;])(?:server|(?:proxy|fastcgi|uwsgi|grpc|scgi)_pass|reverse_proxy|php_fastcgi|set\\s+\\$\\w+)\\s+(?:/\\S*\\s+|\\*\\s+)?["']?(${NAME})(?=["']?\\s*(?:[;{\\s]|$))`,
  'gi',
);

const ABOUT_HOST =
  /(^|[_.-])(HOST|HOSTS|HOSTNAME|SERVER|SERVERS|ADDR|ADDRS|ADDRESS|ADDRESSES|ENDPOINT|ENDPOINTS|URL|URLS|URI|DSN|BROKER|BROKERS|NODE|NODES|PEER|PEERS|BACKEND|UPSTREAM|UPSTREAMS|TARGET|CONNECT|REDIS|CONTACT_POINTS|SERVER_NAME)$|HOST(S|_?NAME)?$|URL$|SERVERS?$|HOSTS/i;

/** `user:password@a:1,b:2` → `a`, `b`. */
function hostsOfAuthority(authority: string): readonly string[] {
  const hosts = authority.slice(authority.lastIndexOf('@') + 1).replace(/[/?#;].*$/s, '');
  return hosts.split(',').flatMap((host) => {
    const found = /^(?:tcp\()?([a-z0-9._-]+)(?::\d*|:\$\{.*)?\)?$/i.exec(host);
    return found === null ? [] : [found[1] ?? ''];
  });
}

function unique(hosts: readonly string[]): readonly string[] {
  return [...new Set(hosts.filter((host) => host !== ''))];
}
