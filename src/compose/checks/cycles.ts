import type { Services } from './services.ts';
import { error, type Problems } from '../diagnostics.ts';
import { entriesOf, valueOf } from '../yaml/nodes.ts';
import { compareText } from '../source.ts';

/** No service waits for itself through others. One problem for each cycle that is met first. */
export function checkCycles(services: Services, problems: Problems): void {
  const needs = new Map(
    [...services].map(([name, { value }]) => [
      name,
      [...entriesOf(valueOf(value, 'depends_on'))].map(([other]) => other).sort(compareText),
    ]),
  );
  const settled = new Set<string>();
  for (const start of services.keys()) {
    const way: string[] = [];
    // Every service is walked once; `way` is the path from `start`, with the needs of each that are still to be looked at.
    const open: { readonly name: string; readonly left: string[] }[] = [];
    const enter = (name: string): void => {
      way.push(name);
      open.push({ name, left: [...(needs.get(name) ?? [])].reverse() });
    };
    if (!settled.has(start)) enter(start);
    for (let step = open.at(-1); step !== undefined; step = open.at(-1)) {
      const next = step.left.pop();
      if (next === undefined) {
        settled.add(step.name);
        way.pop();
        open.pop();
      } else if (way.includes(next)) problems.push(cycle([...way.slice(way.indexOf(next)), next], services));
      else if (!settled.has(next) && services.has(next)) enter(next);
    }
  }
}

function cycle(names: readonly string[], services: Services): ReturnType<typeof error> {
  const [last = '', first = ''] = [names.at(-2), names.at(-1)];
  const service = services.get(last);
  const at = new Map(entriesOf(valueOf(service?.value, 'depends_on'))).get(first)?.at ??
    service?.at ?? { file: '', line: 1, column: 1 };
  return error('dependency-cycle', at, `Services wait for each other: ${names.join(' → ')}. None of them can start.`);
}
