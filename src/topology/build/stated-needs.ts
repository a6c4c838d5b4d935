import type { Service } from '../../compose/project.ts';
import type { Assumptions } from '../assumptions.ts';
import type { StatedNeeds } from '../topology.ts';

/** Label that states what a service needs, and with a `!` before it what it does not: `bulkhead.needs: "db, !cache"`. */
export const NEEDS_LABEL = 'bulkhead.needs';

/** What the policy and the label of `service` state. */
export function statedNeedsOf(service: Service, project: string, { needs }: Assumptions): StatedNeeds {
  const stated = needs.get(`${project}/${service.name}`) ?? needs.get(service.name) ?? [];
  const label = service.labels.get(NEEDS_LABEL);
  if (stated.length === 0 && label === undefined) return NONE;
  const all = [
    ...stated.map((text) => ({ text, where: 'policy', at: service.at })),
    ...namesIn(label?.value ?? '').map((text) => ({ text, where: NEEDS_LABEL, at: label?.at ?? service.at })),
  ];
  return {
    needed: all.filter(({ text }) => !text.startsWith('!')).map(({ text, ...rest }) => ({ name: text, ...rest })),
    struck: new Set(all.flatMap(({ text }) => (text.startsWith('!') ? [text.slice(1).trim()] : []))),
  };
}

/** Whether they are about `service`, of `project`, as somebody of the project `of` names it. */
export function isNamedAs(name: string, service: string, project: string, of: string): boolean {
  return name === `${project}/${service}` || (project === of && name === service);
}

const NONE: StatedNeeds = { needed: [], struck: new Set() };

function namesIn(label: string): readonly string[] {
  return label.split(/[\s,]+/).filter((part) => part !== '' && part !== '!');
}
