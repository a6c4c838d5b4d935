import { type BuildStage, NO_FILES } from '../../compose/project.ts';
import type { Located, SourceLocation } from '../../compose/source.ts';
import type { Topology, TopologyService } from '../topology.ts';

/** A service is told to pass on, as it comes, what it is sent: whoever reaches it has what stands behind it. */
export interface Relay {
  readonly host: string;
  /** Where it passes it on to; `null`: it is not said in numbers. */
  readonly port: number | null;
  /** Ports that it is told to take it on; empty: it is not said in numbers. */
  readonly listens: readonly number[];
  /** What tells it: `command`, `LISTEN`, `nginx.conf`. */
  readonly where: string;
  readonly at: SourceLocation;
}

/** What the command line of `from`, its settings, and the configuration that it is given tell it to pass on. HTTP that a proxy reads is none of it. */
export function relaysOf(topology: Topology, from: TopologyService): readonly Relay[] {
  const project = topology.projects.find(({ id }) => id === from.project)?.project;
  const { service } = from;
  const { texts, built } = project?.beside.get(service.name) ?? NO_FILES;
  const contents = service.configs.flatMap(({ source }) => {
    const content = project?.configs.get(source)?.content ?? null;
    return content === null ? [] : [{ where: `config ${source}`, text: content.value, at: content.at }];
  });
  const files = texts.map(({ file, text }) => ({
    where: file.slice(file.lastIndexOf('/') + 1),
    text,
    at: { file, line: 1, column: 1 },
  }));
  return [
    ...inCommand(service.entrypoint, service.command, built),
    ...inSettings(service.environment),
    ...[...contents, ...files].flatMap(inConfiguration),
  ];
}

function inCommand(
  entrypoint: readonly Located<string>[],
  command: readonly Located<string>[],
  built: BuildStage | null,
): readonly Relay[] {
  const words = [
    ...(entrypoint.length > 0 ? entrypoint.map(({ value }) => value) : (built?.entrypoint ?? [])),
    ...(command.length > 0 ? command.map(({ value }) => value) : (built?.command ?? [])),
  ];
  const at = command[0]?.at ?? entrypoint[0]?.at ?? built?.from?.at;
  const line = words.join(' ');
  if (at === undefined || line.length > LONGEST) return [];
  return COMMANDS.flatMap(({ passes, takes }) => {
    const listens = takes === null ? [] : portsIn(line, takes);
    if (takes !== null && listens.length === 0) return [];
    return [...line.matchAll(passes)].map(({ groups }) => ({
      host: groups?.['host'] ?? '',
      port: numberOf(groups?.['port']),
      listens: groups?.['own'] === undefined ? listens : [Number(groups['own'])],
      where: 'command',
      at,
    }));
  });
}

const LONGEST = 20_000;
const HOST = '(?<host>[a-z0-9](?:[a-z0-9._-]{0,252}[a-z0-9])?)';
const PORT = '(?<port>\\d{1,5})(?!\\d)';

/** How tools are told where to pass on what they take, and where they take it; `null`: it stands in the same words. */
const COMMANDS: readonly { readonly passes: RegExp; readonly takes: RegExp | null }[] = [
  // socat TCP-LISTEN:5432,fork TCP:db:5432
  {
    passes: new RegExp(
      `(?<![\\w-])(?:tcp|udp|sctp|openssl|ssl)[46]?(?:-connect|-datagram|-sendto)?:${HOST}:${PORT}`,
      'gi',
    ),
    takes: /(?<![\w-])(?:tcp|udp|sctp|openssl|ssl)[46]?-(?:l|listen|recvfrom):(\d{1,5})/gi,
  },
  // ssh -L 0.0.0.0:5432:db:5432
  { passes: new RegExp(`-\\w*L[\\s=]*(?:[\\w.*:[\\]]{0,60}:)?(?<own>\\d{1,5}):${HOST}:${PORT}`, 'gi'), takes: null },
  // gost -L tcp://:5432/db:5432
  { passes: new RegExp(`://[^\\s/:]{0,60}:(?<own>\\d{1,5})/${HOST}:${PORT}`, 'gi'), takes: null },
  // redir :5432 db:5432
  {
    passes: new RegExp(`(?<![\\w/:.-])[\\d.*[\\]:]{0,40}:(?<own>\\d{1,5})[\\s,]+(?:-\\w+\\s+)?${HOST}:${PORT}`, 'gi'),
    takes: null,
  },
  // simpleproxy -L 5432 -R db:5432
  { passes: new RegExp(`-L[\\s=]*(?<own>\\d{1,5})\\s+-R[\\s=]*${HOST}:${PORT}`, 'g'), takes: null },
  // redir --lport=5432 --caddr=db --cport=5432
  {
    passes: new RegExp(`--caddr[\\s=]+${HOST}(?:\\s+--cport[\\s=]+${PORT})?`, 'gi'),
    takes: /--lport[\s=]+(\d{1,5})/gi,
  },
  // nc -lk -p 5432 -e nc db 5432
  {
    passes: new RegExp(`\\bn(?:et)?c(?:at)?\\s+(?:-[\\w-]+\\s+){0,4}${HOST}\\s+${PORT}`, 'gi'),
    takes:
      /\bn(?:et)?c(?:at)?\s+(?:-[\w-]+\s+){0,6}?(?:-\w*l\w*|--listen)\s+(?:-[\w-]+\s+){0,6}?(?:[\d.]+\s+)?(\d{1,5})\b/gi,
  },
  // iptables … --dport 5432 -j DNAT --to-destination db:5432
  {
    passes: new RegExp(`--to-destination[\\s=]+${HOST}:${PORT}`, 'gi'),
    takes: /--dport[\s=]+(\d{1,5})/gi,
  },
  // ghostunnel server --listen :5432 --target db:5432
  {
    passes: new RegExp(`--?(?:target|remote|forward|talk)[\\s=]+(?:tcp://)?${HOST}:${PORT}`, 'gi'),
    takes: /--?(?:listen|local|bind|accept|src|source)[\s=]+(?:tcp:\/\/)?[\w.*[\]]{0,60}:(\d{1,5})/gi,
  },
];

