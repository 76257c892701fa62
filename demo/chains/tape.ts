import { z } from "zod";
import { parseJson, readText, validate } from "./validate.ts";

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
 * Reads a tape file: JSON Lines, one block a line. (V8 does not say where in a text its JSON is wrong; line by line,
 * the place is known, and tapes can be joined and cut with ordinary tools.)
 *
 * @throws ClearspanError TAPE_INVALID naming the file, the line, and the field.
 */
export function loadTape(file: string): Tape {
  const blocks: unknown[] = [];
  const lineNumbers: number[] = [];
  for (const [index, line] of readText(file).split("\n").entries()) {
    if (line.trim() === "") continue;
    blocks.push(parseJson(line, `${file}, line ${index + 1}`));
    lineNumbers.push(index + 1);
  }
  return validate(blocks, tapeSchema, file, (entry) => `line ${lineNumbers[entry]}`);
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
