import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder } from './repository.ts';
import { bulkhead } from './terminal.ts';

const COMPOSE = 'services:\n  web: { image: nginx, ports: ["80:80"] }\n';
const MARKS = '<!-- bulkhead graph -->\n<!-- /bulkhead graph -->\n';

describe('the ending of the file says the format', () => {
  test.each([
    ['map.svg', '<svg xmlns='],
    ['map.SVG', '<svg xmlns='],
    ['map.mmd', '---\nconfig:'],
    ['map.dot', 'digraph bulkhead {'],
    ['map.json', '{\n  "nodes"'],
    ['map.txt', '---\nconfig:'],
  ])('%s', async (file, beginning) => {
    const place = folder({ 'compose.yaml': COMPOSE });
    const { exitCode, printed } = await bulkhead(['graph', '-o', file], place);
    expect([exitCode, printed]).toEqual([0, '']);
    expect(readFileSync(join(place, file), 'utf8').slice(0, beginning.length)).toBe(beginning);
  });

  test('--format says it where it is given', async () => {
    const place = folder({ 'compose.yaml': COMPOSE });
    await bulkhead(['graph', '-o', 'map.svg', '--format', 'dot'], place);
    expect(readFileSync(join(place, 'map.svg'), 'utf8')).toMatch(/^digraph/u);
  });
});

test('services that share a network namespace stand in one frame, within that of their project', async () => {
  const vpn = [
    'services:',
    '  vpn: { image: qmcgaw/gluetun, ports: ["8080:8080"] }',
    '  torrent: { image: linuxserver/qbittorrent, network_mode: "service:vpn", volumes: [data:/data] }',
    '  plex: { image: plexinc/pms-docker }',
    'volumes:',
    '  data: {}',
  ].join('\n');
  const place = folder({ 'media/compose.yaml': vpn, 'shop/compose.yaml': COMPOSE });
  const { printed } = await bulkhead(['graph'], place);
  expect(printed).toMatch(
    /subgraph p0\["media"\]\n[^]*?"plex"[^]*? {4}subgraph p0n0\["one network namespace"\]\n(?: {6}s\d+\["(?:torrent|vpn)<br\/>8080"\]:::service\n){2} {4}end/u,
  );
  const dot = (await bulkhead(['graph', '--format', 'dot'], place)).printed;
  expect(dot).toContain('    subgraph cluster_0_0 {\n      graph [label="one network namespace", style=dotted]');
  const svg = (await bulkhead(['graph', '--format', 'svg'], place)).printed;
  expect(svg.match(/<text class="title"[^>]*>[^<]*/gu)?.map((text) => text.replace(/.*>/u, ''))).toEqual([
    'media',
    'one network namespace',
    'shop',
  ]);
});

test('a PNG has the size of the picture twice, and text in it', async () => {
  const place = folder({ 'compose.yaml': COMPOSE });
  expect((await bulkhead(['graph', '-o', 'map.png'], place)).exitCode).toBe(0);
  await bulkhead(['graph', '-o', 'map.svg'], place);
  const bytes = readFileSync(join(place, 'map.png'));
  const [, width = ''] = / width="([\d.]+)"/u.exec(readFileSync(join(place, 'map.svg'), 'utf8')) ?? [];
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(Math.abs(bytes.readUInt32BE(16) - 2 * Number(width))).toBeLessThanOrEqual(2);
  expect(bytes.length).toBeGreaterThan(5_000);
});

test.each([
  [['--format', 'png'], 'a PNG is no text for a terminal; say where to write it, as -o map.png'],
  [['--theme', 'blue'], '--theme takes auto, light or dark, not "blue"'],
  [['--check'], '--check says whether the diagram in a file is current: name the file, as --update README.md'],
  [
    ['--update', 'README.md', '-o', 'x'],
    '--update writes Mermaid into the file that it names; leave out --output and --format',
  ],
  [
    ['--update', 'README.md', '--format', 'svg'],
    '--update writes Mermaid into the file that it names; leave out --output and --format',
  ],
  [['--update', 'none.md'], 'cannot read none.md'],
  [
    ['--update', 'plain.md'],
    'plain.md:1: it has no place for a diagram; write these two lines where it should be: <!-- bulkhead graph --> and <!-- /bulkhead graph -->',
  ],
  [['--update', 'open.md'], 'open.md:2: <!-- bulkhead graph --> is not followed by <!-- /bulkhead graph -->'],
  [['--update', 'twice.md'], 'twice.md:3: it has the marks of a diagram more than once'],
  [['--update', 'bytes.md'], 'cannot read bytes.md'],
])('%j is refused', async (words, message) => {
  const place = folder({
    'compose.yaml': COMPOSE,
    'README.md': MARKS,
    'plain.md': '# Shop\n',
    'open.md': '# Shop\n<!-- bulkhead graph -->\n',
    'twice.md': MARKS + MARKS,
    'bytes.md/file': '',
  });
  const { exitCode, complained, printed } = await bulkhead(['graph', ...words], place);
  expect([exitCode, printed]).toEqual([2, '']);
  expect(complained).toContain(message);
});

describe('a diagram in a page', () => {
  test('is written between its marks, is current then, and is stale after a change', async () => {
    const page = `# Shop\n\n${MARKS}\nMore.\n`;
    const place = folder({ 'compose.yaml': COMPOSE, 'README.md': page });
    const graph = (...words: readonly string[]) => bulkhead(['graph', '--update', 'README.md', ...words], place);
    expect(await graph('--check')).toEqual({
      exitCode: 1,
      printed: '',
      complained: 'README.md:3: the diagram is not the current one; run the same call without --check\n',
    });
    expect(readFileSync(join(place, 'README.md'), 'utf8')).toBe(page);
    expect(await graph()).toEqual({ exitCode: 0, printed: '', complained: '' });
    const written = readFileSync(join(place, 'README.md'), 'utf8');
    expect(written).toMatch(
      /^# Shop\n\n<!-- bulkhead graph -->\n\n```mermaid\n---\nconfig:[^]*"web<br\/>80"[^]*```\n\n<!-- \/bulkhead graph -->\n\nMore\.\n$/u,
    );
    expect(await graph('--check')).toEqual({ exitCode: 0, printed: '', complained: '' });
    const other = folder({ 'compose.yaml': COMPOSE.replace('web', 'shop'), 'README.md': written });
    expect((await bulkhead(['graph', '--update', 'README.md', '--check'], other)).exitCode).toBe(1);
  });

  test('keeps the line ends of the page, and takes no marks in a block of code for its own', async () => {
    const page = `\`\`\`md\n${MARKS}\`\`\`\n${MARKS}`.replaceAll('\n', '\r\n');
    const place = folder({ 'compose.yaml': COMPOSE, 'README.md': page });
    expect((await bulkhead(['graph', '--update', 'README.md'], place)).exitCode).toBe(0);
    const written = readFileSync(join(place, 'README.md'), 'utf8');
    expect(written.slice(0, page.length / 2)).toBe(page.slice(0, page.length / 2));
    expect(written.replaceAll('\r\n', '')).not.toContain('\n');
    expect(written).toContain('web<br/>80');
  });

  test('what was not understood is said, and ends with 2', async () => {
    const place = folder({ 'compose.yaml': `${COMPOSE}  db: { imag: x }\n`, 'README.md': MARKS });
    const { exitCode, complained } = await bulkhead(['graph', '--update', 'README.md'], place);
    expect(exitCode).toBe(2);
    expect(complained).toContain('compose.yaml:3:');
  });
});
