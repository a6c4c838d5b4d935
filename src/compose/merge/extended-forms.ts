import { type Diagnostic, error } from '../diagnostics.ts';
import { patterns } from '../yaml/patterns.ts';
import { type Rewrite, rewrite } from '../yaml/rewrite.ts';
import type { MapNode, Node } from '../yaml/tree.ts';

type ValueKind = 'text' | 'number' | 'null' | 'list' | 'map';

/**
 * The kinds of values that have a long form. In a file that only `extends` names nothing else is checked, and all of the file is:
 * of the services that nobody extends Compose wants these too. https://github.com/compose-spec/compose-go/tree/main/transform
 */
const KINDS: Readonly<Record<string, readonly ValueKind[]>> = {
  'configs.*': ['map', 'null'],
  'networks.*': ['map', 'null'],
  'secrets.*': ['map', 'null'],
  'volumes.*': ['map', 'null'],
  'services.*.build': ['text', 'map'],
  'services.*.configs.*': ['text', 'map'],
  'services.*.depends_on': ['list', 'map'],
  'services.*.depends_on.*': ['text', 'map'],
  'services.*.devices.*': ['text', 'map'],
  'services.*.env_file': ['text', 'list'],
  'services.*.ports': ['list'],
  'services.*.secrets.*': ['text', 'map'],
  'services.*.ulimits.*': ['number', 'map'],
  'services.*.volumes.*': ['text', 'map'],
};

const CHECKS = patterns<Rewrite<Diagnostic[]>>(
  Object.fromEntries(
    Object.entries(KINDS).map(([pattern, kinds]): [string, Rewrite<Diagnostic[]>] => [
      pattern,
      (node, path, problems) => {
        if (!kinds.includes(kindOf(node)))
          problems.push(error('wrong-type', node.at, `${path.join('.')} must be ${kinds.map(word).join(' or ')}.`));
        return node;
      },
    ]),
  ),
);

/** What of a file that `extends` names has no long form. `model` is as it is written, merged and interpolated. */
export function checkExtendedForms(model: MapNode): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  rewrite<Diagnostic[]>(model, CHECKS, problems);
  return problems;
}

function kindOf(node: Node): ValueKind {
  if (node.kind !== 'scalar') return node.kind;
  if (node.value === null) return 'null';
  return typeof node.value === 'string' ? 'text' : 'number';
}

function word(kind: ValueKind): string {
  return { text: 'text', number: 'a number', null: 'empty', list: 'a list', map: 'a mapping' }[kind];
}
