import { UNPATCHED } from './unpatched.ts';
import { at, finding, hop, path, report, stack } from './build.ts';

const FILE = 'compose.yaml';
const sketch = stack({
  project: 'home',
  services: {
    portainer: { zone: 'admin', image: 'portainer/portainer-ce', networks: ['default'], ports: ['9443'] },
    homeassistant: { zone: 'app', image: 'homeassistant/home-assistant', line: 12 },
    web: { zone: 'frontend', networks: ['front'], ports: ['8080'], volumes: ['uploads'] },
    scanner: { zone: 'app', networks: ['scan'], volumes: ['uploads'] },
    db: { zone: 'data', image: 'postgres:17', networks: ['back'], ports: ['5432'], volumes: ['db_data'] },
    api: { zone: 'app', networks: ['front', 'back'] },
  },
});
const socket = hop('home/portainer', 'host', 'host-control', 'control of the host', {
  through: 'host',
  evidence: [at(FILE, 9, 9, 'mounts /var/run/docker.sock')],
});
const toPortainer = hop('outside', 'home/portainer', 'published', 'published port 9443', {
  ports: ['9443/tcp'],
  evidence: [at(FILE, 7, 9, 'publishes 9443')],
});
const onHost = hop('outside', 'home/homeassistant', 'host-network', "the host's network", {
  through: 'host',
  evidence: [at(FILE, 14, 5, 'uses the network of the host')],
});
const throughHost = hop('home/web', 'home/db', 'through-host', 'published port 5432 on the host', {
  through: 'host',
  ports: ['5432/tcp'],
  evidence: [at(FILE, 31, 9, 'publishes 5432')],
});
const overVolume = hop('home/web', 'home/scanner', 'volume', ['volume', 'uploads'], {
  through: 'volume:home_uploads',
  evidence: [at(FILE, 22, 9, 'web writes uploads'), at(FILE, 27, 9, 'scanner reads uploads')],
});

/** A check of one state: the host is taken by its socket, used as a network and as a detour; a volume is shared. */
export const hostStack = report({
  verdict: 'fail',
  gate: { failOn: 'high', scope: 'new', blocking: 2, counts: { new: 4, existing: 0, fixed: 0, excepted: 0 } },
  projects: [sketch.project],
  topology: {
    nodes: [
      ...sketch.topology.nodes,
      {
        id: 'host',
        kind: 'host',
        label: 'Docker host',
        project: null,
        zone: null,
        internal: false,
        ports: [],
        status: 'kept',
      },
    ],
    edges: [
      ...sketch.topology.edges,
      { from: 'service:home/portainer', to: 'host', kind: 'controls', readOnly: false, status: 'kept' },
      { from: 'host', to: 'service:home/homeassistant', kind: 'host', readOnly: false, status: 'kept' },
      { from: 'outside', to: 'service:home/homeassistant', kind: 'published', readOnly: false, status: 'kept' },
    ],
  },
  outside: [
    { service: 'home/homeassistant', name: 'homeassistant', project: 'home', zone: 'app', ports: ['*'], hop: onHost },
    {
      service: 'home/portainer',
      name: 'portainer',
      project: 'home',
      zone: 'admin',
      ports: ['9443/tcp'],
      hop: toPortainer,
    },
  ],
  paths: [path([toPortainer, socket])],
  findings: [
    finding({
      rule: 'host-control',
      severity: 'critical',
      project: 'home',
      subject: 'portainer',
      message: '`portainer` can take over the host: it mounts the Docker socket, and is reachable from outside.',
      why: 'Who has the Docker socket has root on the host, and with it every other service.',
      line: 9,
      column: 9,
      path: [socket],
      services: ['home/portainer'],
      fix: {
        ...UNPATCHED,
        summary: 'Put a socket proxy in front that lets through only what is needed',
        yaml: null,
        caveat: null,
      },
      blocking: true,
    }),
    finding({
      rule: 'host-network',
      severity: 'high',
      project: 'home',
      subject: 'homeassistant',
      message: '`homeassistant` uses the network of the host.',
      why: 'Every port it opens is open on the host, and it reaches what listens on the loopback of the host.',
      line: 14,
      column: 5,
      services: ['home/homeassistant'],
      fix: {
        ...UNPATCHED,
        summary: 'Publish the ports it needs',
        yaml: '-    network_mode: host\n+    ports:\n+      - "8123:8123"',
        caveat: null,
      },
      blocking: true,
    }),
    finding({
      rule: 'data-reachable-through-host',
      severity: 'medium',
      project: 'home',
      subject: 'db',
      message: '`web` shares no network with `db` and reaches it all the same, over port 5432 of the host.',
      why: 'A published port is open to every container, whatever its networks.',
      line: 31,
      column: 9,
      path: [throughHost],
      services: ['home/web', 'home/db'],
      fix: { ...UNPATCHED, summary: 'Do not publish 5432', yaml: null, caveat: null },
    }),
    finding({
      rule: 'volume-crosses-isolation',
      severity: 'medium',
      project: 'home',
      subject: 'uploads',
      message: '`scanner` reads what `web` writes to volume `uploads`; they share no network.',
      why: 'A volume is a way past the walls between networks.',
      line: 27,
      column: 9,
      path: [overVolume],
      services: ['home/scanner', 'home/web'],
      fix: { ...UNPATCHED, summary: 'Mount it read-only where nothing is written', yaml: null, caveat: null },
    }),
  ],
});
