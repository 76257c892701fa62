import { GraphQLError } from "graphql";
import type { Plugin } from "graphql-yoga";
import { ClearspanError } from "../../errors.ts";

/**
 * Gives every error a code, whether a retry may help, and the page that explains it. Errors that nobody foresaw are
 * INTERNAL and keep their message to themselves.
 */
export function maskError(error: unknown): GraphQLError {
  const original = error instanceof GraphQLError ? error.originalError : error;
  if (original instanceof ClearspanError) {
    const { code, retryable, docs } = original;
    const message = [original.shortMessage, original.details].filter(Boolean).join(" ");
    return withPath(error, message, { code, retryable, docs });
  }
  if (error instanceof GraphQLError) {
    const { code } = error.extensions;
    if (typeof code === "string" && Object.hasOwn(DOCUMENTED, code)) return error;
    // A GraphQL error without a cause is about the query itself: syntax, unknown field, bad variable.
    if (original === undefined || original === null || original instanceof GraphQLError) {
      const inner = original instanceof GraphQLError ? original.extensions : {};
      return withPath(error, error.message, { ...BAD_USER_INPUT, ...inner });
    }
  }
  console.error(error);
  return withPath(error, "Something went wrong on our side.", {
    code: "INTERNAL",
    retryable: true,
    docs: "docs/errors.md#internal",
  });
}

/** Gives the errors of parsing and validation, which are not masked because nothing ran yet, our codes too. */
export const codedErrors: Plugin = {
  onResultProcess({ result, setResult }) {
    if (Symbol.asyncIterator in result || Array.isArray(result) || result.errors === undefined) return;
    const errors = result.errors.map((error) =>
      String(error.extensions.code).startsWith("GRAPHQL_")
        ? withPath(error, error.message, BAD_USER_INPUT)
        : error,
    );
    setResult({ ...result, errors });
  },
};

const BAD_USER_INPUT = { code: "BAD_USER_INPUT", retryable: false, docs: "docs/errors.md#bad-user-input" };
const DOCUMENTED = { BAD_USER_INPUT, LIMIT_EXCEEDED: true, NOT_FOUND: true, STALE_DATA: true };

function withPath(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLError {
  if (!(error instanceof GraphQLError)) return new GraphQLError(message, { extensions });
  const { nodes = null, source = null, positions = null, path = null } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
