import { type Diagnostic, error } from '../diagnostics.ts';
import type { Behaviour } from '../versions/behaviour.ts';
import type { Node } from '../yaml/tree.ts';

/** Numbers without end and what is no number, wherever they stand: some versions of Compose cannot look at a file that has them. */
export function infinitiesIn(document: Node, behaviour: Behaviour): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  collect(document, found);
  return found.length > 0 && behaviour('infinities') === 'refused' ? found : [];
}

function collect(node: Node, found: Diagnostic[]): void {
  if (node.kind === 'map') for (const { value } of node.entries.values()) collect(value, found);
  else if (node.kind === 'list') for (const item of node.items) collect(item, found);
  else if (typeof node.value === 'number' && !Number.isFinite(node.value))
    found.push(
      error(
        'not-finite',
        node.at,
        `Compose cannot read ${node.source} as a number. Put it in quotes to make it a text.`,
      ),
    );
}
