import { isAbsolute, normalized } from '../../compose/path.ts';
import { PROJECT_NAME_PATTERN } from '../../compose/project-name.ts';
import type { Located } from '../../compose/source.ts';
import type { ProjectDefinition } from '../policy.ts';
import { object, optional, required } from './object.ts';
import { list, located, text, unbroken, written, wrong, type PolicyShape } from './shape.ts';
import { uniqueNames } from './unique-names.ts';

/** What the policy says of projects that default file names do not find. */

/** A path in the repository: what lies outside it is not part of the review. */
const path = written(
  '^(?!/)(?!(.*/)?\\.\\.(/|$))',
  'a path inside the repository, relative to its top, as deploy/compose.yaml',
  (source) => (source.trim() === '' || isOutside(source) ? undefined : normalized(source)),
);

function isOutside(source: string): boolean {
  return isAbsolute(source) || /^[A-Za-z]:[\\/]/.test(source) || source.split('/').includes('..');
}

const projectName = written(
  PROJECT_NAME_PATTERN,
  'lower-case letters, digits, hyphens and underscores, a letter or digit first',
  (source) => (new RegExp(PROJECT_NAME_PATTERN, 'u').test(source) ? source : undefined),
);

const files: PolicyShape<readonly Located<string>[]> = {
  schema: { ...list(path).schema, minItems: 1 },
  read: (node, name, problems) => {
    if (node.kind === 'list' && node.items.length === 0) {
      return wrong(problems, node, `\`${name}\` is empty: name the Compose files of the project.`);
    }
    return unbroken(list(located(path))).read(node, name, problems);
  },
};

const FILES = required('files', files, "Compose files, relative to the repository's root.", 'name its Compose files');
const PROFILES = optional('profiles', list(text), 'Active profiles.');
const ENV_FILES = optional('env-files', list(path), 'As `--env-file`.');
const PROJECT_NAME = required('name', projectName, 'Name of the project.', 'give the project a name');

const project: PolicyShape<ProjectDefinition> = object(
  'A project',
  [PROJECT_NAME, FILES, PROFILES, ENV_FILES],
  ({ at, get }) => {
    const [name, files] = [get(PROJECT_NAME), get(FILES)];
    const rest = { profiles: get(PROFILES) ?? [], envFiles: get(ENV_FILES) ?? [] };
    return name === undefined || files === undefined ? undefined : { at, name, files, ...rest };
  },
);

export const projects = uniqueNames(list(project), 'projects');
