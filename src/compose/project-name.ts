import { error, type Problems } from './diagnostics.ts';
import type { ComposeCall } from './variables/environment.ts';
import { interpolateTree } from './variables/interpolate.ts';
import { stringOf, valueOf } from './yaml/nodes.ts';
import { nameOf } from './path.ts';
import { readCompose, startOf, type Reading } from './reading.ts';
import type { SourceLocation } from './source.ts';

/** What Docker Compose takes for a name. */
export const PROJECT_NAME_PATTERN = '^[a-z0-9][a-z0-9_-]*$';
const NAME = new RegExp(PROJECT_NAME_PATTERN, 'u');

/**
 * The name of the project: `given` by the call, else the last `name:` of its files, else that of its folder made fit.
 * https://docs.docker.com/compose/how-tos/project-name/
 */
export function projectName(given: string | null, call: ComposeCall, reading: Reading, from: SourceLocation): string {
  const outer = given || call.environment.get('COMPOSE_PROJECT_NAME');
  if (outer !== undefined && outer !== '') return checked(outer, from, reading.problems);
  const { environment } = call;
  let name: { value: string; at: SourceLocation } | null = null;
  for (const file of call.files) {
    const at = startOf(reading, file);
    for (const document of readCompose(reading, file, at)?.documents ?? []) {
      const node = valueOf(document, 'name');
      if (node === undefined) continue;
      const value = stringOf(interpolateTree(node, (key) => environment.get(key), reading.behaviour, ['name']).node);
      if (value === '' && stringOf(node) !== '')
        reading.problems.push(
          error('project-name', node.at, 'The project name is empty once its variables are replaced.'),
        );
      if (value !== undefined && value !== '') name = { value, at: node.at };
    }
  }
  if (name !== null) return checked(projectNameFrom(name.value), name.at, reading.problems);
  const folder = projectNameFrom(nameOf(call.directory));
  if (folder === '')
    reading.problems.push(
      error('project-name', from, `The folder's name gives no project name. Write "name:" into the Compose file.`),
    );
  return folder;
}

/**
 * The name that Compose gives a project after its folder: in lower case, without what a project name may not hold; empty: nothing is left.
 * https://docs.docker.com/compose/how-tos/project-name/
 */
export function projectNameFrom(folder: string): string {
  return folder
    .toLowerCase()
    .replace(/[^-_a-z0-9]+/g, '')
    .replace(/^[_-]+/, '');
}

function checked(name: string, at: SourceLocation, problems: Problems): string {
  if (NAME.test(name)) return name;
  problems.push(
    error(
      'project-name',
      at,
      `"${name}" is not a project name: only lower-case letters, digits, hyphens and underscores, and a letter or digit first.`,
    ),
  );
  return projectNameFrom(name);
}
