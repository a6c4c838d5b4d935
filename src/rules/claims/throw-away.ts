import { familyOf } from '../../catalogue/catalogue.ts';
import { wordsOf } from '../../catalogue/image.ts';
import { nameOf } from '../../compose/path.ts';
import { projectOf } from '../../topology/services.ts';
import type { TopologyService } from '../../topology/topology.ts';
import type { RuleContext } from '../context.ts';
import type { Holder } from './credential-mend.ts';
import { entryOf } from './entry.ts';
import { isTrialOnly, isTrialByName } from './trial-only.ts';
import { unlockedIn } from './unlocked.ts';
import type { Secret } from './written-credentials.ts';

/**
 * Whether credentials protect nothing that lasts: of a project that is only there to try something or started by workflows alone, of a test whose holders no other machine
 * reaches, or placeholders in a file that by its name is a sample.
 */
export function isThrowAway(context: RuleContext, holders: readonly Holder[]): boolean {
  const isCalled = ({ service }: Holder): boolean =>
    projectOf(context.topology, service.project)?.told.isOfWorkflow === true;
  if (holders.every((holder) => isCalled(holder) || isTrialOnly(context, holder.service))) return true;
  const isEntered = (service: TopologyService): boolean => entryOf(context, service) !== null;
  if (holders.every(({ service }) => isTrialByName(service) && !isEntered(service))) return true;
  const stores = holders.filter(({ service }) => service.zone.zone === 'data');
  return (
    holders.every(({ secrets }) => secrets.every(isPlaceholder)) && !stores.some(({ service }) => isEntered(service))
  );
}

function isPlaceholder({ at, credentials }: Secret): boolean {
  const isSample = wordsOf(nameOf(at.file)).some((word) => SAMPLE.has(word));
  return isSample && credentials.every((credential) => PLACEHOLDER.test(credential));
}

const SAMPLE = new Set(['example', 'sample', 'template', 'dist', 'tmpl']);
const PLACEHOLDER = /change[_ -]?(me|this|it)|replace[_ -]?(me|this|it)|^your[_ -]|placeholder|^example/i;

/** Stores that ask nobody for the password in `secret`, which is that of the service `holder` or of one that it uses. */
export function openedStore(
  { topology, needs }: RuleContext,
  holder: TopologyService,
  { key, value, isWhole }: Secret,
): TopologyService | null {
  const used = [holder.id, ...(needs.get(holder.id) ?? []).map(({ to }) => to)];
  const stores = used.flatMap((id) => topology.services.get(id) ?? []).filter(({ zone }) => zone.zone === 'data');
  const isOf = ({ service: { name, image } }: TopologyService): boolean => {
    if (!isWhole) return new RegExp(`[@/]${name.replace(/\W/g, '\\$&')}(?![\\w.-])`).test(value);
    const family = image === null ? '' : (familyOf(image.value)?.family.name ?? '').toLowerCase();
    return wordsOf(key)
      .slice(0, 1)
      .some((word) => family !== '' && family.startsWith(word.replace(/^pg.*$/, 'postgres')));
  };
  return stores.find((store) => isOf(store) && NOBODY.test(unlockedIn(topology, store)?.says ?? '')) ?? null;
}

/** Those with a password that everybody knows still ask for it. */
const NOBODY = /^asks nobody/;
