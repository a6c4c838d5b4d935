import { canonical } from '../canonical/canonical.ts';
import { withinPorts } from '../canonical/within-ports.ts';
import { checkExtendedForms } from './extended-forms.ts';
import { merge } from './merge.ts';
import { withAbsolutePaths } from '../canonical/relative-paths.ts';
import { cleared, type Reset } from '../yaml/resets.ts';
import type { Document, Scope } from './scope.ts';
import type { SourceLocation } from '../source.ts';
import type { MapNode } from '../yaml/tree.ts';
import { withoutRepeats } from './repeats.ts';
import { addOnce } from '../diagnostics.ts';
import { documentsOf } from './document.ts';

/**
 * What the documents of another file make together, in long form, with paths made absolute from that file's folder; each file is read
 * once. `null`, with the reason as a problem at `at`, where there is nothing to read.
 */
export function extendedFile(file: string, scope: Scope, at: SourceLocation): Document | null {
  const known = scope.extended.get(file);
  const document = known === undefined ? documentOf(file, scope, at) : known;
  scope.extended.set(file, document);
  return document;
}

function documentOf(file: string, scope: Scope, at: SourceLocation): Document | null {
  const { reading } = scope;
  let model: MapNode | null = null;
  const resets: Reset[] = [];
  for (const document of documentsOf(file, scope, at)) {
    resets.push(...document.resets);
    model =
      model === null
        ? document.model
        : merge(cleared(model, document.resets, reading.effective), document.model, reading.problems);
    model = withoutRepeats(model);
  }
  if (model === null) return null;
  addOnce(reading.problems, checkExtendedForms(model));
  const folder = file.slice(0, file.lastIndexOf('/')) || '/';
  const long = canonical(withinPorts(model, reading.room, reading.problems), reading.problems);
  return { model: withAbsolutePaths(withoutRepeats(long), folder, reading), resets };
}
