import { type Diagnostic, type Problems, warning } from '../diagnostics.ts';
import type { UnsetVariable } from './interpolate.ts';

/** Attributes in which an empty value changes what can reach what, and what it then decides. */
const DECIDES: readonly (readonly [RegExp, string])[] = [
  [/^services\.[^.]+\.image$/, 'which image is started'],
  [/^services\.[^.]+\.ports\b/, 'which port is published and on which address'],
  [/^services\.[^.]+\.(networks|network_mode)\b/, 'which network the service joins'],
  [/^services\.[^.]+\.volumes\b/, 'what is mounted'],
  [/^(networks|volumes)\./, 'which network or volume is used'],
];

/** One warning for each variable and file: Compose takes it as empty. */
export function reportUnset(unset: readonly UnsetVariable[], problems: Problems): void {
  const seen = new Set<string>();
  // A place that decides the topology says more than the first place.
  for (const variable of [...unset].sort((a, b) => Number(decides(a) === null) - Number(decides(b) === null))) {
    if (seen.has(variable.name)) continue;
    seen.add(variable.name);
    if (variable.isGlued && TEXTS.test(variable.path.join('.'))) {
      problems.push(lostText(variable));
      continue;
    }
    const decided = decides(variable);
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

function decides({ path }: UnsetVariable): string | null {
  const joined = path.join('.');
  return DECIDES.find(([pattern]) => pattern.test(joined))?.[1] ?? null;
}
