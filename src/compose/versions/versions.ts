import type { ComposeVersion } from './version.ts';

/** Versions of Docker Compose that files can be read as, by the name that policy and command line give them. */
export const COMPOSE_VERSIONS = {
  '2.40': {
    title: 'Docker Compose 2.40',
    sharedDefinitions: 'refused',
    firstResolved: 'extends',
    unusedWords: 'evaluated',
    castsDependencies: false,
    signedSizes: false,
    dates: 'refused',
    infinities: 'kept',
    minusZero: 'whole',
    mergeSignValues: 'kept',
    resetsAtAliases: false,
    dottedAliases: 'cycle',
    mostValues: null,
    attributes: new Set(),
    bindsCreate: 'where true',
    ipamOptions: 'dropped',
  },
  '5': {
    title: 'Docker Compose 5',
    sharedDefinitions: 'merged',
    firstResolved: 'include',
    unusedWords: 'left',
    castsDependencies: true,
    signedSizes: true,
    dates: 'text',
    infinities: 'refused',
    minusZero: 'fraction',
    mergeSignValues: 'dropped',
    resetsAtAliases: true,
    dottedAliases: 'allowed',
    mostValues: 100_000,
    attributes: new Set(['pre_start', 'no_cache_filter']),
    bindsCreate: 'unless false',
    ipamOptions: 'kept',
  },
} as const satisfies Readonly<Record<string, ComposeVersion>>;

export type ComposeVersionName = keyof typeof COMPOSE_VERSIONS;

/** What is read where no version is pinned. */
export const NEWEST: ComposeVersionName = '5';

export function isComposeVersion(name: string): name is ComposeVersionName {
  return Object.hasOwn(COMPOSE_VERSIONS, name);
}
