import { type Diagnostic, error, warning } from '../diagnostics.ts';
import { type Cast, CASTS, isOldBoolean } from './interpolate-casts.ts';
import { decidedByRequired, standIn } from './decides.ts';
import type { LoadOptions } from '../options.ts';
import { mapItems, mapValues } from '../yaml/nodes.ts';
import { below, type Patterns } from '../yaml/patterns.ts';
import type { SourceLocation } from '../source.ts';
import type { Behaviour } from '../versions/behaviour.ts';
import { type ExpansionBudget, type VariableLookup, substitute, type SubstitutionProblem } from './substitute.ts';
import type { Node, ScalarNode } from '../yaml/tree.ts';

export interface Interpolated {
  readonly node: Node;
  /** Errors: wrong templates, required variables without a value, values that cannot become the type of their attribute. Warnings: `yes` for `true`. */
  readonly diagnostics: readonly Diagnostic[];
  /** Variables that have neither value nor default, one entry for each place, in the order of the file. Compose takes them as empty. */
  readonly unset: readonly UnsetVariable[];
  /** What variables made of the values that have some. */
  readonly held: readonly HeldText[];
}

export interface HeldText {
  readonly at: SourceLocation;
  /** Keys that lead to the value; a list item is `[]`. */
  readonly path: readonly string[];
  readonly text: string;
  readonly values: readonly string[];
}

export interface UnsetVariable {
  readonly name: string;
  /** The value that uses it. */
  readonly at: SourceLocation;
  /** Keys that lead to the value; a list item is `[]`. */
  readonly path: readonly string[];
  /** The variable follows a letter or digit, without a brace (`pa$word`): likely a dollar sign is meant, as in a password. */
  readonly isGlued: boolean;
}

/**
 * `node` with the variables in every string value replaced, and the result given the type its attribute wants (`interpolate-casts.ts`).
 * Keys are never replaced. What stands below `!reset` is not looked at. Everything keeps its place; nodes without variables stay the same objects.
 * `path`: where `node` stands in the file, `[]` for a whole file. https://docs.docker.com/reference/compose-file/interpolation/
 */
export function interpolateTree(
  node: Node,
  lookup: VariableLookup,
  behaviour: Behaviour,
  path: readonly string[] = [],
  purpose: LoadOptions['purpose'] = 'call',
): Interpolated {
  const walk: Walk = {
    lookup,
    behaviour,
    purpose,
    budget: { left: 32 << 20 },
    path: [...path],
    diagnostics: [],
    unset: [],
    held: [],
  };
  let casts: Patterns<Cast> | undefined = CASTS;
  for (const key of path) casts = below(casts, key);
  return { node: interpolated(node, casts, walk), diagnostics: walk.diagnostics, unset: walk.unset, held: walk.held };
}

interface Walk {
  readonly lookup: VariableLookup;
  readonly behaviour: Behaviour;
  readonly purpose: LoadOptions['purpose'];
  readonly budget: ExpansionBudget;
  /** Where the walk stands. */
  readonly path: string[];
  readonly diagnostics: Diagnostic[];
  readonly unset: UnsetVariable[];
  readonly held: HeldText[];
}

function interpolated(node: Node, casts: Patterns<Cast> | undefined, walk: Walk): Node {
  if (node.tag === '!reset') return node;
  if (node.kind === 'scalar')
    return typeof node.value === 'string' ? replaced(node, node.value, casts?.rule, walk) : node;
  const inside = (key: string, value: Node): Node => {
    walk.path.push(key);
    const result = interpolated(value, below(casts, key), walk);
    walk.path.pop();
    return result;
  };
  return node.kind === 'map'
    ? mapValues(node, (value, key) => inside(key, value))
    : mapItems(node, (item) => inside('[]', item));
}

function replaced(node: ScalarNode, template: string, cast: Cast | undefined, walk: Walk): ScalarNode {
  const found = substitute(template, walk.lookup, walk.behaviour, walk.budget);
  const { unset, held, problems } = found;
  if (held.length > 0) walk.held.push({ at: node.at, path: [...walk.path], text: found.text, values: held });
  const glued = unset.length === 0 ? NOTHING : gluedIn(template);
  for (const name of new Set(unset))
    walk.unset.push({ name, at: node.at, path: [...walk.path], isGlued: glued.has(name) });
  for (const problem of problems) walk.diagnostics.push(substitutionProblem(problem, node.at, walk));
  if (!problems.every((problem) => isGivenLater(problem, walk))) return node;
  const text = problems.length === 0 ? found.text : standIn(walk.path) || found.text;
  if (cast === undefined || (cast.asked !== undefined && !walk.behaviour(cast.asked)))
    return text === template ? node : { ...node, value: text, source: text };
  const value = cast.of(text);
  if (value === undefined) {
    walk.diagnostics.push(
      error('wrong-type', node.at, `${walk.path.join('.')} must be ${cast.wanted}.${hintOf(unset)}`),
    );
    return node;
  }
  if (typeof value === 'boolean' && isOldBoolean(text)) {
    walk.diagnostics.push(
      warning(
        'old-boolean',
        node.at,
        `${walk.path.join('.')}: "${text}" is read as ${value}, though YAML no longer means that by it. Write ${value}.`,
      ),
    );
  }
  return { ...node, value, source: text, quoted: false };
}

/** A value that whoever deploys has to give, and that decides nothing about who reaches whom: the rest can be judged without it. */
function isGivenLater({ kind }: SubstitutionProblem, { purpose, path }: Walk): boolean {
  return kind === 'required' && purpose === 'analysis' && decidedByRequired(path) === null;
}

/** Variables without a brace that, where they stand first, follow a letter, a digit or a sign of passwords. */
function gluedIn(template: string): ReadonlySet<string> {
  const first = new Map<string, number>();
  for (const { 1: name = '', index } of template.matchAll(/\$([a-z_][a-z0-9_]*)/gi))
    if (!first.has(name)) first.set(name, index);
  const glued = [...first].filter(([, index]) => /[a-z0-9!#%^*_+~]/i.test(template.charAt(index - 1)));
  return new Set(glued.map(([name]) => name));
}

const NOTHING: ReadonlySet<string> = new Set();

function hintOf([name]: readonly string[]): string {
  return name === undefined
    ? ''
    : ` The variable ${name} is not set, and without it the value is empty. Set it, or write a default: \${${name}:-…}.`;
}

function substitutionProblem(problem: SubstitutionProblem, at: SourceLocation, walk: Walk): Diagnostic {
  const place = walk.path.join('.');
  switch (problem.kind) {
    case 'invalid':
      return error(
        'invalid-variable',
        at,
        `${place} uses a variable in a form that Compose does not know. Write \${NAME}, \${NAME:-default} or \${NAME:?message}; $$ is a dollar sign.`,
      );
    case 'required': {
      const message = problem.message === '' ? '' : `: ${problem.message}`;
      const decided = walk.purpose === 'call' ? null : decidedByRequired(walk.path);
      const why = decided === null ? '' : ` It decides ${decided}.`;
      const tell = isGivenLater(problem, walk) ? warning : error;
      return tell(
        'required-variable',
        at,
        `${place} requires the variable ${problem.name}, which is not set${message}.${why} Set it in .env, or give a sample value under sample-env in the policy.`,
      );
    }
    case 'too-long':
      return error('too-long', at, `${place} grows too long through the variables it uses; it is not read.`);
  }
}
