import { error } from '../../compose/diagnostics.ts';
import type { Node } from '../../compose/yaml/tree.ts';
import type { Selector } from '../policy.ts';
import { object, optional } from './object.ts';
import { oneOf, type PolicyShape, text } from './shape.ts';
import { ZONES } from '../../catalogue/zone.ts';

const WORDS = ['outside', 'host', 'any'] as const;

const ZONE = optional('zone', oneOf(ZONES), 'Every service of this zone.');
const SERVICE = optional('service', text, 'Services of this name, `service` or `project/service`; may hold `*`.');
const NETWORK = optional('network', text, 'Services on this network, by its key or real name; may hold `*`.');
const PROJECT = optional('project', text, 'Services of this project; may hold `*`.');
const HOST_PART = optional(
  'host',
  oneOf(['connections', 'control'] as const),
  'The host: `connections` to what it listens on, or `control` of it.',
);
const LABEL = optional('label', text, 'Services with this label, `key` or `key=value`; may hold `*`.');

const chosen = object<Selector>('A selector', [ZONE, SERVICE, NETWORK, PROJECT, LABEL, HOST_PART], ({ at, get }) => {
  const zone = get(ZONE);
  const label = get(LABEL);
  const part = get(HOST_PART);
  const patterns = [
    { kind: 'service', pattern: get(SERVICE) },
    { kind: 'network', pattern: get(NETWORK) },
    { kind: 'project', pattern: get(PROJECT) },
  ] as const;
  const [only, ...others]: readonly Selector[] = [
    ...(zone === undefined ? [] : [{ at, kind: 'zone', zone } as const]),
    ...patterns.flatMap(({ kind, pattern }) => (pattern === undefined ? [] : [{ at, kind, pattern }])),
    ...(part === undefined ? [] : [{ at, kind: 'host', part } as const]),
    ...(label === undefined ? [] : [{ at, kind: 'label', ...labelOf(label) } as const]),
  ];
  return others.length === 0 ? only : undefined;
});

/** Whom an isolation rule is about: `outside`, `host`, `any`, or exactly one of zone, service, network, project, label and host. */
export const selector: PolicyShape<Selector> = {
  schema: { oneOf: [{ enum: WORDS }, { ...chosen.schema, minProperties: 1, maxProperties: 1 }] },
  read: (node, name, problems) => {
    const before = problems.length;
    const read = node.kind === 'map' ? chosen.read(node, name, problems) : wordOf(node);
    if (read === undefined && problems.length === before) {
      problems.push(error('policy-invalid', node.at, `\`${name}\` takes ${TAKES}${hint(node)}.`));
    }
    return read;
  },
};

const TAKES = 'outside, host, any, or exactly one of zone, service, network, project, label and host';

function wordOf(node: Node): Selector | undefined {
  const kind = node.kind === 'scalar' ? WORDS.find((word) => word === node.source) : undefined;
  if (kind === undefined) return undefined;
  return kind === 'host' ? { at: node.at, kind, part: null } : { at: node.at, kind };
}

function hint(node: Node): string {
  if (node.kind !== 'scalar') return '';
  const zone = ZONES.find((known) => known === node.source);
  return zone === undefined ? ', as { service: NAME }' : `: { zone: ${zone} }`;
}

function labelOf(label: string): { readonly key: string; readonly value: string | null } {
  const [key = label, ...value] = label.split('=');
  return { key, value: value.length === 0 ? null : value.join('=') };
}
