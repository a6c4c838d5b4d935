import { nothingWritten } from '../src/compose/yaml/as-written.ts';
import {
  type Attachment,
  type Network,
  NOTHING_TOLD,
  type Port,
  type Project,
  type Service,
} from '../src/compose/project.ts';
import type { SourceLocation } from '../src/compose/source.ts';

export interface Size {
  readonly services: number;
  readonly networks: number;
  readonly attachments: number;
  readonly ports: number;
}

/** A loaded project of a given size, the same every time: services on runs of neighbouring networks, images of every zone. */
export function projectOf(size: Size): Project {
  const random = generator(1);
  const networks = new Map<string, Network>();
  for (let index = 0; index < size.networks; index += 1) networks.set(`net${String(index)}`, network(index));
  const services = new Map<string, Service>();
  const each = Math.floor(size.attachments / size.services);
  for (let index = 0; index < size.services; index += 1) {
    const joined = new Set<number>();
    while (joined.size < each) joined.add(Math.floor(random() * size.networks));
    const ports = index < size.ports ? [port(index)] : [];
    services.set(`service${String(index)}`, service(index, [...joined], ports));
  }
  return {
    name: 'scale',
    directory: '/scale',
    files: ['compose.yaml'],
    services,
    networks,
    volumes: new Map(),
    configs: new Map(),
    secrets: new Map(),
    beside: new Map(),
    envFiles: [],
    sample: null,
    told: NOTHING_TOLD,
    written: nothingWritten(),
    inactive: new Map(),
    inactiveUse: { networks: new Set(), volumes: new Set() },
    model: { kind: 'map', at: at(1), entries: new Map(), tag: null },
  };
}

const IMAGES = [
  'nginx:1.27',
  'postgres:16',
  'redis:7',
  'example/api:1',
  'example/worker:1',
  'example/web:1',
  'prom/prometheus:v3',
  'example/jobs:1',
];

function at(line: number): SourceLocation {
  return { file: 'compose.yaml', line, column: 1 };
}

function network(index: number): Network {
  const key = `net${String(index)}`;
  return {
    key,
    at: at(1_000_000 + index),
    name: `scale_${key}`,
    nameAt: at(1_000_000 + index),
    implicit: false,
    external: false,
    internal: index % 5 === 0 ? { value: true, at: at(1_000_000 + index) } : null,
    driver: null,
    driverOptions: new Map(),
    enableIpv4: null,
    enableIpv6: false,
    attachable: false,
    pools: [],
    labels: new Map(),
  };
}

function attachment(index: number, line: number): Attachment {
  const rest = { ipv4Address: null, ipv6Address: null, macAddress: null, gatewayPriority: 0, priority: 0 };
  return { network: `net${String(index)}`, at: at(line), implicit: false, aliases: [], ...rest };
}

function port(index: number): Port {
  return {
    at: at(index * 10 + 9),
    target: 8080,
    published: String(10_000 + index),
    hostIp: null,
    protocol: 'tcp',
    mode: 'ingress',
  };
}

function service(index: number, joined: readonly number[], ports: readonly Port[]): Service {
  const line = index * 10 + 1;
  return {
    name: `service${String(index)}`,
    at: at(line),
    image: { value: IMAGES[index % IMAGES.length] ?? 'example/api:1', at: at(line + 1) },
    build: null,
    containerName: null,
    hostname: null,
    macAddress: null,
    provider: null,
    networkMode: null,
    networks: new Map(joined.map((number, place) => [`net${String(number)}`, attachment(number, line + 2 + place)])),
    ports,
    expose: [],
    mounts: [],
    volumesFrom: [],
    links: [],
    externalLinks: [],
    dependsOn: new Map(),
    environment: new Map(),
    command: [],
    entrypoint: [],
    healthcheck: [],
    labels: new Map(),
    privileged: null,
    pid: null,
    ipc: null,
    uts: null,
    usernsMode: null,
    cgroup: null,
    sysctls: new Map(),
    capAdd: [],
    capDrop: [],
    securityOpt: [],
    devices: [],
    deviceCgroupRules: [],
    extraHosts: [],
    dns: [],
    useApiSocket: null,
    user: null,
    hooks: [],
    restart: null,
    configs: [],
    secrets: [],
    profiles: [],
    replicas: 1,
  };
}

/** Numbers from 0 to 1, the same ones every time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
