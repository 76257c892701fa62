import { ClearspanError } from "../../errors.ts";
import { type AsOf, type Database, readClocks } from "./clocks.ts";

const ATTEMPTS = 4;

/**
 * Reads several tables as of one moment: the read is done again when a chain of the answer moved meanwhile, so that an
 * answer never mixes two blocks of a chain. (Ponder's read-only handle has no transactions, and PGlite has one
 * connection.) A reorg to a branch of the same height and time is not noticed: Ponder's checkpoints name no hash.
 * @param chainsOf the chains that a value rests on; all of them when absent
 * @throws ClearspanError STALE_DATA when the chains advance faster than the tables can be read
 */
export async function readConsistently<T>(
  db: Database,
  read: (clocks: readonly AsOf[]) => Promise<T>,
  chainsOf: (value: T) => ReadonlySet<number> | null = () => null,
): Promise<{ clocks: readonly AsOf[]; value: T }> {
  let before = await readClocks(db);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const value = await read(before);
    const after = await readClocks(db);
    const chains = chainsOf(value);
    const involved = (clocks: readonly AsOf[]) =>
      clocks.filter(({ chainId }) => chains === null || chains.has(chainId));
    if (sameClocks(involved(before), involved(after))) return { clocks: before, value };
    before = after;
  }
  throw new ClearspanError("STALE_DATA", "The chains advanced while the answer was being read.", {
    details: "Ask again.",
    retryable: true,
  });
}

function sameClocks(a: readonly AsOf[], b: readonly AsOf[]): boolean {
  const same = (x: AsOf, y: AsOf | undefined) =>
    x.chainId === y?.chainId && x.blockNumber === y.blockNumber && x.timestamp === y.timestamp;
  return a.length === b.length && a.every((clock, i) => same(clock, b[i]));
}
