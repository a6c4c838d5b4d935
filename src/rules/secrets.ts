/** Whether a setting's name says that its value is a credential: `POSTGRES_PASSWORD`, `API_KEY`, `jwtSecret`; not `…_FILE` and the like. */
export function isCredentialName(key: string): boolean {
  const name = key
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replace(/[.-]+/g, '_');
  return CREDENTIAL.test(name) && !ABOUT_CREDENTIAL.test(name);
}

/** Whether `value` can be a credential at all: not empty, no switch, no path, no reference to something else. */
export function isCredentialValue(value: string): boolean {
  // `- KEY='<KEY>'` keeps its quotes.
  const text = value.trim().replace(/^(['"])(.*)\1$/s, '$2');
  return (
    text !== '' &&
    !/^(true|false|yes|no|on|off|none|null|nil|undefined|disabled|enabled|required|optional|\d{1,2})$/i.test(text) &&
    !/^(\/|\.{1,2}\/|~\/|file:|https?:\/\/[^@]*$|\$|<[^>]*>$|\{\{.*\}\}$|%\w+%$)/.test(text)
  );
}

/** Whether `value` only says what belongs there, and is for a key that someone else gives out: unlike a password, nothing runs with it. */
export function isUnusable(key: string, value: string): boolean {
  return (
    /TOKEN|API_?KEY|LICENSE/i.test(key) &&
    /^["'<[]*(your|my|insert|enter|replace|put|add|dummy|x{3,}|\.{3})/i.test(value)
  );
}

/** Whether the value of `key` has the look of a key though its name does not say so much: `CACHE_KEY` is none, `LICENCE_KEY: 9f86d081…` is. */
export function isRandomKey(key: string, value: string): boolean {
  return (
    /KEY(_\d+)?$/i.test(key) &&
    !/PUBLIC|PUB_KEY|CACHE|SITE_KEY/i.test(key) &&
    /^(?=.*\d)(?=.*[a-z])[\w+/=-]{24,}$/i.test(value)
  );
}

/** Whether a user and a password are written together, as some images want them: `NEO4J_AUTH: neo4j/secret`. */
export function isUserAndPassword(key: string, value: string): boolean {
  const [, password = ''] = /^[\w.@-]{1,100}[:/](.{1,200})$/.exec(value) ?? [];
  return (
    /(^|_)(NEO4J_AUTH|BASIC_?AUTH|HTTP_AUTH|AUTH_USER_PASS|CREDENTIALS|USERPASS|USER_PASS)$/i.test(key) &&
    isCredentialValue(password) &&
    !/^(\d+$|\/)/.test(password)
  );
}

/** Which of the words of a command line are passwords: behind `--requirepass`, `--password=`, `redis-cli -a`, `mysql -p`; by index. */
export function passwordWords(words: readonly string[]): readonly number[] {
  return words.flatMap((word, index) => {
    const previous = words[index - 1] ?? '';
    const isBehind =
      PASSWORD_OPTION.test(previous) || (previous === '-a' && words.some((other) => /(^|\/)redis-cli$/.test(other)));
    const isPassword = isBehind && isCredentialValue(word) && !word.startsWith('-');
    return isPassword || holdsPasswordOption(word) ? [index] : [];
  });
}

function holdsPasswordOption(text: string): boolean {
  if (text.length > LONGEST) return false;
  return IN_TEXT.some((form) =>
    [...text.matchAll(form)].some(([, password = '']) => isCredentialValue(password) && !/^[-&|;<>]/.test(password)),
  );
}

/** Whether a text holds a password in a connection string, or has the form of a well-known kind of key. */
export function holdsCredential(value: string): boolean {
  if (value.length > LONGEST) return false;
  return (
    [...value.matchAll(CONNECTION)].some(([, password = '']) => isCredentialValue(decoded(password))) ||
    [...value.matchAll(PAIR)].some(([, password = '']) => isCredentialValue(password)) ||
    FORMS.some((form) => form.test(value))
  );
}

const LONGEST = 100_000;

const CREDENTIAL =
  /(^|_)(PASSWORD|PASSWD|PASS|PASSPHRASE|PWD|PW|SECRET|TOKEN|APIKEY|API_KEY|ACCESS_KEY|SECRET_KEY|PRIVATE_KEY|ENCRYPTION_KEY|PRESHARED_KEY|FERNET_KEY|AES_(?:\d+_)?KEY|CRYPTO?_KEY|SESSION_KEY|COOKIE_KEY|SERVICE_ROLE_KEY|ERLANG_COOKIE|PSK|SIGNING_KEY|MASTER_KEY|APP_KEY|AUTH_KEY|JWT_KEY|HMAC_KEY|LICENSE_KEY|CREDENTIAL|SECRET_KEY_BASE|ACCESS_KEY_ID|SALT)(_\d+)?$|PASSWORD$|PASSWD$|SECRET_?KEY$|ENCRYPTION_?KEY$|MASTER_?KEY$|APIKEY$|SECRET(_ACCESS_KEY)?$/;

/** About a credential, and none itself. */
const ABOUT_CREDENTIAL =
  /(^|_)(FILE|PATH|DIR|URL|URI|HOST|PORT|NAME|LENGTH|MIN|MAX|TTL|EXPIRY|EXPIRATION|TYPE|HEADER|ALLOW_EMPTY|ALLOW|EMPTY|RANDOM|REQUIRE|REQUIRES|RESET|SHOW|HIDE|ENABLE|ENABLED|DISABLE|DISABLED|USE|PUBLIC|CSRF_TOKEN_NAME)(_|$)/;

/** `scheme://user:password@host`, the user perhaps empty. */
const CONNECTION = /:\/\/[^\s/:@"']{0,200}:([^\s/@"']{1,500})@[^\s/]/g;
/** `Password=…;` as in ADO, `password=…` as in libpq. */
const PAIR = /(?:^|[;\s"'?&])(?:password|pwd)\s*=\s*([^;\s"'&]{1,500})/gi;

const OPTION =
  '--(?:requirepass|masterauth|(?:[a-z]{1,20}-){0,3}(?:password|passwd|api-key|access-key|secret-key|auth-token))';
const PASSWORD_OPTION = new RegExp(`^${OPTION}$`, 'i');
const IN_TEXT: readonly RegExp[] = [
  new RegExp(`(?:^|\\s)${OPTION}(?:=|\\s+)["']?([^\\s"']{1,500})`, 'gi'),
  /(?:^|[\s/])redis-cli\s(?:[^|;&\n]{0,200}?\s)?-a\s+["']?([^\s"']{1,500})/g,
  /(?:^|[\s/])(?:mysql|mariadb|mysqladmin|mariadb-admin|mysqldump)\s(?:[^|;&\n]{0,200}?\s)?-p([^\s"']{1,500})/g,
];

const FORMS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/,
  /(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)/,
  /(^|[^A-Za-z0-9])(ghp|gho|ghs|ghu|ghr)_[A-Za-z0-9]{36}/,
  /(^|[^A-Za-z0-9])github_pat_[A-Za-z0-9_]{50}/,
  /(^|[^A-Za-z0-9])glpat-[A-Za-z0-9_-]{20}/,
  /(^|[^A-Za-z0-9])xox[abprs]-[A-Za-z0-9-]{10}/,
  /(^|[^A-Za-z0-9])sk-[A-Za-z0-9_-]{20}/,
  /(^|[^A-Za-z0-9])(sk|rk)_live_[A-Za-z0-9]{16}/,
  /(^|[^A-Za-z0-9])AIza[A-Za-z0-9_-]{35}/,
  /(^|[^A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./,
];

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
