import type { Report } from '../../review/report/report.ts';
import type { Suggested } from '../../review/walls/suggested.ts';
import { code } from '../../words/words.ts';
import { codeBlock, codeCell, codeSpan, proseForMarkdown } from '../escape.ts';
import { folded } from '../markdown/finding.ts';
import { renderMermaid } from '../mermaid.ts';
import { closedRows, headlineOf, namesIn, needPlace, networksOf, networkTraits } from './words.ts';

/** What is suggested as a page, with the pictures of before and after and the patch. */
export function renderSuggestionMarkdown(suggested: Suggested, before: Report, after: Report): string {
  const name = namesIn(suggested);
  const { patch, hidesSecrets, needs, left, besides, reach } = suggested;
  const parts = [
    '## Walls with the least reach that still works',
    proseForMarkdown(headlineOf(suggested)),
    table(
      ['Store or console', 'can connect now', 'need to, or may', 'can then'],
      reach.map((row) => [codeCell(name(row.service)), String(row.before), String(row.needs), String(row.after)]),
    ),
    table(
      ['New network', 'On it', ''],
      networksOf(suggested, name).map((network) => [
        codeCell(network.name),
        network.members.map((member) => codeCell(name(member))).join(', '),
        networkTraits(network),
      ]),
    ),
    patch === '' ? '' : folded('The patch', codeBlock('diff', patch.replace(/\n$/u, ''))),
    hidesSecrets
      ? `It has … in the place of credentials: ${codeSpan('bulkhead suggest --write')} makes the change.`
      : '',
    patch === '' ? '' : folded('Before', codeBlock('mermaid', renderMermaid(before))),
    patch === '' ? '' : folded('After', codeBlock('mermaid', renderMermaid(after))),
    folds(
      'Kept, because it is needed',
      table(
        ['From', 'To', 'Known by', 'Where'],
        needs.map((need) => [
          codeCell(name(need.from)),
          codeCell(name(need.to)),
          need.where === null ? 'a guess: it may use it' : codeCell(need.where),
          need.file === null ? '' : codeCell(needPlace(need)),
        ]),
      ),
    ),
    folds(
      'No longer possible',
      table(
        ['From', ''],
        closedRows(suggested, name).map((row) => row.map(codeCell)),
      ),
    ),
    items([...left.map(({ service, why }) => `${code(name(service))} ${why}.`), ...besides]),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function folds(title: string, content: string): string {
  return content === '' ? '' : folded(title, content);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function items(all: readonly string[]): string {
  return all.map((item) => `- ${proseForMarkdown(item)}`).join('\n');
}
