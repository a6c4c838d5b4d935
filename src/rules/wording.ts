import type { Flow } from '../topology/flow.ts';

/** A name for a sentence: in backticks, whatever it holds. */
export function code(name: string): string {
  return `\`${name.replaceAll('`', "'")}\``;
}

/** `a`, `a and b`, `a, b and c`; more than `most` are counted: `a, b and 7 more`. */
export function listed(items: readonly string[], most = 4): string {
  const shown = items.length > most ? [...items.slice(0, most - 1), `${String(items.length - most + 1)} more`] : items;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

/** `port 5432`, `ports 80 and 443`, `any port`: container ports, each once, UDP marked. */
export function portsOf({ ports }: Flow): string {
  if (ports.kind === 'any') return 'any port';
  const texts = [
    ...new Set(
      ports.ports.map(({ target, protocol }) =>
        protocol === 'tcp' ? String(target) : `${String(target)}/${protocol}`,
      ),
    ),
  ];
  return `${texts.length === 1 ? 'port' : 'ports'} ${listed(texts)}`;
}

/** A scalar for YAML, in quotes where it needs them. */
export function scalar(text: string): string {
  return /^[A-Za-z/.][\w./-]*$/.test(text) ? text : JSON.stringify(text);
}
