import type { Project } from '../compose/project.ts';

/** A project within its workspace. `id` is unique there: the name, with the folder behind it (`name (dir)`) where two have the same name. */
export interface WorkspaceProject {
  readonly id: string;
  readonly project: Project;
}
