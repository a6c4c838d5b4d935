import { addTo } from '../../words/grouped.ts';
import { code, listed } from '../../words/words.ts';
import { plainName } from '../../topology/node-id.ts';
import type { ReportFinding, ReportTried } from '../report/report.ts';
import { portKey } from '../trial/objections.ts';
import type { Trial } from '../trial/trial.ts';

/** Which published ports a finding objects to, each as `portKey` writes it. */
export function exposedIn({ path }: ReportFinding): readonly string[] {
  const [only, ...more] = path;
  const own = only?.from === 'outside' && more.length === 0 ? [only] : [];
  return [...own, ...path.filter(({ means }) => means === 'through-host')].flatMap(({ to, ports }) =>
    ports.map((port) => portKey(to, port)),
  );
}

/** What a trial showed, as reports have it. `given`: variables that had to be given for it. */
export function triedOf({ gone, kept, closed, renewed, left }: Trial, given: readonly string[]): ReportTried {
  return {
    ends: [...gone].sort(),
    needs: kept,
    after: [
      ...new Set([
        ...given.map((name) => `Give ${code(name)} a value in \`.env\`: without it Compose does not start.`),
        ...[...portsBy(closed)].map(lost),
        ...left.map(staying),
        ...renewed.map(
          (name) =>
            `Docker changes no network that is there: run \`docker compose down\` once, so that ${code(name)} is made anew.`,
        ),
      ]),
    ],
  };
}

function staying({ service, target, from, to }: Trial['left'][number]): string {
  const there = `${code(plainName(service))} finds ${code(to)} at ${code(target)}`;
  return from === null
    ? `${there}, which is empty at first: what it has now stays in its container, or in a volume without a name.`
    : `${there}: what is in ${code(from)} stays there.`;
}

function portsBy(closed: Trial['closed']): ReadonlyMap<string, readonly string[]> {
  const ports = new Map<string, string[]>();
  // One service in several ways to start it is told once.
  for (const [service, port] of closed) addTo(ports, plainName(service), port);
  return new Map([...ports].map(([service, all]) => [service, [...new Set(all)]]));
}

function lost([service, ports]: readonly [string, readonly string[]]): string {
  const at = ports.includes('*') ? '' : ` at ${ports.length === 1 ? 'port' : 'ports'} ${listed(ports, MOST_PORTS)}`;
  return `From outside nobody connects to ${code(service)}${at} any more.`;
}

const MOST_PORTS = 6;
