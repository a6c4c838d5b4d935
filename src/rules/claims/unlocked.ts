import { familyOf } from '../../catalogue/catalogue.ts';
import { LOCKED_BY_COMMAND, OPEN_STORES, OPENING_SETTINGS, type OpenStore } from '../../catalogue/open-stores.ts';
import { repositoryOf } from '../../catalogue/image.ts';
import type { Project, Service } from '../../compose/project.ts';
import type { SourceLocation } from '../../compose/source.ts';
import type { Evidence } from '../../compose/source.ts';
import { projectOf } from '../../topology/services.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';
import { code } from '../../words/words.ts';
import { areSettingsKnown, settingsText } from './settings-text.ts';

/** How a store lets everybody in who reaches it. */
export interface Unlocked {
  /** In words behind its name. */
  readonly says: string;
  /** The setting that opens it; `null`: it is open without one. */
  readonly at: SourceLocation | null;
}

/** The same of a service of `topology`. */
export function unlockedIn(topology: Topology, store: TopologyService): Unlocked | null {
  const known = OF_STORES.get(store);
  if (known !== undefined) return known;
  const found = unlocked(store.service, projectOf(topology, store.project));
  OF_STORES.set(store, found);
  return found;
}

/** Each found once: every front of a store asks. */
const OF_STORES = new WeakMap<TopologyService, Unlocked | null>();

/** A sentence of it, with a space before it; empty where the store is not known to be open. */
export function toldOf(name: string, open: Unlocked | null): string {
  return open === null ? '' : ` ${code(name)} ${open.says}.`;
}

/** The line that opens a store, as evidence. */
export function openedBy(name: string, open: Unlocked | null): readonly Evidence[] {
  return open === null || open.at === null ? [] : [{ at: open.at, note: `${name} ${open.says}` }];
}

/** Whether a store lets in everybody who reaches it, as far as its image and the files say; `null`: not known to. */
export function unlocked(service: Service, project: Project | null): Unlocked | null {
  const settings = storeSettings(service, project);
  const recognised = service.image === null ? null : familyOf(service.image.value);
  if (recognised === null) {
    const found = OPENING_SETTINGS.find((pattern) => pattern.test(settings));
    return found === undefined ? null : { says: 'asks nobody for a password', at: settingAt(service, found) };
  }
  const known = OPEN_STORES.filter(({ families }) => families.includes(recognised.family.name));
  for (const { opens, locks, says } of known) {
    if (locks.some((pattern) => pattern.test(settings))) continue;
    // A fork, or what is built here, may lock what the image leaves open.
    if (opens.length === 0 && recognised.own && service.build === null && areLocksKnown(service, project))
      return { says, at: null };
    const found = opens.find((pattern) => pattern.test(settings));
    if (found !== undefined) return { says, at: settingAt(service, found) };
  }
  return null;
}

/** Whether nothing that may lock it is out of sight. */
function areLocksKnown(service: Service, project: Project | null): boolean {
  const repository = repositoryOf(service.image?.value ?? '').replace(/^library\//, '');
  return LOCKED_BY_COMMAND.has(repository) || areSettingsKnown(service, project);
}

/** Families of the stores of `project` that let in everybody. */
export function openFamilies(project: Project | null): ReadonlySet<string> {
  const open = [...(project?.services.values() ?? [])].filter((service) => unlocked(service, project) !== null);
  return new Set(open.flatMap(({ image }) => (image === null ? [] : (familyOf(image.value)?.family.name ?? []))));
}

/** The settings of a store as text, with what its files say, comments left out, in the place of their names. */
function storeSettings(service: Service, project: Project | null): string {
  const [image = '', ...lines] = settingsText(service, project).split('\n');
  const read = (project?.beside.get(service.name)?.targets ?? []).filter((target) => /\.\w+$/.test(target));
  const text = lines.filter((line) => !/^\s*(#|;|\/\/)/.test(line)).join('\n');
  return `${image}\n${read.reduce((rest, target) => rest.replaceAll(target, 'file'), text)}`;
}

function settingAt({ environment, command }: Service, pattern: OpenStore['opens'][number]): SourceLocation | null {
  const variable = [...environment].find(([key, { value }]) => pattern.test(`\n${key}=${value ?? ''}`));
  return variable?.[1].at ?? command.find(({ value }) => pattern.test(` ${value}`))?.at ?? null;
}
