import { type Diagnostic, warning } from '../diagnostics.ts';
import { isBelow, shownPath } from '../path.ts';
import type { Reading } from '../reading.ts';
import { parseDotenv } from './dotenv/dotenv.ts';
import { sampleOf } from './samples.ts';

/** What a committed sample says of a variable. */
export interface SampleValue {
  readonly value: string;
  /** The sample, as places write it. */
  readonly file: string;
}

export type SampleValues = ReadonlyMap<string, SampleValue>;

/**
 * Values of the sample that is committed beside the env file at `path`, which is not there; `null`: it is there, or has no sample, or nobody
 * judges. An empty value, and one that only marks the place (`<your domain>`), is none.
 */
export function sampleValuesOf(
  path: string,
  environment: ReadonlyMap<string, string>,
  { tree, purpose, behaviour }: Pick<Reading, 'tree' | 'purpose' | 'behaviour'>,
): SampleValues | null {
  if (purpose === 'call' || !isBelow(path, tree.root) || tree.kind(path) !== 'missing') return null;
  const sample = sampleOf(tree, path);
  const read = sample === null ? null : tree.read(sample);
  if (sample === null || read?.kind !== 'file' || read.text.length > MOST_TEXT) return null;
  const file = shownPath(sample, tree.root);
  const { values } = parseDotenv(read.text, file, (name) => environment.get(name), behaviour, 'warning');
  return new Map(
    [...values].flatMap(([name, { value }]) =>
      MARKS_THE_PLACE.test(value.trim()) ? [] : [[name, { value, file }] as const],
    ),
  );
}

/** Letters of a sample that is read. */
const MOST_TEXT = 128 * 1024;

const MARKS_THE_PLACE = /^(?:<.*>|\[.*\]|\{\{.*\}\}|\.{3})?$/s;

/** The value of a sample that stands in for a variable; that it does is told. */
export function noteSample(sample: SampleValue | undefined, { stoodIn }: Pick<Reading, 'stoodIn'>): string | undefined {
  if (sample !== undefined) stoodIn.add(sample.file);
  return sample?.value;
}

/** One for each sample whose values are judged. */
export function sampleWarnings({ stoodIn }: Pick<Reading, 'stoodIn'>): readonly Diagnostic[] {
  return [...stoodIn].map((file) =>
    warning(
      'sample-values',
      { file, line: 1, column: 1 },
      'Its values stand in for an env file that is not in the repository. What is deployed may have others: give them in sample-env of the policy.',
    ),
  );
}
