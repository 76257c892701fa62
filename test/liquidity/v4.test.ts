import { describe, expect, it } from "vitest";
import { liquidityPool, oracleFeed, poolTick } from "../../ponder.schema.ts";
import { uniswapPools } from "../../src/catalog/pools.ts";
import { at } from "../ledger/support.ts";
import { type MemoryStore, memoryStore } from "../support/memoryStore.ts";
import { handlerOf } from "../support/ponderRegistry.ts";
import "../../src/liquidity/uniswap-v4/handlers.ts";

const { poolManager, pools } = uniswapPools.arbitrum.v4;
const [pool] = pools;
if (pool === undefined) throw new Error("no v4 pool in the catalog");
const other = `0x${"11".repeat(32)}`;
/** Of a v4 ETH/USDC pool. Source: BowTiedDevil/degenbot@1fb8d74b2189 (MIT), Ethereum block 24407242. */
const sqrtPriceX96 = 3_618_602_270_101_715_334_278_112n;

/** An event of the PoolManager in a block of its own. */
async function tell(memory: MemoryStore, name: string, block: number, args: object): Promise<void> {
  const { timestamp, transactionHash } = at(block);
  await handlerOf(name)({
    event: {
      block: { number: BigInt(block), timestamp: BigInt(timestamp) },
      transaction: { hash: transactionHash },
      log: { address: poolManager, logIndex: 0 },
      args,
    },
    context: { db: memory.store, chain: { id: 42161 } },
  });
}

async function story(id: string): Promise<MemoryStore> {
  const memory = memoryStore();
  const change = { id, tickLower: -200_000, tickUpper: -199_000 };
  await tell(memory, "UniswapV4Liquidity:Initialize", 1, { id, sqrtPriceX96, tick: -199_890 });
  await tell(memory, "UniswapV4Liquidity:ModifyLiquidity", 2, { ...change, liquidityDelta: 9n });
  await tell(memory, "UniswapV4Liquidity:ModifyLiquidity", 3, { ...change, liquidityDelta: -2n });
  await tell(memory, "UniswapV4Liquidity:ModifyLiquidity", 4, { ...change, liquidityDelta: 0n });
  await tell(memory, "UniswapV4Swaps:Swap", 5, {
    ...{ id, sqrtPriceX96, liquidity: 7n, tick: -199_890, fee: 625 },
    ...{ amount0: -1n, amount1: 1n },
  });
  return memory;
}

describe("a v4 pool", () => {
  it("is kept by its id within the manager, with the fee that was charged", async () => {
    const memory = await story(pool.id);
    expect(memory.row(liquidityPool)).toMatchObject({
      address: poolManager.toLowerCase(),
      poolId: pool.id,
      family: "uniswap-v4",
      asset: "ETH",
      quote: "USD",
      fee: 625,
      liquidity: 7n,
      isComplete: true,
    });
    expect(memory.rows(poolTick).map(({ tick, gross, net }) => [tick, gross, net])).toEqual([
      [-200_000, 7n, 7n],
      [-199_000, 7n, -7n],
    ]);
    const feed = memory.row(oracleFeed);
    expect(feed).toMatchObject({ address: poolManager.toLowerCase(), feedId: pool.id, family: "uniswap-v4" });
    expect(Number(feed.price) / 1e18).toBeCloseTo(2_086.0395356295203, 8);
  });

  it("that the catalog does not list is left alone, though the manager logs for it too", async () => {
    const memory = await story(other);
    expect(memory.all().flatMap(([, rows]) => rows)).toEqual([]);
  });
});
