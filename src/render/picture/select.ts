import { addTo } from '../../words/grouped.ts';
import type { Report, ReportEdge } from '../../review/report/report.ts';
import { nodeOf } from '../../topology/node-id.ts';
import { numbered, type Numbered } from '../numbered.ts';
import { storyOf } from '../story.ts';
import { legKey, stopsOf, subjectNode } from './marks.ts';
import { neighbours, type View, waysTo } from './view.ts';

/** Up to this many services, a map shows every volume; above it, only those that tell something. */
const SMALL_STACK = 14;

/** Everything: services, networks, and the volumes that are shared, changed or named by a finding. */
export function wholeView(report: Report): View {
  const { main, existing } = numbered(report);
  const findings = [...main, ...existing];
  const { nodes } = report.topology;
  const small = nodes.filter(({ kind }) => kind === 'service').length <= SMALL_STACK;
  const telling = tellingVolumes(report, findings);
  const shown = nodes.filter(({ id, kind }) => kind !== 'volume' || small || telling.has(id));
  return viewOf(report, new Set(shown.map(({ id }) => id)), findings, 'What can reach what');
}

/**
 * What a change changed, and the new findings, at most `most` of them, the way to them from outside, and their neighbours if `wide`. `null`: nothing
 * to draw.
 */
export function changeView(report: Report, wide: boolean, most = Infinity): View | null {
  const main = numbered(report).main.slice(0, most);
  const { nodes, edges } = report.topology;
  const core = changedIn(report);
  const reaching = main.filter(({ finding }) => finding.path.length > 0);
  if (core.size === 0 && reaching.length === 0) return null;
  for (const finding of main.flatMap(({ findings }) => findings)) {
    for (const stop of finding.path.flatMap(stopsOf)) core.add(stop);
    const subject = finding.path.length === 0 ? subjectNode(finding, nodes) : null;
    if (subject !== null) core.add(subject);
  }
  const connecting = edges.filter(({ kind, status }) => kind !== 'mounted' && status !== 'removed');
  const ids = new Set([...core, ...waysTo('outside', core, connecting)]);
  if (wide) for (const id of neighbourhood(core, report)) ids.add(id);
  return viewOf(
    report,
    ids,
    main,
    report.change === null ? 'Where the findings are' : 'What this change opens and closes',
  );
}

/** The path of one finding in one row, from outside where it is known how. `null`: it claims no reach. */
export function focusView(report: Report, one: Numbered): View | null {
  if (one.finding.path.length === 0) return null;
  const stops = storyOf(report, one.finding).flatMap(stopsOf);
  const pairs = new Set(stops.slice(1).map((stop, index) => legKey(stops[index] ?? stop, stop)));
  const view = viewOf(report, new Set(stops), [one], `${one.number}: ${one.cause.rules.join(', ')}`);
  return { ...view, row: true, edges: view.edges.filter(({ from, to }) => pairs.has(legKey(from, to))) };
}

function viewOf(report: Report, ids: ReadonlySet<string>, findings: readonly Numbered[], title: string): View {
  const { topology } = report;
  const edges = topology.edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
  const nodes = topology.nodes.filter(({ id }) => ids.has(id));
  return { title, nodes, edges, findings, namespaces: namespacesIn(report), row: false };
}

/** Of the head, and of what only the base has; that of the host is drawn as the host. */
function namespacesIn({ reach, topology }: Report): ReadonlyMap<string, string> {
  const onHost = new Set(topology.edges.filter(({ kind }) => kind === 'host').map(({ to }) => to));
  const sharing = [...reach.head, ...(reach.base ?? [])].filter(({ means }) => means === 'namespace');
  const found = new Map<string, string>();
  for (const { from } of sharing) {
    const members = from.map(({ id }) => nodeOf(id)).filter((id) => !onHost.has(id) && !found.has(id));
    const [first] = members;
    if (first !== undefined && members.length > 1) for (const id of members) found.set(id, first);
  }
  return found;
}

function tellingVolumes(report: Report, findings: readonly Numbered[]): ReadonlySet<string> {
  const mounts = new Map<string, ReportEdge[]>();
  for (const edge of report.topology.edges) {
    if (edge.kind === 'mounted') addTo(mounts, edge.to, edge);
  }
  const told = [...mounts].filter(([, edges]) => edges.length > 1 || edges.some(({ status }) => status !== 'kept'));
  const named = findings
    .flatMap((one) => one.findings)
    .flatMap((finding) =>
      finding.path.length > 0 ? finding.path.flatMap(stopsOf) : [subjectNode(finding, report.topology.nodes) ?? ''],
    );
  return new Set([...told.map(([id]) => id), ...named]);
}

function changedIn({ topology }: Report): Set<string> {
  const nodes = topology.nodes.filter(({ status }) => status !== 'kept').map(({ id }) => id);
  const ends = topology.edges.filter(({ status }) => status !== 'kept').flatMap(({ from, to }) => [from, to]);
  return new Set([...nodes, ...ends]);
}

/** Who else is on a network or volume of `core`, and which networks its services are on. */
function neighbourhood(core: ReadonlySet<string>, { topology }: Report): readonly string[] {
  const kinds = new Map(topology.nodes.map(({ id, kind }) => [id, kind]));
  const near = neighbours(topology.edges);
  return [...core].flatMap((id) => {
    const kind = kinds.get(id);
    if (kind === 'network' || kind === 'volume') return near.get(id) ?? [];
    return kind === 'service' ? (near.get(id) ?? []).filter((other) => kinds.get(other) === 'network') : [];
  });
}

/** Whether the whole map shows more than the picture of the change does. */
export function addsToChange(report: Report): boolean {
  const change = changeView(report, true);
  const whole = wholeView(report);
  return change === null || whole.nodes.some(({ id }) => !change.nodes.some((node) => node.id === id));
}
