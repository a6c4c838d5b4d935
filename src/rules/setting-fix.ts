import type { Project } from '../compose/project.ts';
import { placeKey, type SourceLocation } from '../compose/source.ts';
import { isCredentialName } from '../catalogue/credentials.ts';
import { added, gone, isListItem, kept } from './fix-lines.ts';
import { scalar } from '../words/yaml-scalar.ts';

/** A setting that holds credentials, which are its value or parts of it. */
export interface Setting {
  readonly key: string;
  readonly at: SourceLocation;
  readonly credentials: readonly string[];
  /** Whether the only one is all of the value. */
  readonly isWhole: boolean;
  /** Whose it is: settings of one owner with the same credential have it from one variable. */
  readonly owner: string;
}

/** Settings of a service; `under`: the keys that lead to them, from the service's own; none: texts such as its `command`, under `key`. */
export interface Settings {
  readonly service: string;
  readonly under: readonly string[];
  readonly settings: readonly Setting[];
}

/**
 * A fix that takes settings from variables without a default: from that which the file has for it, else from one for each credential, so
 * that those who share it have it from one place. The old value is not shown, not even its length.
 */
export function fromVariables(project: Project | null, groups: readonly Settings[]): string {
  const names = new Map<string, string>();
  const sharing = sharingOf(groups);
  const seen = new Set<string>();
  const apart: string[] = [];
  const lines: string[] = [];
  let service = '';
  let rest = 0;
  for (const { service: name, under, settings } of groups) {
    const own = settings.filter(({ at }) => !seen.has(placeKey(at)));
    const shown = own.slice(0, Math.max(0, SHOWN - seen.size));
    for (const { at } of own) seen.add(placeKey(at));
    rest += own.length - shown.length;
    const indent = 4 + 2 * under.length;
    const inService: string[] = [];
    for (const setting of shown) {
      if (under.length === 0) {
        const variable = variableInText(project, setting, name, names);
        inService.push(kept(4, `${setting.key}:  # with ${variable} in the place of the credential`));
        continue;
      }
      const value = valueFor(project, setting, names);
      const sharers = sharing.get(placeKey(setting.at)) ?? [];
      // What several services have from one place, an anchor say, is changed there and not in each.
      if (sharers.length > 1) apart.push(...replacedWhereItIs(project, setting, value, sharers));
      else inService.push(...replaced(project, setting, indent, value));
    }
    if (inService.length === 0) continue;
    if (service !== name) lines.push(kept(2, `${name}:`));
    service = name;
    lines.push(...under.map((key, depth) => kept(4 + 2 * depth, `${key}:`)), ...inService);
  }
  return [
    ...apart,
    ...(lines.length > 0 ? ['services:', ...lines] : []),
    ...(rest > 0 ? [kept(2, `# and ${String(rest)} more, likewise`)] : []),
  ].join('\n');
}

/** The services that have a setting from one place of the files, by the place. */
function sharingOf(groups: readonly Settings[]): ReadonlyMap<string, readonly string[]> {
  const sharing = new Map<string, string[]>();
  for (const { service, settings } of groups) {
    for (const { at } of settings) {
      const services = sharing.get(placeKey(at)) ?? [];
      sharing.set(placeKey(at), services);
      if (!services.includes(service)) services.push(service);
    }
  }
  return sharing;
}

function replacedWhereItIs(
  project: Project | null,
  setting: Setting,
  value: string,
  services: readonly string[],
): readonly string[] {
  const { key, at } = setting;
  const before = isListItem(project, at) ? '- ' : `${key}: `;
  return [
    `# ${scalar(at.file)}:${String(at.line)}, which ${services.join(', ')} have in common`,
    ...replaced(project, setting, Math.max(2, at.column - 1 - before.length), value),
  ];
}

function replaced(project: Project | null, { key, at }: Setting, indent: number, value: string): readonly string[] {
  return isListItem(project, at)
    ? [gone(indent, `- ${key}=${HIDDEN}`), added(indent, `- ${key}=${value}`)]
    : [gone(indent, `${key}: ${HIDDEN}`), added(indent, `${key}: ${value}`)];
}

/** Variables with defaults, `${NAME:-default}`. */
const DEFAULTS = /\$\{([A-Za-z_]\w*):?-([^{}]*)\}/g;

const SHOWN = 10;
const HIDDEN = '…';

/** `names`: of the variables of the credentials so far, to which it adds. */
function valueFor(project: Project | null, setting: Setting, names: Map<string, string>): string {
  const { key, at, credentials } = setting;
  const text = project?.written.at(at).template ?? '';
  const template = isListItem(project, at) ? text.slice(text.indexOf('=') + 1) : text;
  const content = contentOf(setting);
  const [, whole] = /^\$\{([A-Za-z_]\w*):?-[^{}]*\}$/s.exec(template) ?? [];
  if (whole !== undefined && !names.has(content)) names.set(content, whole);
  if (whole !== undefined) return `\${${whole}:?}`;
  const without = template.replace(DEFAULTS, (all: string, name: string, value: string) =>
    isCredentialName(name) && credentials.includes(value) ? `\${${name}:?}` : all,
  );
  // What is left of the text is shown only where nothing of a credential is in it, nor other parameters, which may be secret too.
  const isHarmless = !/[?&=;]/.test(without.replace(/\$\{[^{}]*\}/g, ''));
  if (without !== template && isHarmless && !credentials.some((credential) => without.includes(credential))) {
    return without;
  }
  return variableFor(content, key, names);
}

/** The variable that holds `content`, or else a new one that is called like `name`. */
function variableFor(content: string, name: string, names: Map<string, string>): string {
  const known = names.get(content) ?? freeName(name, new Set(names.values()));
  names.set(content, known);
  return `\${${known}:?}`;
}

/** The variable for a credential in a text: that of which it is the default there, or which another setting has for it. */
function variableInText(
  project: Project | null,
  setting: Setting,
  service: string,
  names: Map<string, string>,
): string {
  const template = project?.written.at(setting.at).template ?? '';
  const defaults = template.matchAll(DEFAULTS);
  const own = [...defaults].find(([, , value]) => value === setting.credentials[0])?.[1];
  const content =
    [false, true].map((isRoot) => wholeOf(setting, isRoot)).find((known) => names.has(known)) ?? wholeOf(setting);
  if (own !== undefined && !names.has(content)) names.set(content, own);
  return own === undefined ? variableFor(content, `${service.toUpperCase()}_PASSWORD`, names) : `\${${own}:?}`;
}

function freeName(key: string, taken: ReadonlySet<string>): string {
  const name = nameFor(key);
  const numbered = Array.from({ length: taken.size }, (_, index) => `${name}_${String(index + 2)}`);
  return [name, ...numbered].find((candidate) => !taken.has(candidate)) ?? name;
}

/** What the variable holds: one credential; all of the value where that is only a part; for root another one than for others. */
function contentOf(setting: Setting): string {
  return setting.isWhole ? wholeOf(setting) : JSON.stringify([setting.key, ...setting.credentials]);
}

function wholeOf({ key, credentials: [credential = ''], owner }: Setting, isRoot = /ROOT/i.test(key)): string {
  return JSON.stringify([credential, isRoot, owner]);
}

/** A variable's name is of letters, digits and underscores; a setting's may be `xpack.security.key`. */
function nameFor(key: string): string {
  const name = key.replace(/\W+/g, '_');
  return /^\d/.test(name) ? `_${name}` : name;
}
