import { asYaml, type FileTree } from '../compose/file-tree.ts';
import { resolved, shownPath } from '../compose/path.ts';
import { lineMap, type LinePlace } from '../words/line-map.ts';
import type {
  Report,
  ReportEvidence,
  ReportFinding,
  ReportHop,
  ReportLocation,
  ReportProject,
} from './report/report.ts';

/** Paths of the head that a report gives a place in and that are not the same in what was judged and what was written. */
export function movedPaths(report: Report, judged: FileTree, written: FileTree): readonly string[] {
  return filesIn(report)
    .map((file) => resolved(judged.root, file))
    .filter((path) => judged.trail(path) === null || judged.trail(path) !== written.trail(path));
}

/** Files that a report gives places in, sorted. */
export function filesIn(report: Report): readonly string[] {
  const files = new Set<string>();
  moved(report, (at) => {
    files.add(at.file);
    return at;
  });
  return [...files].sort();
}

/**
 * The report on `judged`, a merge, with the places of `written`, the head: what stands in the diff that is reviewed. A line that only the base
 * has is shown at the line of the head that it comes after. What is told of the base keeps its place.
 */
export function withPlacesOf(report: Report, judged: FileTree, written: FileTree): Report {
  const places = new Map<string, (line: number) => LinePlace>();
  for (const path of movedPaths(report, judged, written)) {
    const [from, to] = [asYaml(judged.read(path)), asYaml(written.read(path))];
    if (from.kind === 'file' && to.kind === 'file')
      places.set(shownPath(path, judged.root), lineMap(from.text, to.text));
  }
  return moved(report, (at) => {
    const place = places.get(at.file)?.(at.line);
    return place === undefined ? at : { ...at, line: place.line, column: place.exact ? at.column : 1 };
  });
}

/** The report with places in the files themselves, where it names links to them: people see changes there, and lines. */
export function withRealFiles(report: Report, tree: FileTree & { real(path: string): string }): Report {
  const real = new Map(
    filesIn(report).map((file) => [file, shownPath(tree.real(resolved(tree.root, file)), tree.root)]),
  );
  return moved(report, (at) => ({ ...at, file: real.get(at.file) ?? at.file }));
}

type Move = <T extends ReportLocation>(at: T) => T;

function moved(report: Report, move: Move): Report {
  const { projects, outside, paths, findings, causes, excepted, diagnostics, change } = report;
  return {
    ...report,
    projects: projects.map((project) => projectMoved(project, move)),
    outside: outside.map((exposure) => ({ ...exposure, hop: hopMoved(exposure.hop, move) })),
    paths: paths.map((path) => ({ ...path, hops: path.hops.map((hop) => hopMoved(hop, move)) })),
    findings: findings.map((finding) => findingMoved(finding, move)),
    causes: causes.map((cause) => ({ ...cause, lines: cause.lines.map<ReportLocation>(move) })),
    excepted: excepted.map((finding) => findingMoved(finding, move)),
    diagnostics: diagnostics.map((diagnostic) => (diagnostic.revision === 'head' ? move(diagnostic) : diagnostic)),
    change: change === null ? null : { ...change, openedFlows: change.openedFlows.map((hop) => hopMoved(hop, move)) },
  };
}

function projectMoved(project: ReportProject, move: Move): ReportProject {
  return {
    ...project,
    services: project.services.map(move),
    networks: project.networks.map(move),
    volumes: project.volumes.map(move),
  };
}

function findingMoved(finding: ReportFinding, move: Move): ReportFinding {
  const related = finding.related.map<ReportEvidence>(move);
  return { ...move(finding), related, path: finding.path.map((hop) => hopMoved(hop, move)) };
}

function hopMoved(hop: ReportHop, move: Move): ReportHop {
  return { ...hop, evidence: hop.evidence.map<ReportEvidence>(move) };
}
