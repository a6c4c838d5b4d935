import { expect, test } from 'vitest';
import { loaded } from './loaded.ts';

const CODES = new Set(['alias-bomb', 'too-many-repeated', 'too-many-layers']);

/** The place and the limit of each refusal. */
function refusals(files: string | Readonly<Record<string, string>>): readonly string[] {
  const { diagnostics } = loaded(typeof files === 'string' ? { 'compose.yaml': files } : files);
  return diagnostics.flatMap(({ code, severity, at, message }) =>
    CODES.has(code)
      ? [
          `${severity} ${at.file}:${String(at.line)}:${String(at.column)} ${/more than (\d+)/i.exec(message)?.[1] ?? ''}`,
        ]
      : [],
  );
}

function times(count: number, text: (index: number) => string, glue = ''): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(glue);
}

const variables = (count: number): string => times(count, (index) => `A${String(index)}=b`, ', ');

test('what aliases repeat is read up to a limit, and refused at the alias that is too much', () => {
  const text = (services: number): string =>
    `x-e: &e [${variables(99)}]\nservices:\n${times(services, (index) => `  s${String(index)}: {image: x, environment: *e}\n`)}`;
  expect(refusals(text(151))).toEqual([]);
  expect(refusals(text(152))).toEqual(['error compose.yaml:154:3 15000']);
});

test('what services extend counts, and so does what they extend of another file', () => {
  const base = `  base: {image: x, environment: [${variables(997)}]}\n`;
  const extending = (count: number, of: string): string =>
    times(count, (index) => `  s${String(index)}: {extends: ${of}}\n`);
  expect(refusals(`services:\n${base}${extending(15, 'base')}`)).toEqual([]);
  expect(refusals(`services:\n${base}${extending(16, 'base')}`)).toEqual(['error compose.yaml:18:18 15000']);
  const files = { 'compose.yaml': `services:\n${extending(16, '{file: a.yaml, service: base}')}` };
  expect(refusals({ ...files, 'a.yaml': `services:\n${base}` })).toEqual(['error compose.yaml:17:18 15000']);
});

test('a file that is included again and again counts each time but the first', () => {
  const files = (count: number): Readonly<Record<string, string>> => ({
    'compose.yaml': `include:\n${times(count, () => '  - a.yaml\n')}`,
    'a.yaml': `services: {a: {image: x, environment: [${variables(994)}]}}`,
  });
  expect(refusals(files(16))).toEqual([]);
  expect(refusals(files(17))).toEqual(['error compose.yaml:18:5 15000']);
});

test.each(['env_file', 'label_file'])(
  'an %s of many services is read once, and its values count for each',
  (attribute) => {
    const files = (services: number): Readonly<Record<string, string>> => ({
      'compose.yaml': `services:\n${times(services, (index) => `  s${String(index)}: {image: x, ${attribute}: a.env}\n`)}`,
      'a.env': times(1000, (index) => `A${String(index)}=b\n`),
    });
    expect(refusals(files(16))).toEqual([]);
    expect(refusals(files(17))).toHaveLength(1);
    expect(
      loaded(files(2)).project?.services.get('s1')?.[attribute === 'env_file' ? 'environment' : 'labels'].size,
    ).toBe(1000);
  },
);

test('a file that does not exist is told for every service that wants it, and an optional one for none', () => {
  const { diagnostics } = loaded({
    'compose.yaml':
      'services:\n  a: {image: x, env_file: [{path: b.env, required: false}]}\n  b: {image: x, env_file: b.env}\n  c: {image: x, env_file: b.env}\n',
  });
  expect(diagnostics.map(({ code, at }) => `${code} ${String(at.line)}`)).toEqual([
    'env-file-not-found 3',
    'env-file-not-found 4',
  ]);
});

test('an env file behind another one has its values', () => {
  const { project } = loaded({
    'compose.yaml':
      'services:\n  a: {image: x, env_file: [one.env, both.env]}\n  b: {image: x, env_file: [two.env, both.env]}\n  c: {image: x, env_file: both.env}\n',
    'one.env': 'A=1\n',
    'two.env': 'A=2\n',
    'both.env': 'B=${A}\n',
  });
  const values = [...(project?.services.values() ?? [])].map(({ environment }) => environment.get('B')?.value);
  expect(values).toEqual(['1', '2', '']);
});

test('documents that are laid on one another are read up to a limit', () => {
  const text = (documents: number): string =>
    times(documents, (index) => `---\nservices: {s${String(index)}: {image: x}}\n`);
  expect(refusals(text(51))).toEqual([]);
  expect(refusals(text(52))).toEqual(['error compose.yaml:1:1 50']);
});
