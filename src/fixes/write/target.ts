import { isAlias, type ParsedNode } from 'yaml';
import type { Edit } from '../edit.ts';
import type { Spot } from './links.ts';
import { routeIn, type Leaving, type Route } from './route.ts';
import { keyText } from './shown.ts';
import { offsetOf, spotsAt, type OpenFile, type WrittenFile } from './written-file.ts';

/** An edit with what it changes of a file. */
export interface EditTarget {
  readonly edit: Edit;
  readonly name: string;
  readonly file: WrittenFile;
  /** Others that the edit is not for read the same lines by an anchor of this one. */
  readonly isShared: boolean;
  /** Offset of the place of the edit. */
  readonly offset: number;
  readonly place:
    /** What stands there goes, or has another value. */
    | { readonly kind: 'leaf'; readonly leaf: Leaf }
    /** Something new goes where the route ends. */
    | { readonly kind: 'route'; readonly route: Route }
    /** Others have it from the same lines: it is written out where the service leaves what is its own. */
    | { readonly kind: 'copy'; readonly left: Leaving; readonly from: ParsedNode | null };
}

export interface Leaf {
  readonly spot: Spot;
  /** Keys that lead to what holds it in the model. */
  readonly depth: number;
}

/** The place of each edit, once for edits that several services share and all make; or why one cannot be made. */
export function targetsOf(open: OpenFile, edits: readonly Edit[]): readonly EditTarget[] | { readonly reason: string } {
  const found: Found[] = [];
  for (const edit of edits) {
    const one = foundBy(open, edit, edit.at);
    if ('reason' in one) return one;
    found.push(one);
  }
  const counts = new Map<string, Set<string>>();
  for (const one of found) {
    const services = counts.get(one.sign) ?? new Set();
    counts.set(one.sign, services.add(String(one.edit.path[1])));
  }
  const seen = new Set<string>();
  const targets: EditTarget[] = [];
  for (const one of found) {
    const isCovered = (counts.get(one.sign)?.size ?? 0) >= one.readings;
    if (one.edit.scope === 'all' || isCovered || (one.left === null && !one.isInherited)) {
      if (!seen.has(one.sign)) targets.push({ ...one, isShared: one.edit.scope === 'own' && !isCovered });
      seen.add(one.sign);
      continue;
    }
    if (one.left !== null) {
      targets.push({ ...one, place: { kind: 'copy', left: one.left, from: one.brought } });
      continue;
    }
    const own = ownFor(open, one);
    if ('reason' in own) return own;
    targets.push(own);
  }
  return targets;
}

interface Found extends EditTarget {
  /** What is changed and how: edits of one sign are one. */
  readonly sign: string;
  /** How many values of the model are read from there. */
  readonly readings: number;
  readonly left: Leaving | null;
  /** What an alias or `<<` brings where the way leaves what is the service's own. */
  readonly brought: ParsedNode | null;
  /** Another service has the value, and this one from it. */
  readonly isInherited: boolean;
}

function foundBy(open: OpenFile, edit: Edit, at: Edit['at']): Found | { readonly reason: string } {
  const name = at.file;
  const file = open(name);
  if ('reason' in file) return file;
  const offset = offsetOf(file, at);
  const document = file.documents.find(({ range }) => range[0] <= offset && offset < range[2]) ?? file.documents.at(-1);
  if (document === undefined) return { reason: `${name} is no YAML` };
  const last = edit.path.at(-1);
  const isNew = edit.kind === 'set' || edit.kind === 'append';
  const upTo = edit.kind === 'append' ? edit.path : edit.path.slice(0, -1);
  const route = routeIn(file, document, upTo, offset);
  const common = { edit, name, file, offset, isShared: false };
  const leaving = { left: route.left, brought: broughtBy(file, document, edit, route.left, offset) };
  if (isNew) {
    // A service that is not in the file has what it has there from another.
    if (edit.path[0] === 'services' && edit.path.length > 2 && route.length < 2) {
      return at === edit.owner
        ? { reason: `${name} has no ${edit.path.slice(0, 2).join('.')}` }
        : foundBy(open, edit, edit.owner);
    }
    const node =
      route.node ?? (route.spot === null ? null : route.spot.kind === 'item' ? route.spot.item : route.spot.pair.value);
    return {
      ...common,
      ...leaving,
      place: { kind: 'route', route },
      sign: signOf(edit, node?.range[0] ?? offset, name),
      readings: node === null ? 1 : file.links.readings(node),
      isInherited: false,
    };
  }
  const end = routeIn(file, document, edit.path, offset);
  const isReached = end.length === edit.path.length && end.spot !== null && isAt(file, end.spot, offset);
  const spot = isReached ? end.spot : spotNear(file, last, offset);
  if (spot === null) return { reason: `${edit.path.join('.')} is not written at ${name}:${String(at.line)}` };
  const holder = spot.kind === 'item' ? spot.list : spot.map;
  // An alias as the value of the service's own key goes with it.
  const left = end.left !== null && (end.left.length < edit.path.length || end.left.by === 'merge') ? end.left : null;
  return {
    ...common,
    left: isReached ? left : null,
    brought: isReached ? broughtBy(file, document, edit, left, offset) : null,
    place: { kind: 'leaf', leaf: { spot, depth: edit.path.length - 1 } },
    sign: signOf(edit, offset, name),
    readings: isReached ? file.links.readings(holder) : 1 + edit.sharers.length,
    isInherited: !isReached,
  };
}

function signOf(edit: Edit, offset: number, name: string): string {
  const value = edit.kind === 'remove' ? null : edit.value;
  const isInService = edit.path[0] === 'services' && edit.path.length > 2;
  return JSON.stringify([name, offset, edit.kind, isInService ? edit.path.slice(2) : edit.path, value]);
}

function isAt({ links }: WrittenFile, spot: Spot, offset: number): boolean {
  const value = spot.kind === 'item' ? spot.item : spot.pair.value;
  const target = isAlias(value) ? links.targets.get(value) : value;
  return [spot.kind === 'entry' ? spot.pair.key : null, value, target].some((node) => node?.range[0] === offset);
}

/** What stands at the place, wherever that is. */
function spotNear(file: WrittenFile, last: string | number | undefined, offset: number): Spot | null {
  const spots = spotsAt(file, offset);
  return (
    spots.find((spot) => spot.kind === 'entry' && keyText(spot.pair.key) === last) ??
    spots.find((spot) => spot.kind === 'item') ??
    null
  );
}

function broughtBy(
  file: WrittenFile,
  document: WrittenFile['documents'][number],
  { path }: Edit,
  left: Leaving | null,
  offset: number,
): ParsedNode | null {
  return left === null ? null : routeIn(file, document, path.slice(0, left.length), offset).node;
}

/** The edit where the service itself stands, above what it has from another that others have too. */
function ownFor(open: OpenFile, { edit, name }: Found): EditTarget | { readonly reason: string } {
  const shared = { reason: `${edit.sharers.join(', ')} have the same lines of ${name}` };
  if (typeof edit.path.at(-1) === 'number' || edit.kind === 'remove') return shared;
  if (edit.kind === 'append') return shared;
  return foundBy(open, { ...edit, kind: 'set' }, edit.owner);
}
