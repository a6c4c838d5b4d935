import { familyOf } from '../../catalogue/catalogue.ts';
import { repositoryOf, tagOf } from '../../catalogue/image.ts';
import type { Service } from '../../compose/project.ts';
import type { Located, SourceLocation } from '../../compose/source.ts';
import { code } from '../../words/words.ts';

/** Docker's API over TCP, as a service offers it to its networks. */
export interface DockerApi {
  readonly port: number;
  /** By what it is offered, in words that finish "through ": `POST of the filter`. */
  readonly by: string;
  /** The line that opens it. */
  readonly at: SourceLocation;
  /** The setting of a filter that lets orders through; `null`: it is no filter. */
  readonly order: string | null;
}

/** The API with which a service lets others start containers or commands in them; `null`: it lets them do neither. */
export function dockerApiOf(service: Service): DockerApi | null {
  return filtered(service) ?? engine(service) ?? relayed(service);
}

/** Filters in front of the socket: by variables (Tecnativa's and those like it), or by patterns of paths (wollomatic's). */
function filtered({ image, environment, command, entrypoint }: Service): DockerApi | null {
  if (image === null || familyOf(image.value)?.family.traits.includes('socket-filter') !== true) return null;
  const post = environment.get('POST');
  const scope = ['CONTAINERS', 'EXEC'].find((name) => isOn(environment.get(name)));
  if (isOn(post) && scope !== undefined && post !== undefined)
    return { port: 2375, by: `${code('POST')} and ${code(scope)}`, at: post.at, order: 'POST' };
  const allowed = [
    ...[...entrypoint, ...command].map((word) => ({ word, text: /^--?allowPOST=(.*)$/s.exec(word.value)?.[1] })),
    ...[...environment].map(([key, word]) => ({ word, text: /^SP_ALLOW_POST/.test(key) ? word.value : undefined })),
  ].find(({ text }) => typeof text === 'string' && ORDERS.test(text));
  if (allowed === undefined || !isOpenTo(command, environment)) return null;
  return { port: 2375, by: code('allowPOST'), at: allowed.word.at, order: null };
}

function isOn(setting: Located<string | null> | undefined): boolean {
  return /^(1|true|yes|on)$/i.test(setting?.value?.trim() ?? '');
}

/** Paths that start containers or commands: all, `create` or `exec`. */
const ORDERS = /^\^?(\/?\.[*+]|\/v[^/]*\/\.[*+])\$?$|create|exec/;

/** Whether a filter that answers only itself unless it is told otherwise is told to answer a whole network. */
function isOpenTo(command: Service['command'], environment: Service['environment']): boolean {
  const stated = [
    ...command.map(({ value }) => /^--?allowfrom=(.*)$/.exec(value)?.[1]),
    environment.get('SP_ALLOWFROM')?.value,
  ];
  return stated.some((value) => /\/\d{1,2}$/.test(value ?? '') && !/^127\.|\/32$/.test(value ?? ''));
}

/** An engine in a container without TLS. https://hub.docker.com/_/docker */
function engine({ image, environment, command, entrypoint }: Service): DockerApi | null {
  if (image === null) return null;
  const [repository, tag] = [repositoryOf(image.value), tagOf(image.value) ?? ''];
  const isEngine = (/(^|\/)docker$/.test(repository) && /dind/.test(tag)) || /(^|\/)(docker-)?dind$/.test(repository);
  if (!isEngine) return null;
  const certificates = environment.get('DOCKER_TLS_CERTDIR');
  const word = [...entrypoint, ...command].find(({ value }) => /^--tls=false$|tcp:\/\/[^\s]*:2375/.test(value));
  const at = word?.at ?? (certificates?.value?.trim() === '' ? certificates.at : null);
  return at === null ? null : { port: 2375, by: 'an engine without TLS', at, order: null };
}

/** What passes TCP on to the socket. */
function relayed({ command, entrypoint }: Service): DockerApi | null {
  const words = [...entrypoint, ...command];
  const line = words.map(({ value }) => value).join(' ');
  const [, port] = /tcp[46]?-l(?:isten)?:(\d{1,5})/i.exec(line) ?? [];
  const at = words[0]?.at;
  if (port === undefined || at === undefined || !/unix(-connect|-client)?:\S*docker\.sock/i.test(line)) return null;
  return { port: Number(port), by: 'a relay to the socket', at, order: null };
}

/** Where a service is told to call the API of the host without TLS; empty: nowhere. */
export function hostApiUses({
  environment,
  command,
  entrypoint,
  extraHosts,
}: Service): readonly (Located<string> & { readonly address: string })[] {
  const texts = [
    ...[...environment.values()].flatMap(({ value, at }) => (value === null ? [] : [{ value, at }])),
    ...entrypoint,
    ...command,
  ];
  const hosts = new Set([...HOSTS, ...extraHosts.flatMap(({ value }) => TO_HOST.exec(value)?.[1] ?? [])]);
  return texts.flatMap(({ value, at }) => {
    const [address, host = ''] = API.exec(value) ?? [];
    return address === undefined || !hosts.has(host) ? [] : [{ value, at, address }];
  });
}

const API = /tcp:\/\/([\w.-]{1,253}):2375\b/;
/** Names and addresses of the host on every engine. */
const HOSTS = ['host.docker.internal', 'gateway.docker.internal', '172.17.0.1', 'host-gateway'];
/** A name that is given for the host, as in the model: `name=address`. */
const TO_HOST = /^([\w.-]+)[=:](?:host-gateway|172\.17\.0\.1)$/;
