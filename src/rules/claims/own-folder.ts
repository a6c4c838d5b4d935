import { isBelow } from '../../compose/path.ts';
import type { Mount, Project, Service } from '../../compose/project.ts';
import { stringOf, valueOf } from '../../compose/yaml/nodes.ts';

/**
 * Whether a service is told to work in the folder that `mount` brings, by its own settings, its command or its Dockerfile, or is built from what is
 * in there: it writes there, whatever else lies in the folder.
 */
export function isOwnFolder(project: Project | null, service: Service, mount: Mount): boolean {
  const context = service.build?.context?.value ?? null;
  if (mount.kind === 'bind' && context !== null && isBelow(context, mount.source)) return true;
  return textsOf(project, service).some((text) => namesPath(text, mount.target));
}

function textsOf(project: Project | null, service: Service): readonly string[] {
  const { environment, command, entrypoint, healthcheck, hooks, name } = service;
  const section = valueOf(valueOf(project?.model, 'services'), name);
  const built = project?.beside.get(name)?.built ?? null;
  return [
    ...[...environment.values()].map(({ value }) => value ?? ''),
    ...[...command, ...entrypoint, ...healthcheck].map(({ value }) => value),
    ...hooks.flatMap((hook) => hook.command.map(({ value }) => value)),
    stringOf(valueOf(section, 'working_dir')) ?? '',
    ...(built === null
      ? []
      : [...built.environment.map(({ value }) => value), ...built.command, ...built.entrypoint, ...built.folders]),
  ];
}

/** Whether a path stands in a text as a whole or as the start of another; `/` stands in any. */
function namesPath(text: string, path: string): boolean {
  if (path.length < 2) return false;
  for (let at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1)) {
    if (!/[\w.-]/.test(text[at + path.length] ?? '') && !/[\w./-]/.test(text[at - 1] ?? '')) return true;
  }
  return false;
}
