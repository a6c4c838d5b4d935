/**
 * Small inputs that once took long, or may: each of at most 100 kB. `size` 1 is the full size; a half of it shows how the work grows.
 * What they are made of is told by path; `of` is the policy's name.
 */
export interface Attack {
  readonly name: string;
  readonly files: (size: number) => Readonly<Record<string, string>>;
  /** What the files were before, where it is an attack on the comparison. */
  readonly before?: (size: number) => Readonly<Record<string, string>>;
}

export const services = (count: number, body: (index: number) => string): string =>
  `services:\n${lines(count, (index) => `  s${String(index)}: ${body(index)}`)}`;

export function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: Math.round(count) }, (_, index) => `${line(index)}\n`).join('');
}

export function list(count: number, item: (index: number) => string): string {
  return `[${Array.from({ length: Math.round(count) }, (_, index) => item(index)).join(', ')}]`;
}

export function compose(text: (size: number) => string): Attack['files'] {
  return (size) => ({ 'compose.yaml': text(size) });
}

export function folders(
  count: number,
  files: (index: number) => Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from({ length: Math.round(count) }, (_, index) =>
      Object.entries(files(index)).map(([name, text]) => [`f${String(index)}/${name}`, text] as const),
    ).flat(),
  );
}
