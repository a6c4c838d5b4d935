import type { ReportExcess } from '../../review/report/report.ts';
import type { Suggested, SuggestedNeed, SuggestedNetwork } from '../../review/walls/suggested.ts';
import { addTo } from '../../words/grouped.ts';
import { counted, isService, namesIn as namesInProjects, type NameOf, projectOf } from '../names.ts';

/** Names of the services in a suggestion. */
export function namesIn({ needs, reach, closed }: Suggested): NameOf {
  const stops = [...needs, ...closed].flatMap(({ from, to }) => [from, to]).concat(reach.map(({ service }) => service));
  return namesInProjects(new Set(stops.filter(isService).map(projectOf)));
}

/** What the suggestion comes to, in a sentence. */
export function headlineOf({ patch, excess: { before, after }, left }: Suggested): string {
  if (patch === '' && before.data + before.consoles === 0)
    return 'Nothing to suggest: nobody reaches a data store or a console without need.';
  if (patch === '')
    return left.length === 0
      ? `Nothing to suggest: what is left is ${excessText(before)}, and it is meant or cannot be told from what is needed.`
      : `Nothing can be suggested without harm: ${excessText(before)} that nobody is known to need.`;
  const gone = before.data + before.consoles - after.data - after.consoles;
  if (gone === 0)
    return 'As it is started by default nobody reaches a data store or a console without need; the patch is for other ways to start it.';
  return `${counted(gone, 'connection')} to data stores and consoles that nobody is known to need ${gone === 1 ? 'goes' : 'go'}, ${String(after.data + after.consoles)} of ${String(before.data + before.consoles)} ${after.data + after.consoles === 1 ? 'is' : 'are'} left; everything that is needed stays.`;
}

function excessText({ data, consoles }: ReportExcess): string {
  const parts = [
    ...(data === 0 ? [] : [`${counted(data, 'connection')} to data stores`]),
    ...(consoles === 0 ? [] : [`${String(consoles)} to consoles`]),
  ];
  return parts.join(' and ');
}

export function networkTraits({ internal, isolated }: SuggestedNetwork): string {
  if (!internal) return '';
  return isolated ? 'no way out, and none to the host' : 'no way out';
}

export function needPlace({ file, line }: SuggestedNeed): string {
  return file === null ? '' : `${file}:${String(line ?? 1)}`;
}

/** Who no longer reaches whom, those who lose the same together. */
export function closedRows({ closed }: Suggested, name: NameOf): readonly (readonly string[])[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of closed) addTo(targets, from, name(to));
  const sources = new Map<string, { readonly from: string[]; readonly to: readonly string[] }>();
  for (const [from, to] of targets) {
    const key = JSON.stringify(to);
    const known = sources.get(key) ?? { from: [], to };
    sources.set(key, known);
    known.from.push(name(from));
  }
  return [...sources.values()].map(({ from, to }) => [from.join(', '), `→ ${to.join(', ')}`]);
}

/** New networks, those that several ways to start a project have alike once. */
export function networksOf({ networks }: Suggested, name: NameOf): readonly SuggestedNetwork[] {
  const known = new Map(
    networks.map((network) => [JSON.stringify([network.name, network.members.map(name)]), network]),
  );
  return [...known.values()];
}
