export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

export interface Style {
  /** Decides quotes, comments and braces, value by value. */
  readonly seed: number;
  readonly step: number;
  readonly dash: number;
  /** How many lists and mappings stand between brackets and braces. */
  readonly flow: number;
  readonly newline: string;
  readonly endsInNewline: boolean;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** `value` as a file, and where each entry (its key) and each item of it stands, by its path as JSON. */
export function rendered(
  value: Plain,
  { seed, step, dash, flow, newline, endsInNewline }: Style,
): { readonly content: string; readonly places: ReadonlyMap<string, Place> } {
  let state = seed;
  const random = (): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  const places = new Map<string, Place>();
  let content = '';
  const mark = (path: readonly (string | number)[]): void => {
    const lines = content.split('\n');
    places.set(JSON.stringify(path), { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 });
  };
  block(value, 0, [], false);
  if (!endsInNewline) content = content.replace(/(\r?\n)+$/, '');
  return { content, places };

  function block(node: Plain, indent: number, path: readonly (string | number)[], isInline: boolean): void {
    const entries: readonly (readonly [string | number, Plain])[] = isList(node)
      ? node.map((item, index) => [index, item] as const)
      : Object.entries(node as object);
    for (const [index, [key, inner]] of entries.entries()) {
      if (index > 0 || !isInline) {
        if (random() < 0.1) content += `${' '.repeat(indent)}# note${newline}`;
        content += ' '.repeat(indent);
      }
      if (typeof key === 'number') content += '- ';
      mark([...path, key]);
      if (typeof key === 'string') content += `${scalar(key, false)}:`;
      if (!isCollection(inner))
        line(`${typeof key === 'number' ? '' : inner === null ? '' : ' '}${scalar(inner, false)}`);
      else if (random() < flow) {
        if (typeof key === 'string') content += ' ';
        between(inner, [...path, key]);
        line('');
      } else if (typeof key === 'number') block(inner, indent + 2, [...path, key], true);
      else {
        line('');
        block(inner, indent + (isList(inner) ? dash : step), [...path, key], false);
      }
    }
  }

  function line(text: string): void {
    content += text + (random() < 0.15 ? '  # note' : '') + newline;
  }

  function between(node: Plain, path: readonly (string | number)[]): void {
    content += isList(node) ? '[' : '{ ';
    const entries: readonly (readonly [string | number, Plain])[] = isList(node)
      ? node.map((item, index) => [index, item] as const)
      : Object.entries(node as object);
    for (const [index, [key, inner]] of entries.entries()) {
      if (index > 0) content += ', ';
      mark([...path, key]);
      if (typeof key === 'string') content += `${scalar(key, true)}: `;
      if (isCollection(inner)) between(inner, [...path, key]);
      else content += inner === null ? 'null' : scalar(inner, true);
    }
    content += isList(node) ? ']' : ' }';
  }

  function scalar(text: string | number | boolean | null, isFlow: boolean): string {
    if (text === null) return '';
    if (typeof text !== 'string') return String(text);
    if (/^[a-z]{2,}$/.test(text) && !['on', 'null', 'yes'].includes(text) && random() < 0.7) return text;
    void isFlow;
    return random() < 0.5 ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
  }
}

function isList(node: Plain): node is readonly Plain[] {
  return Array.isArray(node);
}

function isCollection(node: Plain): node is readonly Plain[] | { readonly [key: string]: Plain } {
  return typeof node === 'object' && node !== null;
}
