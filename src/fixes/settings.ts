import { isCredentialName, placesOf } from '../catalogue/credentials.ts';
import type { Project, Service } from '../compose/project.ts';
import { placeKey } from '../compose/source.ts';
import { code, listed } from '../words/words.ts';
import { type OwnerOf, ownersOf } from './copies.ts';
import type { Setting, Settings } from './held.ts';
import type { Edit } from './edit.ts';
import { replaceKey } from './service-edits.ts';
import { isListItem, writtenItem } from './written.ts';

/** Edits that take credentials from variables, all of them or none, and sentences with a space before each. */
export interface VariableMend {
  readonly edits: readonly Edit[];
  /** The variables, each once. */
  readonly variables: readonly string[];
  readonly note: string;
}

/**
 * Takes credentials from variables without a default, one for each credential and those who copy it: that which a file has for it, else one that is
 * called like a setting of a store. Of a text only the credential is replaced. What several services have from one line, an anchor say, is
 * changed there. Where one place cannot be changed, none is: the others would hold another credential than it.
 */
export function fromVariables(project: Project | null, groups: readonly Settings[]): VariableMend {
  const owners = ownersOf(groups);
  const variables = variablesFor(project, groups, owners);
  const changed = new Map<string, ChangedText>();
  const left: { readonly service: Service; readonly setting: Setting }[] = [];
  for (const group of groups) {
    const { service, under, settings } = group;
    for (const setting of settings) {
      const known = changed.get(placeKey(setting.at));
      if (known !== undefined && under.length > 0) continue;
      const before = known?.text ?? writtenText(project, under, setting);
      const text =
        before === null
          ? null
          : textWith(before, setting, (credential) =>
              variables.get(accountKey(credential, owners(group, setting, credential))),
            );
      if (text === null) left.push({ service, setting });
      else changed.set(placeKey(setting.at), { service, under, setting, text });
    }
  }
  const names = [...new Set(variables.values())];
  if (left.length > 0) {
    const places = left.map(({ service, setting: { key } }) => `${code(key)} of ${code(service.name)}`);
    return {
      edits: [],
      variables: names,
      note: ` Write the variable into ${listed([...new Set(places)], MOST)} by hand.`,
    };
  }
  return {
    edits: [...changed.values()].map(({ service, under, setting, text }) => {
      const isLine = project?.written.at(setting.at).line !== null;
      const path =
        under.length > 0 ? [...under, setting.key] : isLine ? [setting.key] : wordPath(project, service, setting);
      return { ...replaceKey(project, service, path, setting.at, text), scope: 'all' };
    }),
    variables: names,
    note:
      variables.size === countOf(groups)
        ? ''
        : ` Several of the variables held one value: where one is a copy of another, give both the same.`,
  };
}

/** A text that holds credentials, and what it is to be. */
interface ChangedText {
  readonly service: Service;
  readonly under: readonly string[];
  readonly setting: Setting;
  readonly text: string;
}

/** So many texts that nobody can edit but their author are told. */
const MOST = 4;

/** The text of a setting as the file has it; `null`: it is not known. */
function writtenText(project: Project | null, under: readonly string[], { key, at, value }: Setting): string | null {
  if (under.length === 0) {
    const written = writtenItem(project, at) ?? project?.written.at(at).line ?? null;
    return written ?? (key === 'healthcheck' ? (project?.written.at(at).template ?? value) : null);
  }
  const text = project?.written.at(at).template ?? null;
  if (text === null) return value;
  return isListItem(project, at) ? text.slice(text.indexOf('=') + 1) : text;
}

function wordPath(project: Project | null, service: Service, { key, at }: Setting): readonly (string | number)[] {
  if (key === 'healthcheck' && writtenItem(project, at) === null) return [key, 'test'];
  const lists = { command: service.command, entrypoint: service.entrypoint, healthcheck: service.healthcheck };
  const words = Object.entries(lists).find(([name]) => name === key)?.[1] ?? [];
  const index = Math.max(
    0,
    words.findIndex((word) => word.at === at),
  );
  return key === 'healthcheck' ? [key, 'test', index] : [key, index];
}