/** `LISTEN=:5432` beside `TALK=db:5432`. */
function inSettings(environment: ReadonlyMap<string, Located<string | null>>): readonly Relay[] {
  const listens = [...environment].flatMap(([key, { value }]) =>
    /(?:^|_)(?:LISTEN|BIND|LOCAL|ACCEPT|SOURCE)(?:_(?:ADDR|ADDRESS|PORT))?$/i.test(key)
      ? portsIn(value ?? '', /(?:^|:)(\d{1,5})$/g)
      : [],
  );
  if (listens.length === 0) return [];
  return [...environment].flatMap(([key, { value, at }]) => {
    const groups = /(?:^|_)(?:TALK|TARGET|REMOTE|FORWARD|FORWARD_TO)(?:_(?:ADDR|ADDRESS))?$/i.test(key)
      ? TARGET.exec(value ?? '')?.groups
      : undefined;
    return groups === undefined
      ? []
      : [{ host: groups['host'] ?? '', port: numberOf(groups['port']), listens, where: key, at }];
  });
}

const TARGET = new RegExp(`^(?:tcp://)?${HOST}:${PORT}$`, 'i');

interface Configuration {
  readonly where: string;
  readonly text: string;
  readonly at: SourceLocation;
}

function inConfiguration({ where, text, at }: Configuration): readonly Relay[] {
  if (text.length > LONGEST_FILE) return [];
  const said = text.replace(/^[ \t]*(?:#|;|\/\/).*$/gm, '');
  return FORMATS.flatMap((relays) => relays(said)).map((relay) => ({ ...relay, where, at: placed(text, relay, at) }));
}

const LONGEST_FILE = 500_000;

type ToldRelay = Pick<Relay, 'host' | 'port' | 'listens'>;

/** The line of a file that names it; of what stands in a Compose file, the place of the whole. */
function placed(text: string, { host }: ToldRelay, at: SourceLocation): SourceLocation {
  if (at.line !== 1 || at.column !== 1) return at;
  const line = text
    .split('\n')
    .findIndex(
      (one) =>
        new RegExp(`(?<![\\w.-])${host.replaceAll('.', '\\.')}(?![\\w-])`).test(one) &&
        !/^[ \t]*(?:#|upstream\b)/.test(one),
    );
  return { ...at, line: Math.max(0, line) + 1 };
}

const FORMATS: readonly ((text: string) => readonly ToldRelay[])[] = [
  inNginx,
  inHaproxy,
  inEnvoy,
  inTraefik,
  inLayer4,
  inStunnel,
];

/** A server that passes on to what has no scheme is one of `stream`. */
function inNginx(text: string): readonly ToldRelay[] {
  if (!text.includes('proxy_pass')) return [];
  const upstreams = new Map(
    [...text.matchAll(/\bupstream\s+([\w.-]{1,200})\s*\{([^{}]{0,20000})\}/g)].map(([, name = '', body = '']) => [
      name,
      body,
    ]),
  );
  return [...text.matchAll(/\bserver\s*\{([^{}]{0,20000})\}/g)].flatMap(([, body = '']) => {
    const listens = portsIn(body, /\blisten\s+(?:[\w.*[\]:]{0,60}:)?(\d{1,5})\b/g);
    const [, target = ''] = /\bproxy_pass\s+["']?([\w.:-]{1,300})["']?\s*;/.exec(body) ?? [];
    const servers = upstreams.get(target) ?? `server ${target};`;
    return target.includes('://') || target === ''
      ? []
      : [...servers.matchAll(NGINX_SERVER)].map(({ groups }) => told(groups, listens));
  });
}

const NGINX_SERVER = new RegExp(`\\bserver\\s+${HOST}(?::${PORT})?[\\s;]`, 'gi');

/** Sections without a mode have that of the last defaults, and those are of TCP. */
function inHaproxy(text: string): readonly ToldRelay[] {
  if (!/^[ \t]*(?:listen|frontend|backend)\s/m.test(text)) return [];
  const sections = text.split(/^(?=(?:global|defaults|listen|frontend|backend)\b)/m);
  let usual = 'tcp';
  const listens: number[] = [];
  const servers: string[] = [];
  for (const section of sections) {
    const [, mode = usual] = /^[ \t]*mode\s+(\w+)/m.exec(section) ?? [];
    if (/^defaults\b/.test(section)) usual = mode;
    else if (mode === 'tcp' && /^(?:listen|frontend|backend)\b/.test(section)) {
      listens.push(...portsIn(section, /^[ \t]*bind\s+\S{0,200}?:(\d{1,5})\b/gm));
      servers.push(section);
    }
  }
  return [...servers.join('\n').matchAll(HAPROXY_SERVER)].map(({ groups }) => told(groups, listens));
}

const HAPROXY_SERVER = new RegExp(`^[ \\t]*server\\s+\\S{1,200}\\s+(?:ipv[46]@)?${HOST}(?::${PORT})?(?=\\s|$)`, 'gim');

function inEnvoy(text: string): readonly ToldRelay[] {
  if (!/tcp_proxy/i.test(text)) return [];
  const ports = portsIn(text, /port_value["']?\s*:\s*(\d{1,5})/g);
  return [...text.matchAll(ENVOY_ADDRESS)].map(({ groups }) => told(groups, ports));
}

const ENVOY_ADDRESS = new RegExp(
  `\\baddress["']?\\s*:\\s*["']?${HOST}["']?\\s*,?\\s*["']?port_value["']?\\s*:\\s*${PORT}`,
  'gi',
);

/** A server with an address, not a URL. */
function inTraefik(text: string): readonly ToldRelay[] {
  if (!/(?:^|[\s[.])(?:tcp|udp)\b/m.test(text) || !/HostSNI|loadBalancer/i.test(text)) return [];
  return [...text.matchAll(TRAEFIK_ADDRESS)].map(({ groups }) => told(groups, []));
}

const TRAEFIK_ADDRESS = new RegExp(`\\baddress["']?\\s*[:=]\\s*["']?${HOST}:${PORT}`, 'gi');

/** Caddy's module for what is no HTTP. */
function inLayer4(text: string): readonly ToldRelay[] {
  if (!/\blayer4\b/.test(text)) return [];
  return [...text.matchAll(LAYER4_UPSTREAM)].map(({ groups }) => told(groups, []));
}

const LAYER4_UPSTREAM = new RegExp(
  `(?:\\b(?:proxy|upstream)\\s+|"dial"\\s*:\\s*\\[\\s*")(?:tcp/)?${HOST}:${PORT}`,
  'gi',
);

/** `connect = db:5432`, and rinetd's four words. */
function inStunnel(text: string): readonly ToldRelay[] {
  const accepts = portsIn(text, /^[ \t]*accept\s*=\s*(?:\S{0,200}:)?(\d{1,5})\s*$/gm);
  return [
    ...[...text.matchAll(STUNNEL)].map(({ groups }) => told(groups, accepts)),
    ...[...text.matchAll(RINETD)].map(({ groups }) => told(groups, [Number(groups?.['own'])])),
  ];
}

const STUNNEL = new RegExp(`^[ \\t]*connect\\s*=\\s*${HOST}:${PORT}\\s*$`, 'gim');
const RINETD = new RegExp(
  `^[ \\t]*[\\d.:*]{1,60}\\s+(?<own>\\d{1,5})(?:/\\w+)?\\s+${HOST}\\s+${PORT}(?:/\\w+)?\\s*$`,
  'gim',
);

function told(groups: Readonly<Record<string, string | undefined>> | undefined, listens: readonly number[]): ToldRelay {
  return { host: groups?.['host'] ?? '', port: numberOf(groups?.['port']), listens };
}

function portsIn(text: string, pattern: RegExp): readonly number[] {
  return [...text.matchAll(pattern)].map(([, port]) => Number(port));
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
