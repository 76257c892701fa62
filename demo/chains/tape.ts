import { readFileSync } from "node:fs";
import { z } from "zod";
import { ClearspanError } from "../../src/errors.ts";
import { jsonErrorPlace } from "./json-place.ts";

const hexBytes = z
  .string()
  .regex(/^0x([0-9a-fA-F]{2})*$/, "must be 0x and an even number of hexadecimal digits")
  .transform((text) => text.toLowerCase() as `0x${string}`);
const fixedBytes = (size: number, what: string) =>
  hexBytes.refine(
    (text) => text.length === 2 + 2 * size,
    `must be ${what}: 0x and ${2 * size} hexadecimal digits`,
  );

export const tapeLogSchema = z.object({
  address: fixedBytes(20, "an address"),
  topics: z.array(fixedBytes(32, "a topic")).max(4, "a log has at most 4 topics"),
  data: hexBytes,
});

const tapeTransactionSchema = z.object({
  logs: z.array(tapeLogSchema).min(1, "a transaction needs at least one log"),
  /** Where a recorded transaction comes from. */
  origin: z
    .object({ blockNumber: z.int().nonnegative(), transactionHash: fixedBytes(32, "a transaction hash") })
    .optional(),
});

const tapeBlockSchema = z.object({
  chainId: z.int().positive(),
  time: z.int().positive(),
  transactions: z.array(tapeTransactionSchema),
});

const tapeSchema = z.array(tapeBlockSchema).superRefine((blocks, context) => {
  const latest = new Map<number, number>();
  for (const [index, { chainId, time }] of blocks.entries()) {
    const before = latest.get(chainId);
    if (before !== undefined && time < before) {
      const message = `is before the chain's previous block (${time} < ${before})`;
      context.addIssue({ code: "custom", path: [index, "time"], message });
    }
    latest.set(chainId, time);
  }
});

/** One log: address, topics and data in lower-case hexadecimal. */
export type TapeLog = z.output<typeof tapeLogSchema>;
/** The logs of one transaction in order, of any number of addresses. */
export type TapeTransaction = z.output<typeof tapeTransactionSchema>;
/** One block: chain id, timestamp in seconds, transactions in order (none for an empty block). */
export type TapeBlock = z.output<typeof tapeBlockSchema>;
/** Blocks of any number of chains; time never falls within a chain. */
export type Tape = readonly TapeBlock[];

/**
 * Reads a tape: a JSON array of blocks.
 *
 * @throws ClearspanError TAPE_INVALID naming the file, the line or entry, and the field.
 */
export function loadTape(file: string): Tape {
  return readJson(file, tapeSchema);
}

/**
 * Validates a tape that was built in memory and brings it to lower case.
 *
 * @param name what the error message calls it.
 * @throws ClearspanError TAPE_INVALID.
 */
export function parseTape(blocks: unknown, name = "the tape"): Tape {
  return validate(blocks, tapeSchema, name);
}

/** Joins tapes: each chain's blocks ordered by time, those of equal time in the order of the arguments. */
export function mergeTapes(...tapes: readonly Tape[]): Tape {
  return tapes.flat().sort((a, b) => a.time - b.time);
}

/** Every address that logs on the chain, once. */
export function tapeAddresses(tape: Tape, chainId: number): TapeLog["address"][] {
  const logs = tape
    .filter((block) => block.chainId === chainId)
    .flatMap((block) => block.transactions.flatMap((transaction) => transaction.logs));
  return [...new Set(logs.map((log) => log.address))];
}

/**
 * Reads and validates a JSON file.
 *
 * @throws ClearspanError TAPE_INVALID: unreadable, not JSON (with line and column), or not of the schema.
 */
export function readJson<T>(file: string, schema: z.ZodType<T>): T {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const details = `${cause instanceof Error ? cause.message : cause}. Check the path and its permissions.`;
    throw new ClearspanError("TAPE_INVALID", `${file} cannot be read.`, { details, cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const details = `${jsonErrorPlace(text, message)}: ${message}`;
    throw new ClearspanError("TAPE_INVALID", `${file} is not valid JSON.`, { details, cause });
  }
  return validate(value, schema, file);
}

const maxIssues = 5;

function validate<T>(value: unknown, schema: z.ZodType<T>, name: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  const lines = issues.slice(0, maxIssues).map((issue) => `${describePath(issue.path)}: ${issue.message}`);
  if (issues.length > maxIssues) lines.push(`and ${issues.length - maxIssues} more`);
  throw new ClearspanError("TAPE_INVALID", `${name} does not have the form of a tape or recording.`, {
    details: lines.join("\n"),
    cause: result.error,
  });
}

/** [3, "transactions", 0, "time"] becomes "entry 3, field transactions[0].time". */
function describePath(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path;
  const entry = typeof first === "number" ? `entry ${first}` : undefined;
  const field = (entry ? rest : path)
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
  return [entry, field && `field ${field}`].filter(Boolean).join(", ") || "the whole file";
}
