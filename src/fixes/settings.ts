import { isCredentialName } from '../catalogue/credentials.ts';
import type { Project, Service } from '../compose/project.ts';
import { placeKey, type SourceLocation } from '../compose/source.ts';
import { code } from '../words/words.ts';
import type { Edit } from './edit.ts';
import type { Mend } from './networks.ts';
import { replaceKey } from './service-edits.ts';
import { isListItem, writtenItem } from './written.ts';

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
  readonly service: Service;
  readonly under: readonly string[];
  readonly settings: readonly Setting[];
}

/**
 * Takes settings from variables without a default: from that which the file has for it, else from one for each credential, so that those
 * who share it have it from one place. What several services have from one line, an anchor say, is changed there.
 */
export function fromVariables(project: Project | null, groups: readonly Settings[]): Mend {
  const names = new Map<string, string>();
  const seen = new Set<string>();
  const edits: Edit[] = [];
  // Several words of one text have one place.
  const texts = new Map<string, ChangedText>();
  const notes: string[] = [];
  for (const { service, under, settings } of groups) {
    for (const setting of settings) {
      const { key, at } = setting;
      if (under.length > 0) {
        if (seen.has(placeKey(at))) continue;
        seen.add(placeKey(at));
        const value = valueFor(project, setting, names);
        edits.push({ ...replaceKey(project, service, [...under, key], at, value), scope: 'all' });
        continue;
      }
      const variable = variableInText(project, setting, service.name, names);
      const known = texts.get(placeKey(at));
      const before = known?.text ?? writtenText(project, setting);
      const text = before === null ? null : textWith(before, setting, variable);
      if (text !== null) {
        texts.set(placeKey(at), known === undefined ? { service, setting, text } : { ...known, text });
      } else if (before === null || !before.includes(variable)) {
        notes.push(` In ${code(key)} of ${code(service.name)} write ${code(variable)} in the place of the credential.`);
      }
    }
  }
  for (const { service, setting, text } of texts.values()) {
    const path = project?.written.at(setting.at).line === null ? wordPath(service, setting) : [setting.key];
    edits.push({ ...replaceKey(project, service, path, setting.at, text), scope: 'all' });
  }
  return { edits, note: [...new Set(notes)].slice(0, MOST).join('') };
}

/** A text that holds credentials, and what it is to be. */
interface ChangedText {
  readonly service: Service;
  readonly setting: Setting;
  readonly text: string;
}

/** The text as the file has it; `null`: it is not known. */
function writtenText(project: Project | null, { at }: Setting): string | null {
  return writtenItem(project, at) ?? project?.written.at(at).line ?? null;
}

/** So many texts that nobody can edit but their author are told. */
const MOST = 4;

function wordPath(service: Service, { key, at }: Setting): readonly (string | number)[] {
  const lists = { command: service.command, entrypoint: service.entrypoint, healthcheck: service.healthcheck };
  const words = Object.entries(lists).find(([name]) => name === key)?.[1] ?? [];
  const index = Math.max(
    0,
    words.findIndex((word) => word.at === at),
  );
  return key === 'healthcheck' ? [key, 'test', index] : [key, index];
}

/** `text` with the variable in the place of the credential; `null`: it does not show it as it is, or may show others. */
function textWith(text: string, { credentials }: Setting, variable: string): string | null {
  const [credential, ...more] = new Set(credentials);
  if (credential === undefined || more.length > 0 || /:\/\/\S*\?\S*=/.test(text)) return null;
  const withoutDefault = text.replace(DEFAULTS, (all: string, _name: string, value: string) =>
    value === credential ? variable : all,
  );
  const changed = withoutDefault === text ? text.split(credential).join(variable) : withoutDefault;
  return changed === text ? null : changed;
}

/** Variables with defaults, `${NAME:-default}`. */
const DEFAULTS = /\$\{([A-Za-z_]\w*):?-([^{}]*)\}/g;

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
