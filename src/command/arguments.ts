import { addTo } from '../words/grouped.ts';
import { parseArgs } from 'node:util';
import { nearest } from '../words/nearest.ts';
import { OPTIONS, type Option, type OptionName } from './options.ts';
import { UsageError } from './terminal.ts';

/** Options as they were given; absent ones are absent. */
export interface Values {
  readonly text: ReadonlyMap<OptionName, string>;
  readonly lists: ReadonlyMap<OptionName, readonly string[]>;
  readonly flags: ReadonlySet<OptionName>;
}

export interface Arguments {
  readonly operands: readonly string[];
  readonly values: Values;
}

const NAMES = Object.keys(OPTIONS).filter(isOptionName);

/** The arguments behind the command's name. Throws `UsageError` for an option that `allowed` does not hold. */
export function argumentsOf(words: readonly string[], allowed: readonly OptionName[]): Arguments {
  const text = new Map<OptionName, string>();
  const lists = new Map<OptionName, string[]>();
  const flags = new Set<OptionName>();
  const operands: string[] = [];
  const { tokens } = parseArgs({
    args: [...words],
    options: parserOptions(),
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const name = knownOption(token.name, token.rawName, allowed);
    const option: Option = OPTIONS[name];
    if (option.type === 'boolean') {
      if (token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`);
      flags.add(name);
    } else if (token.value === undefined) {
      throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${option.value ?? ''}`);
    } else if (option.multiple) {
      addTo(lists, name, token.value);
    } else {
      text.set(name, token.value);
    }
  }
  return { operands, values: { text, lists, flags } };
}

function parserOptions() {
  return Object.fromEntries(
    NAMES.map((name) => {
      const { type, short, multiple }: Option = OPTIONS[name];
      return [name, short === null ? { type, multiple } : { type, multiple, short }];
    }),
  );
}

function knownOption(name: string, written: string, allowed: readonly OptionName[]): OptionName {
  const known = allowed.find((option) => option === name);
  if (known !== undefined) return known;
  const guess = nearest(name, allowed);
  throw new UsageError(`unknown option ${written}${guess === null ? '' : `; did you mean --${guess}?`}`);
}

function isOptionName(name: string): name is OptionName {
  return name in OPTIONS;
}
