import { describe, expect, it } from "vitest";
import { integrityAnomaly, liquidityPool, oracleFeed, oracleRound, poolTick } from "../../ponder.schema.ts";
import { poolsOf } from "../../src/catalog/pools.ts";
import type { Fact } from "../../src/ledger/facts.ts";
import { initialized, liquidityChanged, swapped } from "../../src/liquidity/facts.ts";
import { record } from "../../src/oracles/record.ts";
import { at } from "../ledger/support.ts";
import { type MemoryStore, memoryStore } from "../support/memoryStore.ts";

const [terms] = poolsOf(42161).values();
if (terms === undefined) throw new Error("no pool in the catalog");
const Q96 = 1n << 96n;

/** Tells facts in order, each list by a log of a block of its own. */
async function told(...lists: readonly (readonly Fact[])[]): Promise<MemoryStore> {
  const memory = memoryStore();
  for (const [i, facts] of lists.entries()) await record(memory.store, at(i + 1), facts);
  return memory;
}
const mint = (lower: number, upper: number, delta: bigint) => liquidityChanged(terms, lower, upper, delta);
const swap = (block: number, tick: number, liquidity: bigint) =>
  swapped(terms, at(block), { sqrtPriceX96: Q96, tick, liquidity });

describe("a pool", () => {
  it("starts with a price, and gains what is minted around its tick", async () => {
    const memory = await told(
      [initialized(terms, Q96, 0)],
      mint(-10, 20, 5n),
      mint(10, 30, 7n),
      mint(-30, 0, 9n),
    );
    expect(memory.row(liquidityPool)).toMatchObject({
      poolId: terms.poolId,
      asset: "ETH",
      quote: "USD",
      decimals0: 18,
      decimals1: 6,
      liquidity: 5n,
      isComplete: true,
      swappedAt: null,
    });
    expect(memory.rows(poolTick).map(({ tick, gross, net }) => [tick, gross, net])).toEqual([
      [-10, 5n, 5n],
      [20, 5n, -5n],
      [10, 7n, 7n],
      [30, 7n, -7n],
      [-30, 9n, 9n],
      [0, 9n, -9n],
    ]);
  });

  it("keeps a burnt tick as zeros, and one that ends as much as begins with its gross", async () => {
    const memory = await told(
      [initialized(terms, Q96, 0)],
      mint(-10, 10, 5n),
      mint(10, 20, 5n),
      mint(-10, 10, -5n),
      mint(-20, 10, 5n),
    );
    const rows = Object.fromEntries(
      memory.rows(poolTick).map(({ tick, gross, net }) => [tick, [gross, net]]),
    );
    expect(rows).toEqual({ [-20]: [5n, 5n], [-10]: [0n, 0n], 10: [10n, 0n], 20: [5n, -5n] });
  });

  it("takes from a swap its state, and gives its price to the feed of the pool", async () => {
    const memory = await told([initialized(terms, Q96, 0)], mint(-10, 20, 5n), swap(3, 4, 5n));
    expect(memory.row(liquidityPool)).toMatchObject({ tick: 4, liquidity: 5n, swappedAt: at(3).timestamp });
    expect(memory.row(oracleFeed)).toMatchObject({
      family: "uniswap-v3",
      address: terms.address,
      feedId: terms.poolId,
      asset: "ETH",
      quote: "USD",
      decimals: 18,
      price: 10n ** 30n,
      roundId: "3",
    });
    expect(memory.rows(oracleRound)).toHaveLength(1);
  });

  it("a swap within one interval of ticks that states another liquidity is an integrity anomaly", async () => {
    const before = [[initialized(terms, Q96, 0)], mint(-10, 20, 5n)] as const;
    const healthy = await told(...before, swap(3, 4, 5n), mint(0, 10, 2n), swap(5, 9, 7n));
    expect(healthy.rows(integrityAnomaly)).toEqual([]);
    const missed = await told(...before, swap(3, 4, 5n), swap(4, 9, 8n));
    expect(missed.row(integrityAnomaly)).toMatchObject({
      venue: "uniswap-v3",
      subject: terms.poolId,
      rule: "active-liquidity",
      evidence: { expected: "8", recorded: "5" },
    });
    // What the chain says counts from then on.
    expect(missed.row(liquidityPool).liquidity).toBe(8n);
  });

  it("a swap that may have crossed a tick proves nothing, nor does the first that is indexed", async () => {
    const memory = await told([initialized(terms, Q96, 0)], swap(2, 4, 5n), swap(3, 14, 9n), swap(4, -1, 2n));
    expect(memory.rows(integrityAnomaly)).toEqual([]);
  });

  it("whose first event was not indexed is not complete", async () => {
    const memory = await told(mint(-10, 10, 5n), swap(2, 0, 9n));
    expect(memory.row(liquidityPool)).toMatchObject({ isComplete: false, liquidity: 9n });
    expect(memory.rows(poolTick)).toHaveLength(2);
  });

  it("a burn of 0, which collects fees, changes nothing", () => {
    expect(mint(-10, 10, 0n)).toEqual([]);
  });
});
