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
  context: RuleContext,
  holder: TopologyService,
  { key, value, isWhole }: Secret,
): TopologyService | null {
  const isOf = ({ service: { name, image } }: TopologyService): boolean => {
    if (!isWhole) return isHostIn(value, name);
    const family = image === null ? '' : (familyOf(image.value)?.family.name ?? '').toLowerCase();
    return wordsOf(key)
      .slice(0, 1)
      .some((word) => family !== '' && family.startsWith(word.replace(/^pg.*$/, 'postgres')));
  };
  return openStoresOf(context, holder).find(isOf) ?? null;
}

/** Whether an address in the text names a host. */
function isHostIn(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before, behind] = [text[at - 1] ?? '', text[at + name.length] ?? ''];
    if ((before === '@' || before === '/') && !/[\w.-]/.test(behind)) return true;
  }
  return false;
}

/** The stores that ask nobody of those that a holder is or needs. */
function openStoresOf({ topology, needs }: RuleContext, holder: TopologyService): readonly TopologyService[] {
  const known = OPEN_STORES.get(holder);
  if (known !== undefined) return known;
  const used = [holder.id, ...(needs.get(holder.id) ?? []).map(({ to }) => to)];
  const stores = used
    .flatMap((id) => topology.services.get(id) ?? [])
    .filter((store) => store.zone.zone === 'data' && NOBODY.test(unlockedIn(topology, store)?.says ?? ''));
  OPEN_STORES.set(holder, stores);
  return stores;
}

/** Looked for once: a holder may have hundreds of secrets. */
const OPEN_STORES = new WeakMap<TopologyService, readonly TopologyService[]>();

/** Those with a password that everybody knows still ask for it. */
const NOBODY = /^asks nobody/;
