import type { Project } from '../compose/project.ts';

/** A project within its workspace. `id` is unique there: the name, with the folder behind it (`name (dir)`) where two have the same name. */
export interface WorkspaceProject {
  readonly id: string;
  readonly project: Project;
}

/** Whether both are one project to Compose, loaded from other files: those of one folder under one name. */
export function areOneProject(one: Project, other: Project): boolean {
  return one.directory === other.directory && one.name === other.name;
}
