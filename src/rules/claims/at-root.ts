import { normalized } from '../../compose/path.ts';
import type { Mount, Project, Service } from '../../compose/project.ts';
import { replaceItem } from '../../fixes/service-edits.ts';
import { isListItem } from '../../fixes/written.ts';
import { projectOf } from '../../topology/services.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';
import { addTo } from '../../words/grouped.ts';
import { code, listed } from '../../words/words.ts';
import type { Violation } from '../rule.ts';

/** Folders at the root of the host because nothing sets the variable that they begin with, one finding for each variable of a project. */
export function* atRoot(topology: Topology): Generator<Violation> {
  const found = new Map<string, RootMount[]>();
  for (const service of topology.services.values()) {
    const project = projectOf(topology, service.project);
    for (const mount of service.service.mounts) {
      const variable = project === null ? null : unsetFolder(project, service.service, mount);
      if (variable !== null) addTo(found, `${service.project}\0${variable}`, { service, mount, variable });
    }
  }
  for (const [first, ...others] of found.values())
    if (first !== undefined) yield rootViolation(topology, first, others);
}

interface RootMount {
  readonly service: TopologyService;
  readonly mount: Mount;
  readonly variable: string;
}

/** Variables that whoever starts a project has without setting them. */
const ALWAYS_SET: ReadonlySet<string> = new Set(['HOME', 'PWD', 'USER', 'LOGNAME', 'SHELL', 'TMPDIR']);

/** The variable without a value that the source of a mount begins with: `${DATA}/db` is then `/db`. */
function unsetFolder({ written, beside }: Project, { name }: Service, mount: Mount): string | null {
  if (mount.kind !== 'bind') return null;
  const { template, held } = written.at(mount.at);
  const [, variable, rest = ''] = /^\$\{?([A-Za-z_]\w*)\}?(\/[^:$]+):/.exec(template ?? '') ?? [];
  // Whoever follows the sample sets it.
  const isInSample = beside.get(name)?.samples.some(({ key, value }) => key === variable && value !== '') === true;
  return variable === undefined ||
    ALWAYS_SET.has(variable) ||
    isInSample ||
    held?.values.some((value) => value !== '') === true ||
    mount.source !== normalized(rest)
    ? null
    : variable;
}

function rootViolation(topology: Topology, first: RootMount, others: readonly RootMount[]): Violation {
  const { service, mount, variable } = first;
  const all = [first, ...others];
  const project = projectOf(topology, service.project);
  const names = [...new Set(all.map((other) => other.service.service.name))];
  const source = mount.kind === 'bind' ? mount.source : mount.target;
  const items = all.filter((other) => isListItem(project, other.mount.at));
  return {
    project: service.project,
    subject: service.service.name,
    identity: `root=${variable}`,
    message: `${listed(names.map(code))} ${names.length === 1 ? 'mounts' : 'mount'} ${code(source)}${all.length > 1 ? ' and more' : ''} at the root of the host: ${code(variable)}, which the path begins with, is not set.`,
    at: mount.at,
    related: others.map((other) => ({
      at: other.mount.at,
      note: `${other.service.service.name} begins a path with ${variable}`,
    })),
    path: [],
    services: [...new Set(all.map((other) => other.service.id))],
    fix: {
      summary: `Give ${code(variable)} a default, such as the folder of the project, or refuse to start without it (${code(`\${${variable}:?}`)}).`,
      edits: items.map((other) =>
        replaceItem(
          project,
          other.service.service,
          'volumes',
          other.mount.at,
          (project?.written.at(other.mount.at).template ?? '').replace(/^\$\{?\w+\}?/, `\${${variable}:-.}`),
        ),
      ),
      caveat: 'Data that is at the root of the host now is not moved.',
    },
    severity: null,
  };
}
