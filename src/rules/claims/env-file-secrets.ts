import { credentialsIn, isPublicHalf } from '../../catalogue/credentials.ts';
import type { EnvFile, Project } from '../../compose/project.ts';
import type { SourceLocation } from '../../compose/source.ts';
import type { WorkspaceProject } from '../../topology/project.ts';
import type { RuleContext } from '../context.ts';
import { isTrialOnly } from './trial-only.ts';
import type { TopologyService } from '../../topology/topology.ts';
import { code, listed } from '../../words/words.ts';
import type { Fix, Violation } from '../rule.ts';

/** Credentials in env files that no `.gitignore` keeps out of the repository, one finding for each file. No value is ever shown. */
export function* inEnvFiles(context: RuleContext): Generator<Violation> {
  const told = new Set<string>();
  for (const project of context.topology.projects) {
    for (const file of project.project.envFiles) {
      if (file.isIgnored || told.has(file.file)) continue;
      const found = violation(context, project, file);
      if (found === null) continue;
      told.add(file.file);
      yield found;
    }
  }
}

interface FoundKey {
  readonly key: string;
  readonly at: SourceLocation;
  readonly credentials: readonly string[];
}

function violation(
  context: RuleContext,
  { id, project }: WorkspaceProject,
  { file, settings }: EnvFile,
): Violation | null {
  const found: readonly FoundKey[] = [...settings].flatMap(([key, { value, at }]) => {
    // One sign, however often, only holds a place.
    const isEmpty = /^(.)\1*$/s.test(value) || isPublicHalf(key, settings.keys());
    const credentials = isEmpty ? [] : credentialsIn(key, value);
    return credentials.length === 0 ? [] : [{ key, at, credentials }];
  });
  const [first, ...others] = found;
  const services = [...context.topology.services.values()].filter(({ project }) => project === id);
  const users = services.filter((service) => isUsing(service, file, found));
  const subject = users[0] ?? services[0];
  if (first === undefined || subject === undefined) return null;
  const keys = found.map(({ key }) => key);
  return {
    project: id,
    subject: subject.service.name,
    identity: `file=${file} keys=${[...keys].sort().join(',')}`,
    claims: keys.map((key) => `${file} ${key}`),
    message: `${code(file)}, which no ${code('.gitignore')} keeps out of the repository, holds ${found.length === 1 ? 'a credential' : 'credentials'}, in ${listed(keys.map(code))}.`,
    at: first.at,
    related: others.slice(0, SHOWN).map(({ key, at }) => ({ at, note: `${key} holds a credential` })),
    path: [],
    services: (users.length > 0 ? users : [subject]).map((service) => service.id),
    fix: found.length * 2 < settings.size ? ofLines(file, keys, uncommittedOf(project, users)) : ofFile(file, keys),
    severity: isTrialOnly(context, subject) ? 'low' : null,
  };
}

function ofFile(file: string, keys: readonly string[]): Fix {
  return {
    summary: `Take ${code(file)} out of the repository (${code(`git rm --cached ${file}`)}), name it in ${code('.gitignore')}, and change ${keys.length === 1 ? 'the credential' : 'the credentials'}.`,
    edits: [],
    caveat: 'Commit a sample without values, so that others know what to set.',
  };
}

/** Most of a file is what everybody who clones the repository needs: it stays. */
function ofLines(file: string, keys: readonly string[], other: string | null): Fix {
  const isOne = keys.length === 1;
  const where = other === null ? 'an env file that is not committed' : `${code(other)}, which is not committed`;
  return {
    summary: `Move ${listed(keys.map(code), SHOWN)} from ${code(file)} to ${where}, and change ${isOne ? 'the credential' : 'the credentials'}.`,
    edits: [],
    caveat: `The rest of ${code(file)} can stay. ${other === null ? `Name the other file under ${code('env_file')} behind it, and in ${code('.gitignore')}. ` : ''}Say in a sample what has to be set.`,
  };
}

/** An env file that one of `services` lists and that is not in the repository; `null`: none. */
function uncommittedOf(project: Project, services: readonly TopologyService[]): string | null {
  const missing = services.flatMap(({ service: { name } }) => project.beside.get(name)?.missing ?? []);
  const [listedOne] = missing.flatMap((at) => project.written.at(at).item ?? []);
  return (
    listedOne ?? project.envFiles.find(({ file, isIgnored }) => isIgnored && !/(^|\/)\.env$/.test(file))?.file ?? null
  );
}

const SHOWN = 20;

function isUsing({ service }: TopologyService, file: string, found: readonly FoundKey[]): boolean {
  return [...service.environment.values()].some(
    ({ value, at }) =>
      at.file === file ||
      (value !== null && found.some(({ credentials }) => credentials.some((credential) => value.includes(credential)))),
  );
}
