import type { Project } from './project.ts';
import { compareText } from './source.ts';
import type { Node } from './yaml/tree.ts';

/** The project as `docker compose config --format json` prints it: plain data, keys sorted, every `$` doubled. JSON has no numbers but doubles. */
export function configOf(project: Project): unknown {
  return plain(project.model);
}

function plain(node: Node): unknown {
  switch (node.kind) {
    case 'map':
      return Object.fromEntries(
        [...node.entries]
          .sort(([a], [b]) => compareText(a, b))
          .map(([key, { value }]) => [key.replaceAll('$', '$$$$'), plain(value)]),
      );
    case 'list':
      return node.items.map(plain);
    case 'scalar':
      if (typeof node.value === 'bigint') return Number(node.value);
      return typeof node.value === 'string' ? node.value.replaceAll('$', '$$$$') : node.value;
  }
}
