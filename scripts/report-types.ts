import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { declarationsOf, schemaOfType } from './published/types.ts';

/**
 * Writes what readers of `--format json` take: `report.d.ts` and `report.schema.json`, both from the types of the report.
 * `--check`: fails if they are not what they should be.
 */

const SOURCE = 'src/review/report/report.ts';
const wanted = {
  'report.d.ts': await format(declarationsOf(SOURCE, 'Report'), {
    ...(await resolveConfig(SOURCE)),
    parser: 'typescript',
  }),
  'report.schema.json': await format(
    JSON.stringify({
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'What `bulkhead check --format json` and `bulkhead diff --format json` print',
      ...schemaOfType(SOURCE, 'Report'),
    }),
    { parser: 'json', printWidth: 120 },
  ),
};

for (const [file, text] of Object.entries(wanted)) {
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is not what ${SOURCE} gives. Run: node scripts/report-types.ts`);
    process.exitCode = 1;
  }
}
