import schema from "ponder:schema";
import type { Executor } from "@graphql-tools/utils";
import { schemaFromExecutor } from "@graphql-tools/wrap";
import { print } from "graphql";
import { Hono } from "hono";
import { graphql } from "ponder";
import type { Database } from "../store/clocks.ts";

/** The outer server limits what users ask; these only have to let a stitched part of that, and introspection, pass. */
const INNER_LIMITS = { maxOperationAliases: 100, maxOperationDepth: 100, maxOperationTokens: 4_000 };

/**
 * Ponder's own GraphQL of the indexed tables, as an executable subschema. Ponder does not export its schema builder, so
 * its middleware is mounted on an application of its own and called in memory.
 */
export async function entitySubschema(db: Database) {
  const inner = new Hono().use("/", graphql({ db, schema }, INNER_LIMITS));
  const executor: Executor = async ({ document, variables }) => {
    const response = await inner.request("/", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: print(document), variables }),
    });
    return response.json();
  };
  return { schema: await schemaFromExecutor(executor), executor };
}
