/** Whether a setting's name says that its value is a credential: `POSTGRES_PASSWORD`, `API_KEY`, `jwtSecret`; not `…_FILE` and the like. */
export function isCredentialName(key: string): boolean {
  const name = key
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replace(/[.-]+/g, '_');
  return CREDENTIAL.test(name) && !ABOUT_CREDENTIAL.test(name);
}

/** Whether `value` can be a credential at all: not empty, no switch, no path, no reference to something else, not blacked out. */
export function isCredentialValue(value: string): boolean {
  // `- KEY='<KEY>'` keeps its quotes.
  const text = value.trim().replace(/^(['"])(.*)\1$/s, '$2');
  return (
    !/^["'~]*$/.test(text) &&
    !/^(true|false|yes|no|on|off|none|null|nil|undefined|disabled|enabled|required|optional|\d{1,2})$/i.test(text) &&
    !REFERENCE.test(text) &&
    !/^(\/|\.{1,2}\/|~\/|file:|https?:\/\/[^@]*$|\$|<[^>]*>$|\{\{.*\}\}$|%\w+%$|\*+$)/.test(text)
  );
}

/** What a tool fills in from a vault before the value is used. */
const REFERENCE =
  /^(op|bws?|doppler|infisical|aws-?sm|ssm|sm|gcp-?sm|akv|keyvault|secretsmanager|ref\+\w+):\/\/|^vault:[^\s#]+#|^arn:aws:(secretsmanager|ssm):|^secretref:|^(ENC|AES256)\[/i;

/** Whether `value` only says what belongs there, and is for a key that someone else gives out: unlike a password, nothing runs with it. */
function isUnusable(key: string, value: string): boolean {
  const isOthers = OTHERS.test(key);
  return (
    ((isOthers || /TOKEN|API_?(KEY|SECRET)|LICENSE/i.test(key)) && PLACEHOLDER.test(value)) ||
    (isOthers && OWN_PLACEHOLDER.test(value)) ||
    // Keys for a local stand-in of AWS, which takes any.
    (/(^|_)AWS_/i.test(key) && /^(dummy|fake|foo|bar|test|testing|local|localstack|x+)$/i.test(value))
  );
}

/** Who gives out keys to others. */
const OTHERS =
  /(^|_)(OPENAI|ANTHROPIC|CLAUDE|GEMINI|GOOGLE|GROQ|COHERE|MISTRAL|DEEPSEEK|OPENROUTER|TAVILY|SERP|HF|HUGGING_?FACE|REPLICATE|GITHUB|GITLAB|BITBUCKET|NPM|SLACK|DISCORD|TELEGRAM|TWITTER|FACEBOOK|LINKEDIN|STRIPE|PAYPAL|AWS|AZURE|GCP|TWILIO|SENDGRID|MAILGUN|POSTMARK|RESEND|CLOUDFLARE|CF|TUNNEL|NGROK|TAILSCALE|TS|DUCKDNS|SENTRY|DATADOG|DD|NEW_RELIC|MAPBOX|LANGSMITH|LANGFUSE|PINECONE|OAUTH|OIDC|PLEX|AUTH0|CLERK)(_|$)/i;

/** What says of itself that something else belongs there. */
const PLACEHOLDER =
  /^["'<[]*(your|insert|enter|replace|put|add|dummy|invalid|unused|unset|todo|fixme|placeholder|not[-_ ]?(used|needed|required|set)|x{3,}|\.{3}|my[-_ ]?.{0,40}[-_ ](here|goes)|(sk|pk|ghp)[-_]?(x{3,}|\.{3}|your|1234))/i;

/** What works as a secret of one's own, and not as a key that somebody else gives out. */
const OWN_PLACEHOLDER =
  /^["'<[]*(my|change[-_ ]?(me|this|it)|example|sample|secret|test|none|na|n\/a|abc|1234|key|token)/i;

/** Whether the value of `key` has the look of a key though its name does not say so much: `CACHE_KEY` is none, `LICENCE_KEY: 9f86d081…` is. */
export function isRandomKey(key: string, value: string): boolean {
  return (
    /KEY(_\d+)?$/i.test(key) &&
    !/PUBLIC|PUB_KEY|CACHE|SITE_KEY/i.test(key) &&
    /^(?=.*\d)(?=.*[a-z])[\w+/=-]{24,}$/i.test(value)
  );
}

/** The password where a user is written before it, as some images want it: `NEO4J_AUTH: neo4j/secret`. */
function passwordBehindUser(key: string, value: string): readonly string[] {
  const [, password = ''] = /^[\w.@-]{1,100}[:/](.{1,200})$/.exec(value) ?? [];
  return /(^|_)(NEO4J_AUTH|BASIC_?AUTH|HTTP_AUTH|AUTH_USER_PASS|CREDENTIALS|USERPASS|USER_PASS)$/i.test(key) &&
    isCredentialValue(password) &&
    !/^(\d+$|\/)/.test(password)
    ? [password]
    : [];
}

/** The credentials in each word of a command line: behind `--requirepass`, `--password=`, `redis-cli -a`, `mc alias set`, `mysql -p`, or as in any text. */
export function credentialsInWords(words: readonly string[]): readonly (readonly string[])[] {
  const [isRedis, isCurl, isMysql] = [REDIS, CURL, MYSQL].map((program) => words.some((word) => program.test(word)));
  return words.map((word, index) => {
    const previous = words[index - 1] ?? '';
    const isBehind =
      PASSWORD_OPTION.test(previous) ||
      (previous === '-a' && isRedis === true) ||
      (words[index - 4] === 'set' && words[index - 5] === 'alias');
    const userPassword = isCurl === true && /^(-u|--user)$/.test(previous) ? behindUser(word) : [];
    const isPassword = isBehind && isCredentialValue(word) && !word.startsWith('-');
    const [, glued = ''] = isMysql === true ? (/^-p(\S{1,500})$/.exec(word) ?? []) : [];
    return [
      ...(isPassword ? [word] : []),
      ...(isCredentialValue(glued) ? [glued] : []),
      ...userPassword,
      ...behindOptions(word),
      ...credentialsInText(word),
    ];
  });
}

/** The password of `user:password`. */
function behindUser(word: string): readonly string[] {
  const [, password = ''] = /^[^\s:]{1,100}:(.{1,200})$/s.exec(word) ?? [];
  return isCredentialValue(password) ? [password] : [];
}

/** The credentials in a file of settings, by the names of its lines, or as in any text. */
export function credentialsInLines(text: string): readonly string[] {
  if (text.length > LONGEST) return [];
  return text.split('\n').flatMap((line) => {
    const [, key = '', value = ''] =
      /^\s*["']?([\w.-]{1,100})["']?\s*[:=]\s*["']?([^"'\s,]{1,500})["']?,?\s*$/.exec(line) ?? [];
    return key === '' ? [...behindOptions(line), ...credentialsInText(line)] : credentialsIn(key, value);
  });
}

function behindOptions(text: string): readonly string[] {
  if (text.length > LONGEST) return [];
  return IN_TEXT.flatMap((form) =>
    [...text.matchAll(form)].flatMap(([, password = '']) =>
      isCredentialValue(password) && !/^[-&|;<>]/.test(password) ? [password] : [],
    ),
  );
}

/** Passwords of connection strings in a text, and the text itself where it has the form of a well-known kind of key. */
function credentialsInText(value: string): readonly string[] {
  if (value.length > LONGEST) return [];
  return [
    ...[...value.matchAll(CONNECTION)].map(([, password = '']) => decoded(password)).filter(isCredentialValue),
    ...[...value.matchAll(GO_MYSQL)].map(([, password = '']) => password).filter(isCredentialValue),
    ...[...value.matchAll(PAIR)].map(([, password = '']) => password).filter(isCredentialValue),
    ...(FORMS.some((form) => form.test(value)) && !/x{6}|\.{3}|your[-_]/i.test(value) ? [value] : []),
  ];
}

/** The credentials that `value` holds where it is the value of the setting `key`; none: it holds no secret. */
export function credentialsIn(key: string, value: string): readonly string[] {
  const isWhole =
    (isCredentialName(key) && isCredentialValue(value) && !isUnusable(key, value)) || isRandomKey(key, value);
  const parts = [...passwordBehindUser(key, value), ...credentialsInText(value)];
  return isWhole && parts.length === 0 ? [value] : parts;
}

/** Where in a text `credential` stands as one: as all of it, behind an option or in a connection string; from the start, none overlapping. */
export function placesOf(credential: string, text: string): readonly (readonly [start: number, end: number])[] {
  if (text.length > LONGEST) return [];
  if (text === credential) return [[0, text.length]];
  const found = [CONNECTION, GO_MYSQL, PAIR, ...IN_TEXT, BEHIND_USER].flatMap((form) =>
    [...text.matchAll(new RegExp(form, `${form.flags.replace('g', '')}gd`))].flatMap(({ indices }) => {
      const place = indices?.[1];
      return place === undefined ? [] : [place];
    }),
  );
  const meant = found.filter(([start, end]) => text.slice(start, end) === credential).sort(([a], [b]) => a - b);
  return meant.filter(([start], index) => index === 0 || start >= (meant[index - 1]?.[1] ?? 0));
}

/** Whether `key` is the public half of a pair, as a user name is, with its secret among `others`: `S3_ACCESS_KEY` beside `S3_SECRET_KEY`. */
export function isPublicHalf(key: string, others: Iterable<string>): boolean {
  const [, before] = /^(.*?)_?ACCESS_?KEY(_?ID)?$/i.exec(key) ?? [];
  if (before === undefined || /SECRET$/i.test(before)) return false;
  return [...others].some((other) => other.startsWith(before) && /SECRET/i.test(other.slice(before.length)));
}

/** Whether a credential is one that comes to everybody's mind, so that two who have it need have nothing in common. */
export function isCommonplace(credential: string): boolean {
  return /^(admin|administrator|root|user|guest|pass|password|passw0rd|change_?me|test|example|default|demo|postgres|mysql|redis|mongo|minio|rabbitmq|token|12345\d*|123)\d{0,4}!?$/i.test(
    credential,
  );
}

/** Whether the setting `key` may hold a credential of somebody whose value is known, though its name alone does not say so: `REDISCLI_AUTH`. */
export function mayHoldCredential(key: string): boolean {
  return /AUTH|PASS|PWD|PW$|SECRET|TOKEN|KEY/i.test(key) && !/USER|NAME|(^|_)ID$|HOST|URL$/i.test(key);
}

const LONGEST = 100_000;

const BEHIND_USER = /^[\w.@-]{1,100}[:/]([^\s:/@]{1,200})$/g;

const CREDENTIAL =
  /(^|_)(PASSWORD|PASSWD|PASS|PASSPHRASE|PWD|PW|SECRET|TOKEN|APIKEY|API_KEY|ACCESS_KEY|SECRET_KEY|PRIVATE_KEY|ENCRYPTION_KEY|ENC_KEY|OPENSSL_KEY(?:_V\d+)?|REDIS_AUTH|PRESHARED_KEY|FERNET_KEY|AES_(?:\d+_)?KEY|CRYPTO?_KEY|SESSION_KEY|COOKIE_KEY|SERVICE_ROLE_KEY|ERLANG_COOKIE|PSK|SIGNING_KEY|MASTER_KEY|APP_KEY|AUTH_KEY|JWT_KEY|HMAC_KEY|LICENSE_KEY|CREDENTIAL|(?:SECRET_|DB_|OTP_)?KEY_BASE|ACCESS_KEY_ID|SALT)(_\d+)?$|PASSWORD$|PASSWD$|SECRET_?KEY$|ENCRYPTION_?KEY$|MASTER_?KEY$|APIKEY$|SECRET(_ACCESS_KEY)?$/;

/** About a credential, and none itself. */
const ABOUT_CREDENTIAL =
  /(^|_)(FILE|PATH|DIR|URL|URI|HOST|PORT|NAME|LENGTH|MIN|MAX|TTL|EXPIRY|EXPIRATION|TYPE|HEADER|ALLOW_EMPTY|ALLOW|EMPTY|RANDOM|REQUIRE|REQUIRES|RESET|SHOW|HIDE|ENABLE|ENABLED|DISABLE|DISABLED|USE|PUBLIC|CSRF_TOKEN_NAME|CLUSTER_TOKEN)(_|$)/;

/** `scheme://user:password@host`, the user perhaps empty. */
const CONNECTION = /:\/\/[^\s/:@"']{0,200}:([^\s/@"']{1,500})@[^\s/]/g;
/** `user:password@tcp(host)/database`; https://github.com/go-sql-driver/mysql#dsn-data-source-name */
const GO_MYSQL = /(?:^|[\s"'=])[^\s/:@"'=]{1,200}:([^\s/"']{1,500}?)@(?:tcp|unix)\(/g;
/** `Password=…;` as in ADO, `password=…` as in libpq. */
const PAIR = /(?:^|[;\s"'?&])(?:password|pwd)\s*=\s*([^;\s"'&]{1,500})/gi;

const OPTION =
  '--(?:requirepass|masterauth|(?:[a-z]{1,20}-){0,3}(?:password|passwd|api-key|access-key|secret-key|auth-token))';
const REDIS = /(^|\/)redis-cli$/;
const CURL = /(^|\/)curl$/;
const MYSQL = /(^|\/)(mysql|mariadb|mysqladmin|mariadb-admin|mysqldump|mariadb-dump)$/;
const PASSWORD_OPTION = new RegExp(`^${OPTION}$`, 'i');
const IN_TEXT: readonly RegExp[] = [
  /(?:^|[\s/])curl\s(?:[^|;&\n]{0,300}?\s)?(?:-u|--user)[=\s]?\s{0,5}["']?[^\s:"'$]{1,100}:([^\s"'@]{1,200})/g,
  new RegExp(`(?:^|\\s)${OPTION}(?:=|\\s+)["']?([^\\s"']{1,500})`, 'gi'),
  /(?:^|[\s/])redis-cli\s(?:[^|;&\n]{0,200}?\s)?-a\s+["']?([^\s"']{1,500})/g,
  /(?:^|[\s/;&|("'])mc\s(?:alias\s+set|config\s+host\s+add)(?:\s+[^\s;&|]{1,200}){3}\s+["']?([^\s"';&|)]{1,200})/g,
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
