import { ClearspanError } from "../../errors.ts";
import { type AsOf, type Database, readClocks } from "./clocks.ts";

const ATTEMPTS = 4;

/**
 * Reads several tables as of one moment: the read is done again when a chain advanced meanwhile, so that an answer
 * never mixes two blocks of a chain. (Ponder's read-only handle has no transactions, and PGlite has one connection.)
 * @throws ClearspanError STALE_DATA when the chains advance faster than the tables can be read
 */
export async function readConsistently<T>(
  db: Database,
  read: (clocks: readonly AsOf[]) => Promise<T>,
): Promise<{ clocks: readonly AsOf[]; value: T }> {
  let before = await readClocks(db);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const value = await read(before);
    const after = await readClocks(db);
    if (sameClocks(before, after)) return { clocks: before, value };
    before = after;
  }
  throw new ClearspanError("STALE_DATA", "The chains advanced while the answer was being read.", {
    details: "Ask again.",
    retryable: true,
  });
}

function sameClocks(a: readonly AsOf[], b: readonly AsOf[]): boolean {
  return a.length === b.length && a.every((clock, i) => clock.blockNumber === b[i]?.blockNumber);
}
