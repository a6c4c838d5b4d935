import type { Report } from '../../../src/review/report/report.ts';
import { guideTwoTier, nothingChanged, oneUnknown, proxyJoinsBackend, proxyLeavesBackend } from './guide.ts';
import { hostStack } from './host.ts';
import { largeReport } from './large.ts';
import { twelveServices } from './twelve.ts';

/** Reports by the name of their files in `fixtures/reports`. */
export const REPORTS: Readonly<Record<string, Report>> = {
  'guide-two-tier': guideTwoTier,
  'proxy-joins-backend': proxyJoinsBackend,
  'proxy-leaves-backend': proxyLeavesBackend,
  'nothing-changed': nothingChanged,
  'one-unknown': oneUnknown,
  'twelve-services': twelveServices,
  'host-stack': hostStack,
  'platform-45-services': largeReport(6),
  'platform-108-services': largeReport(15),
};

export const LINKS = {
  server: 'https://github.com',
  repository: 'acme/shop',
  baseSha: '1a2b3c4d5e6f708192a3b4c5d6e7f80912a3b4c5',
  headSha: '9f8e7d6c5b4a39281706f5e4d3c2b1a099887766',
  runUrl: 'https://github.com/acme/shop/actions/runs/42',
  docs: 'https://github.com/acme/bulkhead/blob/v1/docs',
} as const;

export const CONTEXT = { marker: '<!-- bulkhead: acme/shop -->', links: LINKS } as const;
