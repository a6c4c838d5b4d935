import { describe, expect, test } from 'vitest';
import { unneededDataAccess } from '../../src/rules/unneeded-data-access.ts';
import { reportOnFiles } from '../review/reviewed.ts';
import { violationsOf } from './violations.ts';

/** A platform that uses a broker and a cache, and somebody beside it. */
const platform = (
  name: string,
  more = '    environment: { PLATFORM_URL: "http://platform:8080" }\n',
): string => `services:
  platform:
    image: ghcr.io/shop/platform:1
    environment: { AMQP: "amqp://rabbitmq", CACHE: "redis://redis" }
  rabbitmq:
    image: rabbitmq:4
  redis:
    image: redis:7
  ${name}:
    image: ghcr.io/else/other:1
${more}`;

const told = (text: string): readonly string[] => violationsOf(unneededDataAccess, text).map(({ subject }) => subject);

describe('an application may send its workers to a broker', () => {
  test.each(['worker', 'connector-rss', 'scan-agent', 'runner_1'])('%s is not accused of reaching it', (name) => {
    expect(told(platform(name))).toEqual(['redis']);
  });

  test('others are, and so is who names no application of the broker', () => {
    expect(told(platform('portal'))).toEqual(['rabbitmq', 'redis']);
    expect(told(platform('worker', '    environment: { OTHER: "http://elsewhere:80" }\n'))).toEqual([
      'rabbitmq',
      'redis',
    ]);
  });

  test('and no patch locks it out', () => {
    const { causes } = reportOnFiles({ 'compose.yaml': `${platform('worker')}  portal:\n    image: x\n` });
    const patches = causes.flatMap(({ rules, fix }) =>
      rules.includes('unneeded-data-access') ? [fix.patch ?? ''] : [],
    );
    expect(patches).toHaveLength(1);
    expect(patches[0]?.match(/^\+ +- rabbitmq$/gm)).toHaveLength(3);
  });
});

describe('a setting without a value is about the stores of its kind alone', () => {
  test('what lacks the address of a cache may use the cache, not the broker', () => {
    const text = platform('portal', '    environment: { REDIS_HOST: "${REDIS_HOST}" }\n');
    expect(told(text)).toEqual(['rabbitmq']);
  });

  test('what lacks any address may use either', () => {
    expect(told(platform('portal', '    environment: { BACKEND_HOST: "${BACKEND_HOST}" }\n'))).toEqual([]);
  });

  test('a model server uses none, whatever of its settings is not there', () => {
    const text = platform('models', '    env_file: [{ path: models.env, required: false }]\n');
    expect(told(text)).toEqual([]);
    expect(told(text.replace('ghcr.io/else/other:1', 'ollama/ollama'))).toEqual(['rabbitmq', 'redis']);
  });
});
