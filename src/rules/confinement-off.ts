import type { SourceLocation } from '../compose/source.ts';
import { removeItem } from '../fixes/service-edits.ts';
import { isListItem } from '../fixes/written.ts';
import { projectOf } from '../topology/services.ts';
import { code, listed } from '../words/words.ts';
import type { Rule } from './rule.ts';

/** What is privileged has neither anyhow, and is the business of `host-control`. */
export const confinementOff: Rule = {
  id: 'confinement-off',
  severity: 'medium',
  summary: 'A service runs without the filters that protect the kernel',
  why: 'Seccomp, AppArmor and SELinux stop most ways out of a container; without them one bug of the kernel is enough.',
  fix: 'Leave the option out. Where a call is missing, give a profile of its own that allows just that.',
  references: ['https://docs.docker.com/engine/security/seccomp/', 'https://docs.docker.com/engine/security/apparmor/'],
  *check({ topology }) {
    for (const { service, project, id, zone } of topology.services.values()) {
      if (service.replicas === 0 || service.privileged?.value === true) continue;
      const hasSocket = service.mounts.some((mount) => mount.kind === 'bind' && mount.source.endsWith('.sock'));
      const off = service.securityOpt.flatMap(({ value, at }) => {
        // A socket of the host can be opened with its label only, and who has it needs no other way out.
        if (hasSocket && value.startsWith('label')) return [];
        const what = CONFINEMENTS.find(([pattern]) => pattern.test(value))?.[1];
        return what === undefined ? [] : [{ value, at, what }];
      });
      const [first, ...others] = off;
      if (first === undefined) continue;
      const loaded = projectOf(topology, project);
      const isItem = ({ at }: { readonly at: SourceLocation }): boolean => isListItem(loaded, at);
      yield {
        project,
        subject: service.name,
        identity: `off=${off
          .map(({ value }) => value)
          .sort()
          .join(',')}`,
        claims: off.map(({ value }) => `${service.name} ${value}`),
        message: `${code(service.name)} runs without ${listed(off.map(({ what }) => what))} (${listed(off.map(({ value }) => code(value)))}).`,
        at: first.at,
        related: others.map(({ at, value }) => ({ at, note: `${service.name} has ${value}` })),
        path: [],
        services: [id],
        fix: {
          summary: `Take ${listed(off.map(({ value }) => code(value)))} from ${code(service.name)}, or give it a profile of its own.`,
          edits: off.filter(isItem).map(({ at }) => removeItem(loaded, service, 'security_opt', at)),
          caveat:
            'Debuggers, browsers with a sandbox of their own and containers in the container need more calls than others.',
        },
        severity: zone.zone === 'ops' ? 'low' : null,
      };
    }
  },
};

const CONFINEMENTS: readonly (readonly [RegExp, string])[] = [
  [/^seccomp[=:]unconfined$/, 'the filter of system calls'],
  [/^apparmor[=:]unconfined$/, 'the rules of AppArmor'],
  [/^label[=:]disable$/, 'the labels of SELinux'],
];
