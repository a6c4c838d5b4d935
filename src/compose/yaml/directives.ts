import { Parser } from 'yaml';
import { type Diagnostic, error } from '../diagnostics.ts';
import { placeIn } from './place-in.ts';

/**
 * What Compose refuses around the documents of `text`, though it is YAML. Its reader knows YAML 1.1 alone: another `%YAML`, an unknown or
 * repeated directive, and a document that follows `...` without `---` are errors to it. https://github.com/yaml/go-yaml/blob/v3/parserc.go
 */
export function misplaced(text: string, file: string): readonly Diagnostic[] {
  // Hardly a file has such a line; the others are not read a second time.
  if (!/^(%|\.\.\.)/m.test(text)) return [];
  const found: Diagnostic[] = [];
  const said = new Set<string>();
  let documents = 0;
  const report = (offset: number, message: string): void => {
    found.push(error('yaml-directive', placeIn(text, offset, file), message));
  };
  for (const token of new Parser().parse(text)) {
    if (token.type === 'directive') {
      const message = wrongIn(token.source, said);
      if (message !== null) report(token.offset, message);
    }
    if (token.type !== 'document') continue;
    const isBare = !token.start.some(({ type }) => type === 'doc-start');
    if (documents > 0 && isBare && token.value !== undefined) {
      report(token.offset, 'Compose reads another document only behind a line "---".');
    }
    documents += 1;
    said.clear();
  }
  return found;
}

/** `said`: the directives of the document so far, to which it adds. */
function wrongIn(source: string, said: Set<string>): string | null {
  const [name = '', parameter = ''] = source.trim().split(/\s+/);
  const key = name === '%TAG' ? `${name} ${parameter}` : name;
  if (said.has(key)) return `The directive ${key} is written twice.`;
  said.add(key);
  if (name === '%TAG' || (name === '%YAML' && /^0*1\.0*1$/.test(parameter))) return null;
  return name === '%YAML'
    ? `Compose reads YAML 1.1 only, not ${parameter}. Leave the line out.`
    : `The directive ${name} is unknown to Compose.`;
}
