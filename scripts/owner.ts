import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * `node scripts/owner.ts NAME`: whose repository this is, wherever a page, a workflow or the package says it.
 * `--check`: fails where a place says another owner than `repository` in `package.json`, the place that counts.
 */

/** An action, a page or an image of ours: `uses: OWNER/bulkhead@v1`, `github.com/OWNER/bulkhead`, `ghcr.io/OWNER/bulkhead`, or a file as it is served. */
const OWNED = /(uses: |--repo |github(?:usercontent)?\.com\/|ghcr\.io\/)([A-Za-z\d-]+)(\/bulkhead\b)/g;

const [word = ''] = process.argv.slice(2);
const { repository } = JSON.parse(readFileSync('package.json', 'utf8')) as { repository: { url: string } };
const owner = new RegExp(OWNED).exec(repository.url)?.[2];
const files = execFileSync(
  'git',
  ['ls-files', '*.json', '*.md', '*.yml', '*.yaml', 'Dockerfile', 'src/command/version.ts'],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter((file) => file !== '' && !file.startsWith('fixtures/'))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

if (word === '--check') {
  for (const { file, text } of files) {
    for (const [, before = '', said = ''] of text.matchAll(OWNED)) {
      if (said === cased(before, owner ?? '')) continue;
      console.error(`${file} says ${said}/bulkhead, package.json ${repository.url}. Run: node scripts/owner.ts NAME`);
      process.exitCode = 1;
    }
  }
} else if (/^[A-Za-z\d][A-Za-z\d-]{0,38}$/.test(word)) {
  for (const { file, text } of files) {
    const changed = text.replace(OWNED, (_, before: string, _said, end: string) => before + cased(before, word) + end);
    if (changed !== text) writeFileSync(file, changed);
  }
} else {
  console.error('usage: node scripts/owner.ts NAME, or --check; NAME is an account or organisation of GitHub');
  process.exitCode = 2;
}

/** Registries of images take no capitals. */
function cased(before: string, name: string): string {
  return before === 'ghcr.io/' ? name.toLowerCase() : name;
}
