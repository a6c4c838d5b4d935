/** Colours of the terminal by what they say; without colour the words and signs say the same. */
export type Paint = (style: Style, text: string) => string;
export type Style = keyof typeof CODES;

const CODES = {
  bad: '1;31',
  good: '1;32',
  unsure: '1;33',
  warning: '33',
  name: '1',
  added: '32',
  gone: '31',
  quiet: '2',
} as const;

export function painter(color: boolean): Paint {
  return (style, text) => (color && text !== '' ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text);
}
