import type { Services } from './services.ts';
import { error, type Problems } from '../diagnostics.ts';
import { nearest } from '../../words/nearest.ts';
import { entriesOf, itemsOf, stringOf, valueOf } from '../yaml/nodes.ts';
import type { SourceLocation } from '../source.ts';
import type { MapNode, Node } from '../yaml/tree.ts';

interface Reference {
  readonly name: string;
  readonly at: SourceLocation;
}

interface ReferenceKind {
  readonly kind: string;
  readonly word: string;
  readonly usedBy: (service: Node) => readonly Reference[];
}

const KINDS: readonly ReferenceKind[] = [
  { kind: 'networks', word: 'network', usedBy: (service) => keys(valueOf(service, 'networks')) },
  { kind: 'volumes', word: 'volume', usedBy: (service) => itemsOf(valueOf(service, 'volumes')).flatMap(volume) },
  { kind: 'configs', word: 'config', usedBy: (service) => itemsOf(valueOf(service, 'configs')).flatMap(source) },
  { kind: 'secrets', word: 'secret', usedBy: (service) => itemsOf(valueOf(service, 'secrets')).flatMap(source) },
  {
    kind: 'secrets',
    word: 'build secret',
    usedBy: (service) => itemsOf(valueOf(valueOf(service, 'build'), 'secrets')).flatMap(source),
  },
  { kind: 'models', word: 'model', usedBy: (service) => keys(valueOf(service, 'models')) },
];

/** Every network, volume, config, secret and model that a service names is declared. */
export function checkReferences(model: MapNode, services: Services, problems: Problems): void {
  checkBuildContexts(services, problems);
  for (const { kind, word, usedBy } of KINDS) {
    const declared = new Map(entriesOf(valueOf(model, kind)));
    for (const [service, { value }] of services) {
      for (const { name, at } of usedBy(value)) {
        // Compose takes a network that is called `x-…` for an extension of the service.
        const isLost = kind === 'networks' && name.startsWith('x-');
        if (!declared.has(name) || isLost)
          problems.push(undeclared(service, kind, word, name, at, [...declared.keys()]));
      }
    }
  }
}

/** A build context that is another service's image names a service that is there. */
function checkBuildContexts(services: Services, problems: Problems): void {
  for (const [service, { value }] of services) {
    for (const [, { value: context }] of entriesOf(valueOf(valueOf(value, 'build'), 'additional_contexts'))) {
      const name = /^service:(.*)$/s.exec(stringOf(context) ?? '')?.[1];
      if (name === undefined) continue;
      if (services.has(name) && valueOf(services.get(name)?.value, 'build') === undefined)
        problems.push(
          error(
            'context-not-built',
            context.at,
            `The service ${service} builds on the image of ${name}, which is not built: it has no "build". Name the image as "docker-image://…" instead.`,
          ),
        );
      if (!services.has(name))
        problems.push(undeclared(service, 'services', 'service', name, context.at, [...services.keys()]));
    }
  }
}

function undeclared(
  service: string,
  kind: string,
  word: string,
  name: string,
  at: SourceLocation,
  names: readonly string[],
): ReturnType<typeof error> {
  const near = nearest(name, names);
  const hint = near === null ? `Declare it under the top-level "${kind}".` : `Is "${near}" meant?`;
  return error(
    `undefined-${word.replace(' ', '-')}`,
    at,
    `The service ${service} uses the ${word} "${name}", which is not declared. ${hint}`,
  );
}

function keys(node: Node | undefined): readonly Reference[] {
  return [...entriesOf(node)].map(([name, { at }]) => ({ name, at }));
}

function volume(mount: Node): readonly Reference[] {
  const name = stringOf(valueOf(mount, 'source'));
  return stringOf(valueOf(mount, 'type')) === 'volume' && name !== undefined && name !== ''
    ? [{ name, at: valueOf(mount, 'source')?.at ?? mount.at }]
    : [];
}

function source(grant: Node): readonly Reference[] {
  const name = valueOf(grant, 'source');
  return [{ name: stringOf(name) ?? '', at: name?.at ?? grant.at }];
}
