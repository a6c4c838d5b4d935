import type { ChangedFile } from '../../../src/fixes/apply.ts';
import { filesIn } from '../../../src/fixes/open-files.ts';
import { spliced } from '../../../src/fixes/write/splices.ts';
import { DEFAULT_POLICY } from '../../../src/policy/policy.ts';
import { analyze } from '../../../src/review/analyze.ts';
import { projectIds } from '../../../src/review/find/project-ids.ts';
import { projectsOf } from '../../../src/review/find/projects.ts';
import type { TriedRevision } from '../../../src/review/trial/trial.ts';
import { sideOf } from '../reviewed.ts';

/** A repository of these files, by their names, as it is judged without a base and a policy. */
export function judgedOn(files: Readonly<Record<string, string>>): TriedRevision {
  const side = sideOf(files);
  const { projects } = projectsOf(side, DEFAULT_POLICY, null);
  const ids = projectIds([], projects);
  return {
    tree: side.tree,
    analysis: analyze(projects, ids, DEFAULT_POLICY),
    ids,
    policy: DEFAULT_POLICY,
    labelled: (found) => found,
  };
}

/** `name` with `text` in the place of `old`, which it has once. */
export function replacing({ tree }: TriedRevision, name: string, old: string, text: string): ChangedFile {
  const before = filesIn(tree)(name);
  if ('reason' in before) throw new Error(before.reason);
  const start = before.text.indexOf(old);
  if (start < 0) throw new Error(`${name} does not have ${old}`);
  const splices = [{ start, end: start + old.length, text }];
  return { name, before, after: spliced(before.text, splices), splices };
}
