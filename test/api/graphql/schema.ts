import { readFileSync } from "node:fs";
import {
  buildSchema,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  graphql,
  isEnumType,
  isRequiredArgument,
  isScalarType,
} from "graphql";
import type { ApiContext } from "../../../src/api/graphql/context.ts";
import { accountResolvers } from "../../../src/api/graphql/resolvers/account.ts";
import { anomalyResolvers } from "../../../src/api/graphql/resolvers/anomalies.ts";
import { bookResolvers } from "../../../src/api/graphql/resolvers/book.ts";
import { coverageResolvers } from "../../../src/api/graphql/resolvers/coverage.ts";
import { marketResolvers } from "../../../src/api/graphql/resolvers/market.ts";
import { rebalanceResolvers } from "../../../src/api/graphql/resolvers/rebalance.ts";
import { AddressScalar } from "../../../src/api/graphql/scalars.ts";

type Resolver = GraphQLFieldResolver<unknown, ApiContext>;
type ByField = Readonly<Record<string, Resolver>>;

const maps = [
  accountResolvers,
  anomalyResolvers,
  bookResolvers,
  coverageResolvers,
  marketResolvers,
  rebalanceResolvers,
] as unknown as readonly Readonly<Record<string, ByField>>[];

/** Resolvers of one type, from whichever file they are in. */
export const resolversOf = (type: string): ByField =>
  Object.assign({}, ...maps.map((map) => map[type] ?? {}));
export const resolvedTypes = [...new Set(maps.flatMap((map) => Object.keys(map)))];

/** The published schema: the risk types together with Ponder's entities. */
export const published = readFileSync(new URL("../../../docs/schema.graphql", import.meta.url), "utf8");

/** The published schema with our resolvers: what the server runs, less Ponder's own queries. */
export function riskSchema(): GraphQLSchema {
  const schema = buildSchema(published);
  for (const name of resolvedTypes) {
    const type = schema.getType(name);
    if (!(type instanceof GraphQLObjectType)) continue;
    for (const [field, resolve] of Object.entries(resolversOf(name))) {
      const own = type.getFields()[field];
      if (own === undefined)
        throw new Error(`${name}.${field} has a resolver and is not in docs/schema.graphql`);
      own.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
    }
  }
  Object.assign(schema.getType("Address") ?? {}, {
    serialize: AddressScalar.serialize,
    parseValue: AddressScalar.parseValue,
    parseLiteral: AddressScalar.parseLiteral,
  });
  return schema;
}

const ask = riskSchema();

export function answer(source: string, contextValue: ApiContext): Promise<ExecutionResult> {
  return graphql({ schema: ask, source, contextValue });
}

/** A selection of every field of a type; of entities only the columns, because their relations are Ponder's. */
export function everything(name: string): string {
  return selection(ask.getType(name));
}

function selection(type: GraphQLNamedType | undefined): string {
  if (!(type instanceof GraphQLObjectType)) return "";
  const isEntity = /^[a-z]/.test(type.name);
  const fields = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument)) return [];
    const of = getNamedType(field.type);
    if (isScalarType(of) || isEnumType(of)) return [field.name];
    return isEntity ? [] : [`${field.name} ${selection(of)}`];
  });
  return `{ ${fields.join(" ")} }`;
}