/** `text` with variables in the place of the credentials; `null`: they are not found in it, or it may show others. */
function textWith(
  text: string,
  setting: Setting,
  variableOf: (credential: string) => string | undefined,
): string | null {
  let changed = text;
  for (const credential of new Set(setting.credentials)) {
    const variable = variableOf(credential);
    if (variable === undefined) return null;
    const before = changed;
    changed = withPlaces(withoutDefaults(changed, credential, variable), credential, `\${${variable}:?}`);
    if (changed === before && !changed.includes(`\${${variable}:?}`)) return null;
    if ([...changed.matchAll(DEFAULTS)].some(([, , value]) => value === credential)) return null;
  }
  return OTHER_SECRETS.test(changed) ? null : changed;
}

/** Variables that have the credential as their default are required, or have that of the credential as their default. */
function withoutDefaults(text: string, credential: string, variable: string): string {
  return text.replace(DEFAULTS, (all: string, name: string, value: string) => {
    const isMeant = all === text || isCredentialName(name) || placesOf(all, text).length > 0;
    if (value !== credential || !isMeant) return all;
    return name === variable ? `\${${name}:?}` : `\${${name}:-\${${variable}:?}}`;
  });
}

function withPlaces(text: string, credential: string, by: string): string {
  return [...placesOf(credential, text)]
    .reverse()
    .reduce((rest, [start, end]) => rest.slice(0, start) + by + rest.slice(end), text);
}

/** Variables with defaults, `${NAME:-default}`. */
const DEFAULTS = /\$\{([A-Za-z_]\w*):?-([^{}]*)\}/g;

/** Parameters beside a credential, which may be secret, too. */
const OTHER_SECRETS = /[?&;]\w{0,40}(key|pass|pwd|secret|token|auth|sig|cred)\w{0,40}=[^$\s]/i;

/** The variable of each credential of each owner. What has one variable already keeps to one. */
function variablesFor(
  project: Project | null,
  groups: readonly Settings[],
  ownerOf: OwnerOf,
): ReadonlyMap<string, string> {
  const candidates = groups.flatMap((group) =>
    group.settings.flatMap((setting) =>
      setting.credentials.map((credential) => ({
        account: accountKey(credential, ownerOf(group, setting, credential)),
        ...candidateFor(project, group.service, setting, credential, group.isStore),
      })),
    ),
  );
  const names = new Map<string, string>();
  for (const { account, name } of [...candidates].sort((a, b) => a.rank - b.rank)) {
    if (!names.has(account)) names.set(account, freeName(name, new Set(names.values())));
  }
  return names;
}

function accountKey(credential: string, owner: string): string {
  return `${owner}\0${credential}`;
}

function countOf(groups: readonly Settings[]): number {
  return new Set(groups.flatMap(({ settings }) => settings.flatMap(({ credentials }) => credentials))).size;
}

/** What the variable may be called, the best with the least rank. */
function candidateFor(
  project: Project | null,
  service: Service,
  { key, at, isWhole }: Setting,
  credential: string,
  isStore: boolean,
): { readonly name: string; readonly rank: number } {
  const template = project?.written.at(at).template ?? '';
  const own = [...template.matchAll(DEFAULTS)].find(
    ([all, name = '', value]) => value === credential && (isCredentialName(name) || template.endsWith(all)),
  )?.[1];
  // One that is called as a client calls the setting is the client's own.
  if (own !== undefined) return { name: own, rank: isStore ? 0 : own === key ? 4 : 1 };
  if (!isWhole || !isCredentialName(key)) return { name: `${service.name.toUpperCase()}_PASSWORD`, rank: 7 };
  return { name: key, rank: (isStore ? 2 : 5) + (/ROOT/i.test(key) ? 1 : 0) };
}

function freeName(key: string, taken: ReadonlySet<string>): string {
  const name = nameFor(key);
  const numbered = Array.from({ length: taken.size }, (_, index) => `${name}_${String(index + 2)}`);
  return [name, ...numbered].find((candidate) => !taken.has(candidate)) ?? name;
}

/** A variable's name is of letters, digits and underscores; a setting's may be `xpack.security.key`. */
function nameFor(key: string): string {
  const name = key.replace(/\W+/g, '_');
  return /^\d/.test(name) ? `_${name}` : name;
}
