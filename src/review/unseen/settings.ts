import { familyOf } from '../../catalogue/catalogue.ts';
import { type Diagnostic, error, warning } from '../../compose/diagnostics.ts';
import type { FileTree } from '../../compose/file-tree.ts';
import { resolved } from '../../compose/path.ts';
import type { Service } from '../../compose/project.ts';
import type { WorkspaceProject } from '../../topology/project.ts';
import { code } from '../../words/words.ts';
import { isSameAt } from '../watched.ts';

/** A revision, with what its services were given. */
export interface Given {
  readonly tree: FileTree;
  readonly projects: readonly WorkspaceProject[];
}

/**
 * Configuration of services that may pass on what comes in, not looked at for there is too much of it: one warning a service, and an error for
 * what the change touches, which may open anything. `base`: what was there before; `null`: nothing to compare with.
 */
export function unseenSettings(head: Given, base: Given | null): readonly Diagnostic[] {
  const before = new Set(base?.projects.flatMap(cutIn).map(({ file }) => file));
  const isTouched = (file: string): boolean =>
    base !== null && (!before.has(file) || !isSameAt(resolved(head.tree.root, file), base.tree, head.tree));
  const cut = new Map(head.projects.flatMap(cutIn).map((each) => [each.file, each]));
  const touched = [...cut.keys()].filter(isTouched);
  const services = new Set(
    [...cut.values()].filter(({ file }) => !touched.includes(file)).map(({ service }) => service),
  );
  return [
    ...touched.slice(0, MOST).map((file) => {
      const message = `${code(file)} is changed and not looked at: its service is given too much configuration. Give it less, or in smaller files.`;
      return error('change-not-read', { file, line: 1, column: 1 }, message);
    }),
    ...[...services].slice(0, MOST).map(({ name, at }) => {
      const message = `Not all configuration that ${code(name)} is given is looked at: there is too much of it. What it passes on may be more than is shown.`;
      return warning('settings-not-read', at, message);
    }),
  ];
}

/** What more of them says, nobody reads. */
const MOST = 10;

interface CutFile {
  readonly file: string;
  readonly service: Service;
}

function cutIn({ project }: WorkspaceProject): readonly CutFile[] {
  return [...project.services.values()]
    .filter(mayRelay)
    .flatMap((service) => (project.beside.get(service.name)?.cut ?? []).map((file) => ({ file, service })));
}

/** Others reach it, and it is a proxy or nobody knows what it is. */
function mayRelay({ image, ports, networkMode }: Service): boolean {
  const family = image === null ? undefined : familyOf(image.value)?.family;
  return (ports.length > 0 || networkMode !== null) && (family?.zone ?? 'edge') === 'edge';
}
