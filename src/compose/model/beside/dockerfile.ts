import type { BuildStage, SampleSetting } from '../../project.ts';

/**
 * What the stage `target` of a Dockerfile (the last, where it is `null`) and those that it is made from say. `values`: build arguments.
 * https://docs.docker.com/reference/dockerfile/
 */
export function stageOf(
  text: string,
  file: string,
  target: string | null,
  values: ReadonlyMap<string, string>,
): BuildStage | null {
  const variables = new Map<string, string>();
  const stages: OpenStage[] = [];
  for (const { word, rest, line } of instructionsOf(text)) {
    const stage = stages.at(-1);
    const at = { file, line, column: 1 };
    const set = settingsIn(rest);
    if (word === 'FROM') {
      const [, image = '', name = null] = /^(?:--\S+\s+)*(\S+)(?:\s+as\s+(\S+))?/i.exec(rest) ?? [];
      const before = stages.find((one) => one.name === image.toLowerCase());
      stages.push({
        ...(before ?? { ...EMPTY, from: { image: substituted(image, variables), at } }),
        environment: [...(before?.environment ?? [])],
        name: name?.toLowerCase() ?? null,
      });
    } else if (word === 'ARG') {
      for (const { key, value } of set) {
        const own = values.get(key) ?? substituted(value, variables);
        if (own.length <= LONGEST) variables.set(key, own);
        else variables.delete(key);
      }
      const given = values.get(rest);
      if (given !== undefined) variables.set(rest, given);
    } else if (stage === undefined) continue;
    else if (word === 'ENV')
      stage.environment.push(...set.map(({ key, value }) => ({ key, value: substituted(value, variables), at })));
    else if (word === 'EXPOSE') stage.exposes = [...stage.exposes, ...portsIn(substituted(rest, variables))];
    else if (word === 'CMD') stage.command = wordsIn(rest);
    else if (word === 'ENTRYPOINT') [stage.entrypoint, stage.command] = [wordsIn(rest), []];
    else if (word === 'WORKDIR' || word === 'VOLUME')
      stage.folders = [
        ...stage.folders,
        ...wordsIn(substituted(rest, variables)).filter((path) => path.startsWith('/')),
      ];
    else if (word === 'COPY' && /^(?:--\S+\s+)*--from=/.test(rest)) stage.takesBuild = true;
  }
  const found =
    target === null
      ? stages.at(-1)
      : (stages.find(({ name }) => name === target.toLowerCase()) ??
        (/^\d+$/.test(target) ? stages[Number(target)] : undefined));
  if (found === undefined) return null;
  const { name: _, ...stage } = found;
  return { ...stage, from: stage.from?.image.includes('$') === true ? null : stage.from };
}

interface OpenStage {
  readonly name: string | null;
  readonly from: BuildStage['from'];
  exposes: readonly number[];
  readonly environment: SampleSetting[];
  command: readonly string[];
  entrypoint: readonly string[];
  folders: readonly string[];
  takesBuild: boolean;
}

const EMPTY = { exposes: [], command: [], entrypoint: [], folders: [], takesBuild: false };

interface Instruction {
  /** In capitals. */
  readonly word: string;
  readonly rest: string;
  readonly line: number;
}

/** Instructions with the lines that they are continued on. */
function instructionsOf(text: string): readonly Instruction[] {
  const found: Instruction[] = [];
  const lines = text.split('\n').slice(0, MOST_LINES);
  let open: { readonly line: number; readonly parts: string[] } | null = null;
  let end = 0;
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (index < end || line === '' || line.startsWith('#')) continue;
    open ??= { line: index + 1, parts: [] };
    open.parts.push(line.replace(/\\$/, ''));
    if (line.endsWith('\\')) continue;
    const [, word = '', rest = ''] = /^([A-Za-z]+)\s+(.*)$/s.exec(open.parts.join(' ')) ?? [];
    if (word !== '') found.push({ word: word.toUpperCase(), rest: rest.trim(), line: open.line });
    if (/^(?:RUN|COPY|ADD)$/i.test(word)) end = endOfTexts(rest, lines, index + 1);
    open = null;
  }
  return found;
}

/** The first line behind the texts that an instruction takes (`<<EOF`): what stands in them instructs nothing. */
function endOfTexts(rest: string, lines: readonly string[], start: number): number {
  let end = start;
  for (const [, quote = '', mark = ''] of rest.matchAll(/(?<!\S)\d?<<-?(["']?)(\w+)/g)) {
    const found = lines.findIndex((line, at) => at >= end && line.trim() === mark);
    if (found >= 0 && (quote === '' || rest.includes(mark + quote))) end = found + 1;
  }
  return end;
}

const MOST_LINES = 2000;
/** Letters of a variable that is known: a line may say it many times, and another again. */
const LONGEST = 500;

/** `A=1 B="two words"`, `A`, and the old `A one value`. */
function settingsIn(rest: string): readonly { readonly key: string; readonly value: string }[] {
  const pairs = [...rest.matchAll(/(?<!\w)([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\S*)/g)];
  if (pairs.length > 0)
    return pairs.map(([, key = '', value = '']) => ({ key, value: value.replace(/^(["'])(.*)\1$/, '$2') }));
  const [, key = '', value = ''] = /^([A-Za-z_]\w*)\s+(.*)$/.exec(rest) ?? [];
  return key === '' ? [] : [{ key, value }];
}

function portsIn(rest: string): readonly number[] {
  return rest.split(/\s+/).flatMap((word) => (/^\d+(?:\/tcp)?$/.test(word) ? [Number.parseInt(word, 10)] : []));
}

/** `["a", "b"]`, or a line for the shell. */
function wordsIn(rest: string): readonly string[] {
  if (!rest.startsWith('[')) return rest.split(/\s+/);
  return [...rest.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word);
}

/** `text` with `$A`, `${A}` and `${A:-default}` replaced where something is known. */
function substituted(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$(?:\{(\w+)(?::-([^}]{0,500}))?\}|(\w+))/g,
    (whole, name?: string, otherwise?: string, bare?: string) => {
      return variables.get(name ?? bare ?? '') ?? otherwise ?? whole;
    },
  );
}
