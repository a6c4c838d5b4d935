/** What an engine says to a network of a driver that it does not create as it is, or not everywhere. */
export interface DriverRefusal {
  readonly text: string;
  /** `warning`: it depends on the machine. */
  readonly severity: 'error' | 'warning';
}

type Refusing = (name: string, options: { has(option: string): boolean }) => DriverRefusal | null;

const REFUSALS: ReadonlyMap<string, Refusing> = new Map<string, Refusing>([
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
    'overlay',
    (name) => ({
      text: `network \`${name}\` uses the driver \`overlay\`, which needs Swarm; the answers here are for an engine without it.`,
      severity: 'error',
    }),
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
    (name, options) =>
      options.has('parent')
        ? null
        : {
            text: `network \`${name}\` is macvlan without a \`parent\`, where the kernel has no dummy interfaces.`,
            severity: 'warning',
          },
  ],
]);

/** Whether the engine refuses a network `name` with `driver`; `null`: it does not. */
export function driverRefusal(
  driver: string,
  name: string,
  options: { has(option: string): boolean },
): DriverRefusal | null {
  return REFUSALS.get(driver)?.(name, options) ?? null;
}

/** Networks of the engine's own, which no project creates. */
export const PREDEFINED_NETWORKS: ReadonlySet<string> = new Set(['bridge', 'host', 'none', 'default']);

/** Those of them that stand for a network mode: no bridge, and not for several. */
export const MODE_NETWORKS: ReadonlySet<string> = new Set(['host', 'none']);
