import { statusOf } from './answer.ts';

/** Where our mark is in what we write. */
export function firstLine(body: string): string {
  return body.split('\n', 1)[0]?.trimEnd() ?? '';
}

/** The line, below the first, that tells which run wrote a text. */
export function runLine(run: number): string {
  return `<!-- run ${run} -->`;
}

/** The run that wrote a text; `null`: not told. */
export function runIn(body: string): number | null {
  const [, run] = /^<!-- run (\d+) -->\r?$/m.exec(body) ?? [];
  return run === undefined ? null : Number(run);
}

/** GitHub gives line ends and the end of the text back in its own way; another run with the same result is no news. */
export function sameText(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) =>
    text
      .replaceAll('\r\n', '\n')
      .replace(/\/actions\/runs\/\d+/g, '/actions/runs')
      .replace(/^<!-- run \d+ -->$/m, '')
      .trim(),
  );
  return one === other;
}

/** A text, and one that is sent in its place where GitHub finds it too large. */
export interface Bodies {
  readonly body: string;
  readonly shortBody: string;
}

export async function fitting<T>({ body, shortBody }: Bodies, send: (body: string) => Promise<T>): Promise<T> {
  try {
    return await send(body);
  } catch (error) {
    if (statusOf(error) !== 422 || body === shortBody) throw error;
    return send(shortBody);
  }
}
