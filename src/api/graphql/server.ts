import { stitchSchemas } from "@graphql-tools/stitch";
import { createYoga, type YogaServerInstance } from "graphql-yoga";
import type { ApiContext } from "./context.ts";
import { entitySubschema } from "./entities.ts";
import { codedErrors, maskError } from "./errors.ts";
import { limitPlugins } from "./limits.ts";
import { accountResolvers } from "./resolvers/account.ts";
import { anomalyResolvers } from "./resolvers/anomalies.ts";
import { bookResolvers } from "./resolvers/book.ts";
import { coverageResolvers } from "./resolvers/coverage.ts";
import { marketResolvers } from "./resolvers/market.ts";
import { rebalanceResolvers } from "./resolvers/rebalance.ts";
import { AddressScalar } from "./scalars.ts";
import { riskTypeDefs } from "./sdl.ts";

/** One schema: Ponder's entities and the risk types, with limits on every query and a code on every error. */
export async function createGraphqlServer(
  context: ApiContext,
): Promise<YogaServerInstance<object, ApiContext>> {
  const schema = stitchSchemas({
    subschemas: [await entitySubschema(context.db)],
    typeDefs: riskTypeDefs,
    resolvers: [
      { Address: AddressScalar },
      accountResolvers,
      anomalyResolvers,
      bookResolvers,
      coverageResolvers,
      marketResolvers,
      rebalanceResolvers,
    ],
  });
  return createYoga<object, ApiContext>({
    schema,
    context: () => context,
    graphqlEndpoint: "/graphql",
    landingPage: false,
    graphiql: false,
    batching: false,
    logging: false,
    maskedErrors: { maskError },
    plugins: [...limitPlugins, codedErrors],
  });
}
