import { describe, expect, test } from 'vitest';
import { suggestionsFor } from '../../src/render/suggestions.ts';
import { reportOn, SHOP } from '../review/reviewed.ts';

function suggested(head: string, base: string | null, text = head) {
  return suggestionsFor(reportOn(head, base), () => text);
}

describe('suggestions', () => {
  const open = SHOP.replace('networks: [front]', 'networks: [front, back]');

  test('replace the lines that a patch replaces', () => {
    const [[only, ...more] = [], ...others] = suggested(open, SHOP);
    expect([more, others]).toEqual([[], []]);
    expect(only).toMatchObject({ file: 'compose.yaml', start: 5, end: 5, old: ['    networks: [front, back]'] });
    expect(only?.body).toContain('```suggestion\n    networks: [front]\n```');
  });

  test('take lines out with nothing in their place', () => {
    const [[only] = []] = suggested(SHOP.replace('  web:\n', '  web:\n    privileged: true\n'), SHOP);
    expect(only).toMatchObject({ start: 7, end: 7, old: ['    privileged: true'] });
    expect(only?.body).toContain('```suggestion\n```');
  });

  test('that only add lines take the place of the one beside them', () => {
    const [[only] = []] = suggested(SHOP.replace('    internal: true\n', ''), SHOP);
    expect(only).toMatchObject({ start: 16, end: 16, old: ['  back:'] });
    expect(only?.body).toContain('```suggestion\n  back:\n    internal: true\n```');
  });

  test('lie where the lines are in the head', () => {
    expect(suggested(open, SHOP, `# first\n${open}`)[0]?.[0]?.start).toBe(6);
    expect(suggested(open, SHOP, 'services: {}\n')).toEqual([]);
  });

  test('are left out for what was there before, for credentials, and where line breaks would be lost', () => {
    expect(suggested(open, open)).toEqual([]);
    const password = SHOP.replace('postgres:17\n', 'postgres:17\n    environment: { POSTGRES_PASSWORD: hunter22x }\n');
    expect(suggested(password, SHOP)).toEqual([]);
    expect(suggested(open.replaceAll('\n', '\r\n'), SHOP.replaceAll('\n', '\r\n'))).toEqual([]);
  });
});
