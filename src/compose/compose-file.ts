import { nameOf } from './path.ts';
import { file as fileShape } from './schema/file.ts';
import { service as serviceShape } from './schema/service.ts';
import type { ComposeShape } from './schema/shape.ts';
import { entriesOf, itemsOf, mapAt, stringOf, valueOf } from './yaml/nodes.ts';
import { parse } from './yaml/parse.ts';
import type { MapNode, Node } from './yaml/tree.ts';

/** What the name of a file says: it is a Compose file, it may be one, or nothing. */
export type NamedAs = 'compose' | 'perhaps' | 'other';

export function namedAs(path: string): NamedAs {
  const name = nameOf(path);
  if (/(?:^|\/)\.github\/workflows\//.test(path) || /^\.?gitlab-ci/.test(name)) return 'other';
  return NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

const NAMES: readonly (readonly [RegExp, NamedAs])[] = [
  [/^(?:docker-?)?compose(?:[._-].*)?\.ya?ml$|[._-](?:docker-?)?compose\.ya?ml$/i, 'compose'],
  [/^(?:docker-?)?compose.*\.ya?ml$|[._-](?:docker-?)?compose[._-].*\.ya?ml$/i, 'perhaps'],
  [/^(?:docker-?)?(?:stack|swarm)s?(?:[._-].*)?\.ya?ml$|[._-](?:stack|swarm)\.ya?ml$/i, 'perhaps'],
];

/** Whether a change of this file is worth a look: the name leaves it open that it is a Compose file. */
export function mayBeCompose(path: string): boolean {
  const name = nameOf(path);
  return /\.ya?ml$|^[^.]+$|^(?=.*(?:compose|stack)).*\.(?!(?:[cm]?[jt]sx?|py|go|rs|java|rb|php|md|sh|html|css|lock)$)\w+$/i.test(
    name,
  );
}

/** A Compose file by its content. */
export interface LookedAt {
  readonly kind: 'compose' | 'broken' | 'other';
  /** Services that it describes. */
  readonly services: readonly string[];
}

/**
 * What a file is by its content: a mapping with `services`, or with `include`. Others have such a key too (workflows, Symfony, Lando,
 * GitLab, values of charts): a file whose name says nothing is one only with attributes that Compose knows.
 */
export function lookedAt(text: string, named: NamedAs): LookedAt {
  if (!MAY_SAY.test(text)) return OTHER;
  const { documents, diagnostics } = parse(text, '');
  if (diagnostics.some(({ code }) => UNREAD.has(code))) return { ...OTHER, kind: 'broken' };
  const maps = documents.flatMap((document) => (document.kind === 'map' ? [document] : []));
  const isOne = named === 'compose' ? isLikely : isCertain;
  return maps.some(isOne)
    ? {
        kind: 'compose',
        services: maps.flatMap((each) => [...entriesOf(mapAt(each, 'services'))].map(([name]) => name)),
      }
    : OTHER;
}

/** Keys of a Compose file, or what may write them in another way (`"ser\u0076ices"`, `!!binary`). */
const MAY_SAY = /\b(?:services|include)\b|\\[xuU\r\n\u0085\u2028\u2029]|!!binary|!<|^%TAG/m;

/** What leaves nothing of a file to look at. */
const UNREAD: ReadonlySet<string> = new Set(['yaml-syntax', 'alias-bomb', 'too-deep']);

const OTHER: LookedAt = { kind: 'other', services: [] };

function isLikely(document: MapNode): boolean {
  const isOther = ['apiVersion', 'jobs', 'openapi', '_format_version'].some((key) => document.entries.has(key));
  return !isOther && (valueOf(document, 'services')?.kind === 'map' || hasIncludes(document));
}

function isCertain(document: MapNode): boolean {
  if (!hasOnly(document, fileShape)) return false;
  const services = [...entriesOf(mapAt(document, 'services'))];
  return services.length === 0
    ? hasIncludes(document)
    : services.every(([, { value }]) => isService(value)) &&
        services.some(([, { value }]) => value.kind === 'map' && value.entries.size > 0);
}

/** Also one of which a file that others come before says nothing (`web: {}`), or that it takes away (`web: !reset null`). */
function isService(value: Node): boolean {
  return value.kind === 'map' ? hasOnly(value, serviceShape) : value.tag === '!reset';
}

function hasIncludes(document: MapNode): boolean {
  return itemsOf(valueOf(document, 'include')).some(
    (item) => stringOf(item) !== undefined || valueOf(item, 'path') !== undefined,
  );
}

function hasOnly(node: Node, { map }: ComposeShape): boolean {
  return [...entriesOf(node)].every(([key]) => key.startsWith('x-') || map?.attributes.has(key) === true);
}
