import { maxAliasesPlugin } from "@escape.tech/graphql-armor-max-aliases";
import { maxDepthPlugin } from "@escape.tech/graphql-armor-max-depth";
import { maxTokensPlugin } from "@escape.tech/graphql-armor-max-tokens";
import { GraphQLError } from "graphql";

/** What one query may ask for. A single account takes about 150 tokens and a depth of 5. */
export const LIMITS = {
  depth: 10,
  aliases: 15,
  tokens: 1_000,
  bodyBytes: 32 * 1024,
  timeoutMs: 5_000,
  /** Readers of live updates at once. */
  subscribers: 200,
} as const;

/** Rows of one page. */
export const MAX_PAGE = 100;

/** Rejects with LIMIT_EXCEEDED and the limit's own words. */
const onReject = [
  (_: unknown, error: GraphQLError) => {
    throw limitExceeded(error.message.replace(/^Syntax Error: /, ""));
  },
];

export function limitExceeded(message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: "LIMIT_EXCEEDED", retryable: false, docs: "docs/errors.md#limit-exceeded" },
  });
}

/** Plugins that bound a query before it runs. Introspection is public and exempt from the depth limit. */
export const limitPlugins = [
  maxTokensPlugin({ n: LIMITS.tokens, onReject }),
  maxDepthPlugin({ n: LIMITS.depth, ignoreIntrospection: true, onReject }),
  maxAliasesPlugin({ n: LIMITS.aliases, allowList: [], onReject }),
];
