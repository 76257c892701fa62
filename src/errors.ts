/** Stable error codes of the product's edges; the same words appear in GraphQL `extensions.code`. */
export type ErrorCode =
  | "BAD_USER_INPUT"
  | "NOT_FOUND"
  | "STALE_DATA"
  | "UNPRICED"
  | "LIMIT_EXCEEDED"
  | "CONFIG_INVALID"
  | "RPC_UNREACHABLE"
  | "RPC_WRONG_CHAIN"
  | "PORT_IN_USE"
  | "TAPE_INVALID"
  | "CHILD_FAILED"
  | "INTERNAL";

interface ErrorOptions {
  /** What exactly was wrong, and how to mend it. */
  readonly details?: string;
  /** Whether the same call may succeed later without a change. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/**
 * Base class of every error that clearspan raises at an edge (configuration, RPC, API, CLI).
 * The engine never throws: it returns issues (engine/result.ts).
 */
export class ClearspanError extends Error {
  override readonly name = "ClearspanError";
  readonly code: ErrorCode;
  readonly shortMessage: string;
  readonly details: string | undefined;
  readonly retryable: boolean;
  /** Path of the page that explains the code. */
  readonly docs: string;

  constructor(code: ErrorCode, shortMessage: string, options: ErrorOptions = {}) {
    const docs = `docs/errors.md#${code.toLowerCase().replaceAll("_", "-")}`;
    super([shortMessage, options.details, `See ${docs} (${code})`].filter(Boolean).join("\n"), {
      cause: options.cause,
    });
    this.code = code;
    this.shortMessage = shortMessage;
    this.details = options.details;
    this.retryable = options.retryable ?? false;
    this.docs = docs;
  }
}
