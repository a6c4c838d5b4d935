import { policyShape } from './policy.ts';
import type { JsonSchema } from './shape.ts';

/** JSON Schema of the policy file, from the definition that reads it. */
export function schemaOf(ruleIds: readonly string[]): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Bulkhead policy',
    description: 'What a repository states about its Compose projects, in .github/bulkhead.yaml.',
    ...policyShape(ruleIds).schema,
  };
}
