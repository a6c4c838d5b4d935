import { expect, test } from 'vitest';
import { loaded } from './loaded.ts';

test('files that include two others each are refused with the limit named, not read millions of times', () => {
  const levels = 22;
  const files: Record<string, string> = { 'compose.yaml': 'include: [0a.yaml, 0b.yaml]\n' };
  for (let level = 0; level < levels; level++)
    for (const side of ['a', 'b'])
      files[`${String(level)}${side}.yaml`] =
        level + 1 < levels
          ? `include: [${String(level + 1)}a.yaml, ${String(level + 1)}b.yaml]\n`
          : `services: {${side}: {image: x}}\n`;
  const { diagnostics } = loaded(files);
  const told = diagnostics.filter(({ code }) => code === 'too-many-includes');
  expect(told.map(({ message }) => message)).toEqual([
    'The files of the project are included more than 1000 times; the rest is not read.',
  ]);
});
