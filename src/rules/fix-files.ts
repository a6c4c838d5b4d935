import { entriesOf, itemsOf, valueOf } from '../compose/yaml/nodes.ts';
import type { Project } from '../compose/project.ts';
import type { Node } from '../compose/yaml/tree.ts';
import type { Topology } from '../topology/topology.ts';
import type { Violation } from './rule.ts';
import { projectOf } from '../topology/services.ts';
import { scalar } from '../words/yaml-scalar.ts';

/**
 * `violation` with comments in its fix that say which file the lines belong to, where that is not the file of the violation: behind a
 * service that only gets new keys the file of the service, behind a key with lines that are there the file of these.
 */
export function withFilesInFix(topology: Topology, violation: Violation): Violation {
  const { fix, project: id, at } = violation;
  const project = projectOf(topology, id);
  if (fix.yaml === null || project === null || project.files.length < 2) return violation;
  const lines = fix.yaml.split('\n');
  let section = '';
  let service = '';
  const noted = lines.map((line, index) => {
    if (/^\w/.test(line)) section = line;
    service = SERVICE.exec(line)?.[1] ?? service;
    const file = section === 'services:' ? fileOf(project, service, lines, index) : null;
    return file === null || file === at.file ? line : `${line}  # ${scalar(file)}`;
  });
  return { ...violation, fix: { ...fix, yaml: noted.join('\n') } };
}

const SERVICE = /^ {2}([\w.-]+):$/;
const KEY = /^[- ] {3}([\w-]+):$/;

/** The file of `service`, or of its key, that line `index` leads to; `null`: neither, or it cannot be told. */
function fileOf(project: Project, service: string, lines: readonly string[], index: number): string | null {
  const line = lines[index] ?? '';
  if (SERVICE.test(line)) {
    const isThere = untilNext(lines, index, SERVICE).some((below) => KEY.test(below));
    return isThere ? null : (project.services.get(service)?.at.file ?? null);
  }
  const [, key] = KEY.exec(line) ?? [];
  if (key === undefined) return null;
  const node = valueOf(valueOf(valueOf(project.model, 'services'), service), key);
  const [file, ...others] = new Set(placesIn(node, untilNext(lines, index, KEY)));
  return others.length > 0 ? null : (file ?? null);
}

/** The lines behind `index` that are below it, those that come in left out. */
function untilNext(lines: readonly string[], index: number, next: RegExp): readonly string[] {
  const end = lines.findIndex((line, at) => at > index && (next.test(line) || SERVICE.test(line) || /^\w/.test(line)));
  return lines.slice(index + 1, end === -1 ? undefined : end).filter((line) => !line.startsWith('+'));
}

/** The files of what stands in `node`: of the entries that `lines` name, where they name any. */
function placesIn(node: Node | undefined, lines: readonly string[]): readonly string[] {
  const entries = [...entriesOf(node)];
  const named = entries.filter(([key]) =>
    lines.some((line) => line.slice(1).trim().replace(/^- /, '').startsWith(key)),
  );
  return [
    ...(named.length > 0 ? named : entries).map(([, { at }]) => at.file),
    ...itemsOf(node).map((item) => item.at.file),
  ];
}
