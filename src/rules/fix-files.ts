import type { Topology } from '../topology/topology.ts';
import { projectOf } from './fix-lines.ts';
import type { Violation } from './rule.ts';
import { scalar } from './wording.ts';

/** `violation` with a comment behind each service of its fix that stands in another file than the violation: where the lines belong. */
export function withFilesInFix(topology: Topology, violation: Violation): Violation {
  const { fix, project, at } = violation;
  const services = projectOf(topology, project)?.services;
  if (fix.yaml === null || services === undefined) return violation;
  let isInServices = false;
  const lines = fix.yaml.split('\n').map((line) => {
    if (/^\w/.test(line)) isInServices = line === 'services:';
    const [, name = ''] = /^ {2}([\w.-]+):$/.exec(line) ?? [];
    const file = isInServices ? services.get(name)?.at.file : undefined;
    return file === undefined || file === at.file ? line : `${line}  # ${scalar(file)}`;
  });
  return { ...violation, fix: { ...fix, yaml: lines.join('\n') } };
}
