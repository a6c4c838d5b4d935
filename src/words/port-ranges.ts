/** Ports in words (`80`, `53/udp`) with runs of many folded: `8000-8099`. In the order given. */
export function portRanges(ports: readonly string[]): readonly string[] {
  const runs: PortRun[] = [];
  for (const port of ports) {
    const [, number, protocol = ''] = /^(\d+)(\/\w+)?$/.exec(port) ?? [];
    const last = runs.at(-1);
    if (number !== undefined && last?.protocol === protocol && Number(number) === last.to + 1) {
      last.to += 1;
      last.ports.push(port);
    } else {
      runs.push({ ports: [port], to: Number(number ?? NaN), protocol });
    }
  }
  return runs.flatMap(({ ports: run, to, protocol }) =>
    run.length < FEWEST ? run : [`${String(to - run.length + 1)}-${String(to)}${protocol}`],
  );
}

/** A shorter run is read as fast one by one. */
const FEWEST = 4;

interface PortRun {
  readonly ports: string[];
  /** The number of the last; `NaN`: it is none. */
  to: number;
  readonly protocol: string;
}
