import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tickAtSqrtRatio } from "../../../engine/liquidity/pool/tickMath.ts";
import { liquidityPool, oracleRound, poolTick } from "../../../ponder.schema.ts";
import { readLiquidity } from "../../../src/api/liquidity/read.ts";
import { poolsOf } from "../../../src/catalog/pools.ts";
import { initialized, liquidityChanged, swapped } from "../../../src/liquidity/facts.ts";
import { record } from "../../../src/oracles/record.ts";
import { at } from "../../ledger/support.ts";
import { memoryStore } from "../../support/memoryStore.ts";
import { type SchemaDatabase, startSchemaDatabase } from "../../support/schemaDatabase.ts";

const [whole, partial] = [...poolsOf(42161).values()].filter(({ asset }) => asset === "ETH");
if (whole === undefined || partial === undefined) throw new Error("too few pools in the catalog");
const [wholeId, partialId] = [whole.poolId, partial.poolId];
/** One ether at about 2,000 USDC in raw units: the root of 2e-9. */
const root = 3_543_191_142_285_914_205_922_034n;
const tick = tickAtSqrtRatio(root);

let database: SchemaDatabase;

beforeAll(async () => {
  database = await startSchemaDatabase();
  const memory = memoryStore();
  const tell = async (block: number, facts: Parameters<typeof record>[2]) =>
    record(memory.store, at(block), facts);
  await tell(1, [initialized(whole, root, tick)]);
  await tell(2, liquidityChanged(whole, -201_000, -199_000, 10n ** 17n));
  for (let i = 0; i < 12; i++) {
    const sqrtPriceX96 = root + (i % 2 === 0 ? 0n : root / 10_000n);
    const block = 300 * (i + 1);
    await tell(
      block,
      swapped(whole, at(block), {
        sqrtPriceX96,
        tick: tickAtSqrtRatio(sqrtPriceX96),
        liquidity: 10n ** 17n,
      }),
    );
  }
  await tell(9_000, swapped(partial, at(9_000), { sqrtPriceX96: root, tick, liquidity: 5n }));
  await database.insert(liquidityPool, memory.rows(liquidityPool));
  await database.insert(poolTick, memory.rows(poolTick));
  await database.insert(oracleRound, memory.rows(oracleRound));
  await database.clock("arbitrum", 42161, 9_000, at(9_000).timestamp);
}, 60_000);
afterAll(() => database?.stop());

async function pools() {
  const found = await readLiquidity(database.db, "ETH");
  const of = (poolId: string) => {
    const one = found.find(({ pool }) => pool === poolId);
    if (one === undefined) throw new Error(`no pool ${poolId}`);
    return one;
  };
  return { complete: of(wholeId), incomplete: of(partialId), count: found.length };
}

describe("liquidity of an asset", () => {
  it("has depth at four moves, impact by size, and the pool's own volatility", async () => {
    const { complete, count } = await pools();
    expect(count).toBe(2);
    expect(complete).toMatchObject({ chainId: 42161, family: "uniswap-v3", quote: "USD", warnings: [] });
    expect(complete.mid).toBeCloseTo(2_000, -1);
    expect(complete.depth.map(({ move }) => move)).toEqual([0.005, 0.01, 0.02, 0.05]);
    // One range of liquidity L: L * (sqrt(P * 1.01) - sqrt(P)), in USDC.
    const ask = (1e17 * Math.sqrt((complete.mid ?? 0) * 1e-12) * (Math.sqrt(1.01) - 1)) / 1e6;
    expect((complete.depth[1]?.ask ?? 0) / ask).toBeCloseTo(1, 9);
    expect(complete.impact({ sizes: [1_000] })[0]?.sell).toBeLessThan(-0.0005);
    // 11 steps of 2e-4 in 11 times 300 seconds.
    const realised = Math.sqrt((4e-8 / 300) * 31_536_000);
    expect(await complete.realisedVolatility()).toBeCloseTo(realised, 4);
    expect(await complete.jumpShare()).toBe(0);
  });

  it("says why a pool has none", async () => {
    const { incomplete } = await pools();
    expect(incomplete.depth).toEqual([]);
    expect(incomplete.impact({ sizes: [1] })).toEqual([]);
    expect(incomplete.warnings.map(({ code }) => code)).toEqual(["INTEGRITY"]);
    expect(await incomplete.realisedVolatility()).toBeNull();
  });

  it("refuses sizes that are none, and too many", async () => {
    const { complete } = await pools();
    const codeOf = (sizes: readonly number[]) => {
      try {
        complete.impact({ sizes });
      } catch (error) {
        return (error as { code: string }).code;
      }
      return undefined;
    };
    expect([codeOf([0]), codeOf([-1]), codeOf([1e16])]).toEqual(Array(3).fill("BAD_USER_INPUT"));
    expect(codeOf(Array(21).fill(1))).toBe("LIMIT_EXCEEDED");
  });

  it("of an asset without pools is an empty list", async () => {
    expect(await readLiquidity(database.db, "SOL")).toEqual([]);
  });
});
