/**
 * What differs between versions of Docker Compose in how they read the same files, one named behaviour each. Nothing else in the
 * loader asks for a version. Source: recordings of Docker Compose 2.40.3 and of the loader of Compose 5.5.
 */
export interface ComposeVersion {
  readonly title: string;
  /** A service, network, volume, secret, config or model that a file and its include define, or two includes: laid on one another, or refused unless the same. */
  readonly sharedDefinitions: 'merged' | 'refused';
  /** Which comes first: only after `include` can `extends` find what it brought. */
  readonly firstResolved: 'include' | 'extends';
  /** The default, alternative or message of a variable that is not used: also evaluated, so that what it requires must be set. */
  readonly unusedWords: 'left' | 'evaluated';
  /** Whether `depends_on.*.required` may be a text or variable. */
  readonly castsDependencies: boolean;
  /** Whether a size may be a whole number with a sign, as text: `"-1"`. */
  readonly signedSizes: boolean;
  /** An unquoted date where any scalar may stand. */
  readonly dates: 'text' | 'refused';
  /** `.inf` and `.nan`, wherever they stand. */
  readonly infinities: 'kept' | 'refused';
  /** `-0`: a number with a fraction, which keeps its sign, or a whole one, which loses it. */
  readonly minusZero: 'fraction' | 'whole';
  /** An entry or item that is a plain `<<`, or tagged as one. */
  readonly mergeSignValues: 'dropped' | 'kept';
  /** A `!reset` inside an anchored value counts where aliases stand, too. */
  readonly resetsAtAliases: boolean;
  /** One anchor for two keys of which one is the other and a dot more (`web`, `web.api`): taken for a cycle. */
  readonly dottedAliases: 'allowed' | 'cycle';
  /** Values that one document may hold; `null`: any number. */
  readonly mostValues: number | null;
  /** Attributes that the version knows and others do not, as paths of `patterns.ts`. */
  readonly attributes: ReadonlySet<NewAttribute>;
  /** `bind.create_host_path` is printed only when it is not what counts without it. */
  readonly bindsCreate: 'unless false' | 'where true';
  readonly ipamOptions: 'kept' | 'dropped';
}

/** Attributes of a service or build that came after Compose 2.40. */
export type NewAttribute = 'pre_start' | 'no_cache_filter';
