import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Database, decodeCheckpoint, readClocks } from "../../../src/api/store/clocks.ts";
import { readConsistently } from "../../../src/api/store/consistent.ts";

interface Checkpoint {
  readonly blockTimestamp: bigint;
  readonly chainId: bigint;
  readonly blockNumber: bigint;
  readonly transactionIndex: bigint;
  readonly eventType: number;
  readonly eventIndex: bigint;
}

/** Ponder writes checkpoints with this; it does not export it. */
const { encodeCheckpoint }: { encodeCheckpoint(checkpoint: Checkpoint): string } = await import(
  new URL("../../../node_modules/ponder/dist/esm/utils/checkpoint.js", import.meta.url).href
);

const checkpoint = (chainId: number, blockNumber: number, timestamp: number) =>
  encodeCheckpoint({
    blockTimestamp: BigInt(timestamp),
    chainId: BigInt(chainId),
    blockNumber: BigInt(blockNumber),
    transactionIndex: 9_999_999_999_999_999n,
    eventType: 5,
    eventIndex: 9_999_999_999_999_999n,
  });

const row = (chain_id: number | string, latest: string, finalized: string) => ({
  chain_id,
  latest_checkpoint: latest,
  finalized_checkpoint: finalized,
});

/** A database whose checkpoints are, look by look, what is given; the last look lasts. */
function databaseOf(...looks: readonly (readonly ReturnType<typeof row>[])[]): Database {
  let look = 0;
  const execute = async () => ({ rows: looks[Math.min(look++, looks.length - 1)] });
  return { execute } as unknown as Database;
}

describe("a checkpoint", () => {
  it("holds the time and number of a block", () => {
    const written =
      "1764680021" + "0000000000042161" + "0000000400000000" + "9999999999999999" + "5" + "0000000000000012";
    expect(decodeCheckpoint(written)).toEqual({ timestamp: 1_764_680_021, blockNumber: 400_000_000 });
  });

  it("is read as Ponder writes it, whatever the numbers", () => {
    fc.assert(
      fc.property(
        fc.nat(2_000_000_000),
        fc.nat(10_000_000),
        fc.maxSafeNat(),
        fc.maxSafeNat(),
        fc.integer({ min: 0, max: 9 }),
        (blockTimestamp, chainId, blockNumber, index, eventType) => {
          const written = encodeCheckpoint({
            blockTimestamp: BigInt(blockTimestamp),
            chainId: BigInt(chainId),
            blockNumber: BigInt(blockNumber),
            transactionIndex: BigInt(index),
            eventType,
            eventIndex: BigInt(index),
          });
          expect(written).toHaveLength(75);
          expect(decodeCheckpoint(written)).toEqual({ timestamp: blockTimestamp, blockNumber });
        },
      ),
    );
  });
});

describe("clocks", () => {
  it("say how far each chain is indexed, and how far a reorg can no longer reach", async () => {
    const rows = [
      row(957, checkpoint(957, 12, 1_700_000_020), checkpoint(957, 10, 1_700_000_010)),
      // node-postgres gives a bigint column as a string.
      row("42161", checkpoint(42161, 400, 1_700_000_030), checkpoint(42161, 0, 0)),
    ];
    expect(await readClocks(databaseOf(rows))).toEqual([
      { chainId: 957, chain: "derive", blockNumber: 12, timestamp: 1_700_000_020, finalizedBlockNumber: 10 },
      {
        chainId: 42161,
        chain: "arbitrum",
        blockNumber: 400,
        timestamp: 1_700_000_030,
        finalizedBlockNumber: 0,
      },
    ]);
  });

  it("of a chain that the catalog does not know are called by its id", async () => {
    const at = checkpoint(5000, 1, 1);
    expect(await readClocks(databaseOf([row(5000, at, at)]))).toMatchObject([{ chain: "5000" }]);
  });

  it("of another length are refused: Ponder's format has changed", async () => {
    await expect(readClocks(databaseOf([row(957, "1".repeat(74), "1".repeat(74))]))).rejects.toThrow();
  });
});

describe("a consistent read", () => {
  const now = (block: number) => [row(957, checkpoint(957, block, block), checkpoint(957, 0, 0))];

  it("is done once while no chain moves", async () => {
    const seen: number[] = [];
    const read = await readConsistently(databaseOf(now(1)), async ([clock]) => {
      seen.push(clock?.blockNumber ?? 0);
      return "value";
    });
    expect(read).toMatchObject({ value: "value", clocks: [{ blockNumber: 1 }] });
    expect(seen).toEqual([1]);
  });

  it("is done again when a chain moved meanwhile, and carries the clocks of the read that counts", async () => {
    const seen: number[] = [];
    const read = await readConsistently(databaseOf(now(1), now(2), now(2)), async ([clock]) => {
      seen.push(clock?.blockNumber ?? 0);
      return seen.length;
    });
    expect(seen).toEqual([1, 2]);
    expect(read).toMatchObject({ value: 2, clocks: [{ blockNumber: 2 }] });
  });

  it("is done once when only chains moved that the value does not rest on", async () => {
    const other = (block: number) => row(42161, checkpoint(42161, block, block), checkpoint(42161, 0, 0));
    let reads = 0;
    const looks = [1, 2, 3].map((block) => [...now(1), other(block)]);
    await readConsistently(
      databaseOf(...looks),
      async () => reads++,
      () => new Set([957]),
    );
    expect(reads).toBe(1);
  });

  it("is done again when a chain appears meanwhile", async () => {
    const both = [...now(1), row(42161, checkpoint(42161, 1, 1), checkpoint(42161, 0, 0))];
    let reads = 0;
    await readConsistently(databaseOf(now(1), both, both), async () => reads++);
    expect(reads).toBe(2);
  });

  it("gives up with a code that says to ask again when the chains are faster than it", async () => {
    const looks = Array.from({ length: 20 }, (_, i) => now(i));
    await expect(readConsistently(databaseOf(...looks), async () => null)).rejects.toMatchObject({
      code: "STALE_DATA",
      retryable: true,
    });
  });

  it("is done again when a reorg replaced the block by another of the same number", async () => {
    const reorged = [row(957, checkpoint(957, 1, 7), checkpoint(957, 0, 0))];
    let reads = 0;
    await readConsistently(databaseOf(now(1), reorged, reorged), async () => reads++);
    expect(reads).toBe(2);
  });
});
