import type { Revision } from '../../review/input.ts';
import type { Report } from '../../review/report/report.ts';
import { ignoredText } from '../names.ts';
import { codeTag, forHtml, proseForHtml } from '../escape.ts';

import { type Links, urlOf } from './links.ts';

/** What the answer rests on, and how to get the same one elsewhere. */
export function footer(report: Report, links: Links | null): string {
  const { projects, revisions, policy, engine } = report;
  const services = projects.reduce((sum, project) => sum + project.services.length, 0);
  const understood = projects.length > 0 && projects.every((project) => project.understood);
  const policyUrl =
    links === null || policy.file === null ? null : urlOf(links, policy.file, links.baseSha === null ? 'head' : 'base');
  const docs = links?.docs ?? null;
  const parts = [
    understood
      ? `${ALL_OF.get(services) ?? `All ${services.toString()} services were`} understood`
      : 'What was not understood is listed above',
    `judged for ${proseForHtml(engine)}`,
    revisions === null ? '' : `same result at the terminal: ${codeTag(sameDiff(revisions.base, revisions.head))}`,
    docs === null ? '' : anchor(`${docs}/rules.md`, 'rules'),
    policyUrl === null ? '' : `${anchor(policyUrl, 'policy')}${ignoredText(policy)}`,
  ];
  return `<sub>${parts.filter((part) => part !== '').join(' · ')}</sub>`;
}

/** By commits where they are known: a branch may be called anything, move on, or lie in another repository. */
function sameDiff(base: Revision, head: Revision): string {
  if (base.commit === null || head.commit === null) return `bulkhead diff ${base.label}`;
  return `git fetch origin ${base.commit} ${head.commit} && bulkhead diff ${base.commit.slice(0, 12)} ${head.commit.slice(0, 12)}`;
}

const ALL_OF: ReadonlyMap<number, string> = new Map([
  [0, 'No service is there, and all files were'],
  [1, 'The one service was'],
  [2, 'Both services were'],
]);

function anchor(url: string, text: string): string {
  return `<a href="${forHtml(url)}">${text}</a>`;
}
