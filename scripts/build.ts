/**
 * Bundles the two entries into dist/, which is committed: `npm run build`. The same sources give the same bytes. What only pictures need, the engine
 * that lays them out and what makes PNG of them, lies in files of its own: no other call reads them.
 */
import { copyFileSync, readFileSync, writeFileSync, existsSync, readdirSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

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

/** Packages that only pictures need, by the name of their file in dist/drawing. */
const DRAWING = { graphviz: '@viz-js/viz', resvg: '@resvg/resvg-wasm' };
/** Files of packages that pictures need beside code. */
const BESIDE = {
  'resvg.wasm': '@resvg/resvg-wasm/index_bg.wasm',
  'DejaVuSans.ttf': 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
};
const apart: Plugin = {
  name: 'apart',
  setup: (bundle) => {
    for (const [name, packaged] of Object.entries(DRAWING))
      // esbuild reads filters as Go does: it knows no flag `u`.
      bundle.onResolve({ filter: new RegExp(`^${packaged}$`) }, () => ({
        path: `./drawing/${name}.js`,
        external: true,
      }));
  },
};

const cli = await build({
  ...shared,
  entryPoints: ['src/cli.ts'],
  outfile: 'dist/cli.js',
  target: 'node20',
  plugins: [apart],
});
const drawing = await build({
  ...shared,
  entryPoints: DRAWING,
  outdir: 'dist/drawing',
  target: 'node20',
});
for (const [name, packaged] of Object.entries(BESIDE))
  copyFileSync(join(NODE_MODULES, packaged), join('dist/drawing', name));
const action = await build({ ...shared, entryPoints: ['src/action.ts'], outfile: 'dist/action.js', target: 'node24' });
mkdirSync('dist', { recursive: true });
writeFileSync('dist/package.json', '{ "type": "module" }\n');
writeFileSync(
  'dist/licenses.txt',
  licensesOf([
    ...[cli, action, drawing].flatMap(({ metafile }) => Object.keys(metafile.inputs)),
    ...Object.values(BESIDE).map((packaged) => NODE_MODULES + packaged),
  ]) + readFileSync('scripts/licenses-inside.txt', 'utf8'),
);

/** Licence texts of every package that a bundle holds. */
function licensesOf(inputs: readonly string[]): string {
  const folders = new Set(inputs.filter((input) => input.includes(NODE_MODULES)).map(packageFolder));
  return [...folders].sort().map(licenseOf).join('\n') + '\n';
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
