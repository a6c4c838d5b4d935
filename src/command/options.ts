import { SEVERITY_NAMES } from '../policy/severity.ts';

/** Every option of the command. `parseArgs` of Node reads them; the help prints them from here. */
export const OPTIONS = {
  file: option(
    'string',
    'FILE',
    'Compose file, relative to the folder looked at, or - for standard input; may be given several times, later ones override',
    {
      short: 'f',
      multiple: true,
    },
  ),
  profile: option('string', 'NAME', 'enable a profile; may be given several times, "*" enables all', {
    multiple: true,
  }),
  'env-file': option('string', 'FILE', 'read variables from FILE, relative to the folder looked at, instead of .env', {
    multiple: true,
  }),
  'project-name': option('string', 'NAME', 'project name', { short: 'p' }),
  'project-directory': option('string', 'DIR', 'folder that relative paths start from'),
  'compose-version': option(
    'string',
    'VERSION',
    'read the files as this version of Docker Compose does, 2.40 or 5 (default: what the policy says, else 5)',
  ),
  'no-process-env': option('boolean', null, 'ignore the process environment, as a review does'),
  policy: option('string', 'FILE', 'policy file instead of .github/bulkhead.yaml'),
  format: option('string', 'FORMAT', 'how to print'),
  output: option('string', 'FILE', 'write to FILE instead of the terminal', { short: 'o' }),
  theme: option('string', 'THEME', 'colours of a picture: light, dark or auto (default: auto, in a PNG light)'),
  update: option('string', 'FILE', 'keep the diagram in a Markdown file current'),
  check: option('boolean', null, 'only say whether the diagram in the file of --update is current'),
  'fail-on': option(
    'string',
    'SEVERITY',
    `fail at this severity and above: ${SEVERITY_NAMES} (default: what the policy says, else high)`,
  ),
  scope: option(
    'string',
    'SCOPE',
    'fail on `new` findings only, or on `all` (default: what the policy says, else new)',
  ),
  protocol: option('string', 'PROTOCOL', 'connections over tcp, udp or any (default: tcp)'),
  engine: option('string', 'FROM..TO', 'compare two engines instead: 28..29, 28..29:nftables, docker..podman'),
  rule: option('string', 'RULE', 'only what breaks this rule; may be given several times', { multiple: true }),
  cause: option('string', 'ID', 'only this cause, by the id that reports show; may be given several times', {
    multiple: true,
  }),
  severity: option('string', 'SEVERITY', 'only what is at least as severe (default: what fails the gate)'),
  write: option('boolean', null, 'change the files, instead of printing the patch'),
  'allow-growth': option('boolean', null, 'let the baseline take in findings that it does not hold yet'),
  force: option('boolean', null, 'replace files that exist'),
  verbose: option('boolean', null, 'tell paths, reasons and patches, and what was there before, as well', {
    short: 'v',
  }),
  all: option('boolean', null, 'tell every cause, and what was there before the change or is in the baseline'),
  quiet: option('boolean', null, 'print the verdict alone', { short: 'q' }),
  'no-color': option('boolean', null, 'print without colours (so does NO_COLOR)'),
  help: option('boolean', null, 'print this help', { short: 'h' }),
  version: option('boolean', null, 'print the version', { short: 'V' }),
} as const;

export type OptionName = keyof typeof OPTIONS;

export interface Option {
  readonly type: 'string' | 'boolean';
  /** Name of its value in the help. */
  readonly value: string | null;
  readonly summary: string;
  readonly short: string | null;
  readonly multiple: boolean;
}

/** What `docker compose` calls the same. */
export const PROJECT_OPTIONS = [
  'file',
  'profile',
  'env-file',
  'project-name',
  'project-directory',
  'compose-version',
  'no-process-env',
] as const satisfies readonly OptionName[];

export const OUTPUT_OPTIONS = ['format', 'output', 'no-color'] as const satisfies readonly OptionName[];
/** How much a report tells. */
export const TELLING_OPTIONS = ['verbose', 'all', 'quiet'] as const satisfies readonly OptionName[];
export const GATE_OPTIONS = ['policy', 'fail-on', 'scope'] as const satisfies readonly OptionName[];

function option(
  type: Option['type'],
  value: string | null,
  summary: string,
  { short = null, multiple = false }: { short?: string | null; multiple?: boolean } = {},
): Option {
  return { type, value, summary, short, multiple };
}
