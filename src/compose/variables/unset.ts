import { type Diagnostic, type Problems, warning } from '../diagnostics.ts';
import { decidedBy } from './decides.ts';
import type { Written } from '../yaml/as-written.ts';
import type { UnsetVariable } from './interpolate.ts';

/** One warning for each variable and file: Compose takes it as empty. */
export function reportUnset(unset: readonly UnsetVariable[], written: Written, problems: Problems): void {
  const seen = new Set<string>();
  // A place that decides the topology says more than the first place.
  for (const variable of [...unset].sort(
    (a, b) => Number(decidedBy(a.path) === null) - Number(decidedBy(b.path) === null),
  )) {
    if (seen.has(variable.name)) continue;
    seen.add(variable.name);
    if (TEXTS.test(variable.path.join('.')) && (variable.isGlued || isInWord(variable, written))) {
      problems.push(lostText(variable));
      continue;
    }
    const decided = decidedBy(variable.path);
    const why = decided === null ? '' : ` It decides ${decided}.`;
    const found = warning(
      'unset-variable',
      variable.at,
      `The variable ${variable.name} is not set and counts as empty.${why} Give it a value in .env, or in sample-env of the policy.`,
    );
    if (
      !problems.some(
        ({ code, at, message }) =>
          code === found.code && at.file === found.at.file && message.startsWith(`The variable ${variable.name} `),
      )
    )
      problems.push(found);
  }
}

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
