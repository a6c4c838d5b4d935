import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { schemaOf } from '../src/policy/shape/json-schema.ts';
import { RULES } from '../src/rules/index.ts';

/** Writes `bulkhead.schema.json`, which editors check a policy file with. `--check`: fails if it is not what it should be. */

const FILE = 'bulkhead.schema.json';
const wanted = await format(JSON.stringify(schemaOf(RULES.map(({ id }) => id))), { parser: 'json', printWidth: 120 });
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, wanted);
} else if (readFileSync(FILE, 'utf8') !== wanted) {
  console.error(`${FILE} is not what the policy's definition gives. Run: node scripts/schema.ts`);
  process.exitCode = 1;
}
