/** What an engine says to a network of a driver that it does not create as it is, or not everywhere. */
export interface DriverRefusal {
  readonly text: string;
  /** `warning`: it depends on the machine. */
  readonly severity: 'error' | 'warning';
}

/** What the engine asks of the network. */
interface NetworkRequest {
  readonly attachable: boolean;
  readonly driverOptions: { has(option: string): boolean };
}

type DriverCheck = (name: string, network: NetworkRequest) => DriverRefusal | null;

const REFUSALS: ReadonlyMap<string, DriverCheck> = new Map<string, DriverCheck>([
  [
    'host',
    (name) => ({
      text: `only one network may use the driver \`host\`, and \`${name}\` is not it. Use \`network_mode: host\`.`,
      severity: 'error',
    }),
  ],
  [
    'none',
    (name) => ({
      text: `network \`${name}\` uses the driver \`none\`, which is not one. Use \`network_mode: none\`.`,
      severity: 'error',
    }),
  ],
  [
    'null',
    (name) => ({
      text: `only one network may use the driver \`null\`, and \`${name}\` is not it. Use \`network_mode: none\`.`,
      severity: 'error',
    }),
  ],
  [
    'overlay',
    (name, { attachable }) =>
      attachable
        ? null
        : {
            text: `network \`${name}\` uses the driver \`overlay\`, which needs Swarm, and \`attachable: true\` for containers that Compose starts.`,
            severity: 'error',
          },
  ],
  [
    'ipvlan',
    (name) => ({
      text: `network \`${name}\` uses the driver \`ipvlan\`, where the kernel has none. Its reach was never measured and counts as that of macvlan.`,
      severity: 'warning',
    }),
  ],
  [
    'macvlan',
    (name, { driverOptions }) =>
      driverOptions.has('parent')
        ? null
        : {
            text: `network \`${name}\` is macvlan without a \`parent\`, where the kernel has no dummy interfaces.`,
            severity: 'warning',
          },
  ],
]);

/** Whether the engine refuses a network `name` with `driver`; `null`: it does not. */
export function driverRefusal(driver: string, name: string, network: NetworkRequest): DriverRefusal | null {
  return REFUSALS.get(driver)?.(name, network) ?? null;
}

/** Networks of the engine's own, which no project creates. */
export const PREDEFINED_NETWORKS: ReadonlySet<string> = new Set(['bridge', 'host', 'none', 'default']);

/** Drivers that stand for a network mode: they make no bridge, and not for several services. */
export const MODE_NETWORKS: ReadonlySet<string> = new Set(['host', 'none']);
