/** Bundles the two entries into dist/, which is committed: `npm run build`. The same sources give the same bytes. */
import { readFileSync, writeFileSync, existsSync, readdirSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const NODE_MODULES = 'node_modules/';

const shared = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  legalComments: 'none',
  charset: 'utf8',
  metafile: true,
  logLevel: 'warning',
  // Packages are called the same wherever node_modules really lies.
  preserveSymlinks: true,
  // Every Node that it runs on has `\\p{…}`; otherwise each such literal in a loop is made anew in every round.
  supported: { 'regexp-unicode-property-escapes': true },
  // CommonJS packages inside an ES module call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as createRequireForBundle } from 'node:module';\nconst require = createRequireForBundle(import.meta.url);",
  },
} as const;

const cli = await build({ ...shared, entryPoints: ['src/cli.ts'], outfile: 'dist/cli.js', target: 'node20' });
const action = await build({ ...shared, entryPoints: ['src/action.ts'], outfile: 'dist/action.js', target: 'node24' });
mkdirSync('dist', { recursive: true });
writeFileSync('dist/package.json', '{ "type": "module" }\n');
writeFileSync(
  'dist/licenses.txt',
  licensesOf([...Object.keys(cli.metafile.inputs), ...Object.keys(action.metafile.inputs)]),
);

/** Licence texts of every package that a bundle holds. */
function licensesOf(inputs: readonly string[]): string {
  const folders = new Set(inputs.filter((input) => input.includes(NODE_MODULES)).map(packageFolder));
  return [...folders].sort().map(licenseOf).join('\n');
}

function packageFolder(input: string): string {
  const start = input.lastIndexOf(NODE_MODULES) + NODE_MODULES.length;
  const parts = input.slice(start).split('/');
  const name = parts[0]?.startsWith('@') ? parts.slice(0, 2) : parts.slice(0, 1);
  return input.slice(0, start) + name.join('/');
}

function licenseOf(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { name, version, license } = manifest as { name: string; version: string; license?: string };
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim() : '';
  return `${name} ${version} (${license ?? 'see text'})\n\n${text.replaceAll('\r\n', '\n')}\n\n---\n`;
}
