import { buildSchema, graphqlSync, type GraphQLSchema } from 'graphql';
import { readFileSync } from 'node:fs';

/** What a query finds, field by field: values, or functions of a field's arguments. */
export type Graph = Readonly<Record<string, unknown>>;

/** What GitHub answers to a query, by its own schema: https://github.com/octokit/graphql-schema. */
export function graphAnswer(query: string, variables: Readonly<Record<string, unknown>>, graph: Graph): GraphAnswer {
  schema ??= buildSchema(readFileSync('node_modules/@octokit/graphql-schema/schema.graphql', 'utf8'), {
    assumeValid: true,
  });
  const { data, errors = [] } = graphqlSync({ schema, source: query, variableValues: variables, rootValue: graph });
  return { data: data ?? null, errors: errors.map(({ message }) => message) };
}

export interface GraphAnswer {
  readonly data: unknown;
  /** What is wrong with the query, or with what the graph has for it. */
  readonly errors: readonly string[];
}

let schema: GraphQLSchema | null = null;
