import { error } from '../../compose/diagnostics.ts';
import type { SourceLocation } from '../../compose/source.ts';
import { shortened, type PolicyShape } from './shape.ts';

/** The first of each name; `what` they are, as many. */
export function uniqueNames<T extends { readonly name: string; readonly at: SourceLocation }>(
  all: PolicyShape<readonly T[]>,
  what: string,
): PolicyShape<readonly T[]> {
  return {
    schema: all.schema,
    read: (node, name, problems) => {
      const names = new Set<string>();
      return all.read(node, name, problems)?.filter((one) => {
        if (!names.has(one.name)) return names.add(one.name);
        const twice = `There are two ${what} "${shortened(one.name)}". Give each its own name.`;
        problems.push(error('policy-invalid', one.at, twice));
        return false;
      });
    },
  };
}
