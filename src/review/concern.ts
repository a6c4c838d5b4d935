import type { Diagnostic } from '../compose/diagnostics.ts';
import { asYaml, type FileTree } from '../compose/file-tree.ts';
import { nameOf, resolved } from '../compose/path.ts';

/**
 * Whether a change may concern a project that was not understood, of which nobody can say what files it is made of: the change alters a file of
 * a kind that projects are made of, or one whose name stands in a file with an error. `said`: what was found in the head.
 */
export function mayConcern(base: FileTree, head: FileTree, said: readonly Diagnostic[]): boolean {
  const unclear = new Set(said.filter(({ severity }) => severity === 'error').map(({ at }) => at.file));
  if (unclear.size === 0) return false;
  const texts = [...unclear].map((file) => asYaml(head.read(resolved(head.root, file))));
  return changedPaths(base, head).some(
    (path) => PART.test(path) || texts.some((read) => read.kind !== 'file' || read.text.includes(nameOf(path))),
  );
}

/** Compose files, env files, Dockerfiles and what is included by any name: YAML, JSON, or no ending at all. */
const PART = /(?:\.ya?ml|\.json|\.env|\/\.env[^/]*|\/[^/.]+)$/i;

function changedPaths(base: FileTree, head: FileTree): readonly string[] {
  const paths = new Set([...base.list(base.root), ...head.list(head.root)]);
  return [...paths].filter((path) => {
    const [before, after] = [base.id(path), head.id(path)];
    return before === null || after === null || before !== after;
  });
}
