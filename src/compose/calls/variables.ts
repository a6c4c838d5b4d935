/** Values that a text gives names to, as far as they are known: shell, Make and just assign alike. */
export type CallVariables = ReadonlyMap<string, string>;

/** An assignment of a line: `A=b`, `export A="b"`, `A := b`. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
}

export function assignmentIn(line: string): Assignment | null {
  const [, name, value] = ASSIGNMENT.exec(line) ?? [];
  return name === undefined || value === undefined ? null : { name, value: unquoted(value.trim()) };
}

const ASSIGNMENT =
  /^[ \t]*(?:(?:export|readonly|local|override|set|declare)[ \t]+)?([A-Za-z_]\w*)(?:[ \t]*(?:::?|\?)=|[ \t]+=|=)(.*)$/;

/** Values of the names that are given one value only. */
export function variablesOf(assignments: readonly Assignment[], around: CallVariables): CallVariables {
  const values = new Map(around);
  const unclear = new Set<string>();
  for (const { name, value } of assignments) {
    if (values.has(name) && values.get(name) !== value) unclear.add(name);
    values.set(name, value);
  }
  for (const name of unclear) values.delete(name);
  return values;
}

/** `line` with the variables that are known replaced, also in what they stand for. */
export function expanded(line: string, variables: CallVariables): string {
  let text = line.replace(WHOLE_LIST, '$1');
  for (let round = 0; round < MOST_ROUNDS && text.length < MOST_CHARACTERS; round += 1) {
    const next = text.replace(REFERENCE, (whole, ...groups: (string | undefined)[]) => {
      const name = groups.slice(0, 5).find((group) => group !== undefined);
      const value = variables.get(name ?? '');
      return value === undefined || value.length > MOST_VALUE ? whole : value;
    });
    if (next.length > MOST_EXPANDED) return line;
    if (next === text) break;
    text = next;
  }
  return text;
}

/** Names that `text` refers to. */
export function referencesIn(text: string): readonly string[] {
  return [...text.matchAll(REFERENCE)].flatMap((match) => match.slice(1, 6).find((group) => group !== undefined) ?? []);
}

/** `"${A[@]}"` stands for several words, quotes or not. */
const WHOLE_LIST = /"(\$\{\w+\[@\]\})"/g;
const MOST_ROUNDS = 5;
const MOST_CHARACTERS = 4_000;
const MOST_VALUE = 1_000;
const MOST_EXPANDED = 20_000;
/** `$(A)`, `${A}` and `${A[@]}`, `$A`, `{{A}}` and `{{.A}}`, `%A%`; `$$` is how a Makefile writes `$`. */
const REFERENCE =
  /\$\$?\(([A-Za-z_]\w*)\)|\$\$?\{([A-Za-z_]\w*)(?:\[[@*]\])?\}|\$\$?([A-Za-z_]\w*)|(?<!\$)\{\{ ?\.?([A-Za-z_]\w*) ?\}\}|%([A-Za-z_]\w*)%/g;

function unquoted(value: string): string {
  const [, inner] = /^"([^"]*)"$|^'([^']*)'$|^\(([^()]*)\)$/.exec(value)?.filter((part) => part !== undefined) ?? [];
  return inner ?? value;
}
