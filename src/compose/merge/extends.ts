import { addOnce, error } from '../diagnostics.ts';
import { extendedFile } from './extended-file.ts';
import { merge } from './merge.ts';
import { isNull, map, mapAt, stringOf, valueOf, withEntry, without } from '../yaml/nodes.ts';
import { isRemote, nameOf, resolved } from '../path.ts';
import { countedInService, hasRoomFor } from './repeated.ts';
import { cleared } from '../yaml/resets.ts';
import type { Document, Scope } from './scope.ts';
import type { SourceLocation } from '../source.ts';
import type { MapEntry, MapNode, Node } from '../yaml/tree.ts';

/** Services of one file, and how far they are resolved. */
interface ExtendedFile {
  readonly file: string;
  readonly services: Map<string, MapEntry>;
  readonly resets: Document['resets'];
  readonly done: Set<string>;
}

interface ExtendsStep {
  readonly file: string;
  readonly service: string;
}

/** Services that one may extend through: far more than anybody writes, and few enough for the stack. */
const MOST_STEPS = 100;

/** The document with every service laid on the one it extends, in the same file or another. https://docs.docker.com/reference/compose-file/services/#extends */
export function withExtends(document: Document, file: string, scope: Scope): MapNode {
  const written = valueOf(document.model, 'services');
  // The schema sees what files make together: null laid on a mapping is gone by then.
  if (written !== undefined && written.kind !== 'map')
    addOnce(scope.reading.problems, [error('wrong-type', written.at, 'services must be a mapping.')]);
  const services = mapAt(document.model, 'services');
  if (
    services === undefined ||
    ![...services.entries.values()].some(({ value }) => valueOf(value, 'extends') !== undefined)
  )
    return document.model;
  const source = sourceOf(document, file);
  for (const name of services.entries.keys()) resolve(name, source, scope, []);
  return withEntry(document.model, 'services', { at: services.at, value: map(source.services, services.at) });
}

/** The service `name` of `source`, resolved; `undefined` where there is nothing to merge. */
function resolve(name: string, source: ExtendedFile, scope: Scope, way: readonly ExtendsStep[]): MapNode | undefined {
  const entry = source.services.get(name);
  const service = entry?.value;
  if (entry === undefined || service?.kind !== 'map') return undefined;
  const reference = valueOf(service, 'extends');
  if (reference === undefined || source.done.has(name)) return service;
  const merged = extendedBy(name, service, reference, source, scope, way);
  source.done.add(name);
  source.services.set(name, { at: entry.at, value: merged });
  return merged;
}

function extendedBy(
  name: string,
  service: MapNode,
  reference: Node,
  source: ExtendedFile,
  scope: Scope,
  way: readonly ExtendsStep[],
): MapNode {
  const alone = without(service, 'extends');
  const { problems } = scope.reading;
  const target = stringOf(reference) ?? stringOf(valueOf(reference, 'service'));
  if (target === undefined) {
    problems.push(
      error('extends-without-service', reference.at, `"extends" of the service ${name} does not say which service.`),
    );
    return alone;
  }
  const file = valueOf(reference, 'file');
  const base = isNull(file) || file === undefined ? source : fromFile(stringOf(file) ?? '', scope, file.at);
  if (base === null) return alone;
  const step = { file: base.file, service: target };
  const steps = [...way, { file: source.file, service: name }];
  if (steps.some((other) => other.file === step.file && other.service === step.service)) {
    problems.push(
      error(
        'extends-cycle',
        reference.at,
        `The service ${name} extends itself: ${[...steps, step].map((other) => other.service).join(' → ')}.`,
      ),
    );
    return alone;
  }
  if (steps.length > MOST_STEPS) {
    problems.push(
      error(
        'extends-too-deep',
        reference.at,
        `The service ${way[0]?.service ?? name} extends through more than ${MOST_STEPS} others; the rest is not read.`,
      ),
    );
    return alone;
  }
  if (!base.services.has(target)) {
    problems.push(
      error(
        'extends-undefined-service',
        valueOf(reference, 'service')?.at ?? reference.at,
        `The service ${name} extends ${target}, which ${nameOf(base.file)} does not have.`,
      ),
    );
    return alone;
  }
  const extended = resolve(target, base, scope, steps);
  // A service without anything in it leaves even the attribute in place.
  if (extended === undefined) return service;
  if (!hasRoomFor(countedInService(extended), reference.at, scope.reading)) return alone;
  // Only the tags of the extending file count: those of the extended one stand under the names that it has there.
  const kept = cleared(wrapped(name, extended), source.resets, scope.reading.effective);
  const laid = mapAt(mapAt(kept, 'services'), name) ?? extended;
  return without(merge(laid, service, problems, ['services', name]), 'extends');
}

function wrapped(name: string, service: MapNode): MapNode {
  const services = map(new Map([[name, { at: service.at, value: service }]]), service.at);
  return map(new Map([['services', { at: service.at, value: services }]]), service.at);
}

function sourceOf({ model, resets }: Document, file: string): ExtendedFile {
  return { file, services: new Map(mapAt(model, 'services')?.entries ?? []), resets, done: new Set() };
}

function fromFile(path: string, scope: Scope, at: SourceLocation): ExtendedFile | null {
  const { problems } = scope.reading;
  if (isRemote(path)) {
    problems.push(
      error(
        'remote-not-fetched',
        at,
        `${path} lies on another machine and is never fetched. Put the file into the repository.`,
      ),
    );
    return null;
  }
  const file = resolved(scope.sources, path);
  const document = extendedFile(file, scope, at);
  return document === null ? null : sourceOf(document, file);
}
