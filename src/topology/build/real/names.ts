import { nameOf } from '../../../compose/path.ts';
import { projectNameFrom } from '../../../compose/project-name.ts';
import type { Project } from '../../../compose/project.ts';
import { networkId, type NodeId, volumeId } from '../../node-id.ts';
import type { WorkspaceProject } from '../../project.ts';

/** Nodes of a project's networks and volumes, by key. */
export interface RealNames {
  readonly networks: ReadonlyMap<string, NodeId>;
  readonly volumes: ReadonlyMap<string, NodeId>;
}

/**
 * Nodes of the networks and volumes of `projects`, by project id. Equal real names are one node, except those that Compose derives from
 * a project name that is itself only the folder's: two folders of that name are alternatives of one stack, never started side by side,
 * while two sets of files of one folder are one project. The first of them keeps the name, so that another project's `name: shop_default` finds it.
 */
export function realNamesOf(projects: readonly WorkspaceProject[]): ReadonlyMap<string, RealNames> {
  const first = new Map<string, WorkspaceProject>();
  return new Map(
    projects.map((placed) => {
      const { id, project } = placed;
      const named = `${project.name}\0${hasDefaultName(project) ? '' : 'stated'}`;
      const owner = hasDefaultName(project) ? (first.get(named) ?? placed) : placed;
      first.set(named, owner);
      const suffix = owner.project.directory === project.directory ? '' : ` (${project.directory})`;
      return [
        id,
        {
          networks: nodes(project, project.networks, suffix, networkId),
          volumes: nodes(project, project.volumes, suffix, volumeId),
        },
      ];
    }),
  );
}

interface NamedResource {
  readonly key: string;
  readonly name: string;
  readonly external: boolean;
}

function nodes(
  project: Project,
  objects: ReadonlyMap<string, NamedResource>,
  suffix: string,
  nodeOf: (name: string) => NodeId,
): ReadonlyMap<string, NodeId> {
  return new Map(
    [...objects].map(([key, { name, external }]) => {
      const own = `${project.name}_${key}`;
      // A name that only an unset variable gives is not known, and so not the same as another's.
      const derived = !external && (name === own || name === '');
      return [key, nodeOf(derived ? own + suffix : name || `${key} of ${project.name}`)];
    }),
  );
}

/** Whether Compose named it after its folder. */
function hasDefaultName({ name, directory }: Project): boolean {
  return name === projectNameFrom(nameOf(directory));
}
