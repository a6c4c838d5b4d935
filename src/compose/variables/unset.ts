import { type Diagnostic, warning } from '../diagnostics.ts';
import { decidedBy, isNothingWithout } from './decides.ts';
import type { Written } from '../yaml/as-written.ts';
import type { UnsetVariable } from './interpolate.ts';
import type { Reading, UnsetUse } from '../reading.ts';
import { placeKey } from '../source.ts';

/** Notes what one document uses and nothing sets; what may be a part of a password is told at once, without its name. */
export function noteUnset(
  unset: readonly UnsetVariable[],
  { written, problems, unset: noted, emptied }: Pick<Reading, 'written' | 'problems' | 'unset' | 'emptied'>,
): void {
  for (const { at, path } of unset) if (isNothingWithout(path)) emptied.add(placeKey(at));
  const seen = new Set<string>();
  for (const variable of byWeight(unset)) {
    const { name, at, path } = variable;
    if (seen.has(name)) continue;
    seen.add(name);
    if (TEXTS.test(path.join('.')) && (variable.isGlued || isInWord(variable, written))) {
      problems.push(lostText(variable));
      continue;
    }
    const ofFile = noted.get(at.file) ?? new Map<string, UnsetUse>();
    noted.set(at.file, ofFile);
    if (!ofFile.has(name)) ofFile.set(name, variable);
  }
}

/** One warning for each file, with the count: Compose takes each of its variables as empty. */
export function unsetWarnings({ unset, problems }: Pick<Reading, 'unset' | 'problems'>): readonly Diagnostic[] {
  const told = new Set(problems.filter(({ code }) => code === 'required-variable').map(({ at }) => placeKey(at)));
  return [...unset.values()].flatMap((ofFile) => {
    const variables = byWeight([...ofFile.values()].filter(({ at }) => !told.has(placeKey(at))));
    const [first] = variables;
    return first === undefined ? [] : [warning('unset-variable', first.at, messageOf(first, variables))];
  });
}

/** A place that decides the topology says more than the first place. */
function byWeight<Use extends UnsetUse>(unset: readonly Use[]): readonly Use[] {
  return [...unset].sort((a, b) => Number(decidedBy(a.path) === null) - Number(decidedBy(b.path) === null));
}

function messageOf(first: UnsetUse, variables: readonly UnsetUse[]): string {
  const decided = decidedBy(first.path);
  const [isOne, count] = [variables.length === 1, String(variables.length)];
  const names = variables.slice(0, SHOWN).map(({ name }) => name);
  const more = variables.length - names.length;
  const what = isOne
    ? `The variable ${first.name} is not set and counts as empty.`
    : `${count} variables are not set and count as empty: ${names.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}.`;
  const why = decided === null ? '' : ` ${isOne ? 'It' : first.name} decides ${decided}.`;
  return `${what}${why} Give ${isOne ? 'it a value' : 'them values'} in .env, or in sample-env of the policy.`;
}

/** So many names are told. */
const SHOWN = 5;

/** Whether it follows a letter, a digit or a sign of passwords: its name may be a part of one (`pa${word}`). */
function isInWord({ name, at }: UnsetVariable, written: Written): boolean {
  const template = written.at(at).template ?? '';
  const index = template.indexOf(`\${${name}`);
  return index > 0 && /[a-z0-9!#%^*_+~]/i.test(template.charAt(index - 1));
}

/** Where people write texts of their own, and passwords. */
const TEXTS = /^services\.[^.]+\.(environment|command|entrypoint|healthcheck|labels|build\.args)\b/;

/** Without the name: it may be the end of a password. */
function lostText({ at, path }: UnsetVariable): Diagnostic {
  return warning(
    'unset-variable',
    at,
    `A dollar sign within ${path.join('.')} begins a variable that is not set, so the word behind it is lost. Write $$ for the sign itself.`,
  );
}
