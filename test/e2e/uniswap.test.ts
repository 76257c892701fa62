import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalChain, startChains } from "../../demo/chains/anvil.ts";
import { minePastFinality } from "../../demo/chains/mine.ts";
import { type Indexer, startIndexer } from "../../demo/indexer.ts";
import { waitUntilIndexed } from "../../demo/stage.ts";
import { quote } from "../../engine/liquidity/pool/quote.ts";
import { sqrtRatioAtTick } from "../../engine/liquidity/pool/tickMath.ts";
import { integrityAnomaly, liquidityPool, oracleAnomaly, poolTick } from "../../ponder.schema.ts";
import { bookOf } from "../../src/api/liquidity/pool.ts";
import { poolsOf } from "../../src/catalog/pools.ts";
import { uniforms, value } from "../engine/forecast/value.ts";
import { type MemoryStore, memoryStore } from "../support/memoryStore.ts";
import { quiet } from "../support/quiet.ts";
import { tellLogs } from "./uniswap/handlers.ts";
import { deployPool, type RealPool } from "./uniswap/pool.ts";

const TIMEOUT = 120_000;
/** ETH/USDC 0.05 % on Arbitrum: about 2,100 dollars. */
const [terms] = poolsOf(42161).values();
if (terms === undefined) throw new Error("no pool in the catalog");
const START = -199_800;

let chains: LocalChain[];
let arbitrum: LocalChain;
let pool: RealPool;
let seenUpTo = 0n;
const memory: MemoryStore = memoryStore();

/** Tells the handlers what has happened since the last call. */
async function follow() {
  const head = await arbitrum.client.getBlockNumber();
  if (head === seenUpTo) return [];
  const logs = await tellLogs(arbitrum, pool.address, seenUpTo + 1n, memory);
  seenUpTo = head;
  return logs;
}
const indexed = () => {
  const row = memory.row(liquidityPool);
  return { row, ticks: memory.rows(poolTick) };
};

beforeAll(async () => {
  chains = await startChains([42161, 43114, 957].map((chainId) => ({ chainId, genesisTime: 1_700_000_000 })));
  const [first] = chains;
  if (first === undefined) throw new Error("no chain");
  arbitrum = first;
  pool = await deployPool(arbitrum, terms, sqrtRatioAtTick(START) + 12_345n);
}, TIMEOUT);
afterAll(() => Promise.all((chains ?? []).map((chain) => chain.stop())));

describe("a real Uniswap v3 pool at its production address", { timeout: 2 * TIMEOUT }, () => {
  it("is quoted exactly, swap after swap, from nothing but its logs", async () => {
    const uniform = uniforms(20_261_122);
    const positions: { lower: number; upper: number; amount: bigint }[] = [];
    const wide = { lower: -887_270, upper: 887_270, amount: 10n ** 14n };
    await pool.mint(wide.lower, wide.upper, wide.amount);
    let swaps = 0;
    for (let i = 0; i < 60; i++) {
      const draw = uniform();
      if (draw < 0.3) {
        const lower = START + 10 * Math.floor(400 * uniform() - 260);
        const upper = lower + 10 * (1 + Math.floor(120 * uniform()));
        const amount = BigInt(Math.floor(1e16 * uniform()) + 1);
        positions.push({ lower, upper, amount });
        await pool.mint(lower, upper, amount);
      } else if (draw < 0.4 && positions.length > 0) {
        const [one] = positions.splice(Math.floor(uniform() * positions.length), 1);
        if (one !== undefined) await pool.burn(one.lower, one.upper, one.amount);
      } else {
        await follow();
        const { row, ticks } = indexed();
        const zeroForOne = uniform() < 0.5;
        const exact = uniform() < 0.7 ? ("input" as const) : ("output" as const);
        const tokens = zeroForOne === (exact === "input") ? 1e18 : 2e9;
        const amount = BigInt(Math.floor(tokens * 10 ** (4 * uniform() - 3)) + 1);
        const limitX96 = sqrtRatioAtTick(row.tick + (zeroForOne ? -1 : 1) * 1_500);
        // Before its first swap the row's tick is the pool's first, which is still the pool's own here.
        const book = value(bookOf({ ...row, swappedAt: 1 }, ticks));
        const expected = value(quote(row, book, { exact, zeroForOne, amount, fee: row.fee, limitX96 }));
        await pool.swap(zeroForOne, exact === "input" ? amount : -amount, limitX96);
        const [log] = await follow();
        if (log?.eventName !== "Swap") throw new Error("the swap logged nothing");
        const { amount0, amount1, sqrtPriceX96, tick, liquidity } = log.args;
        expect([zeroForOne ? amount0 : amount1, zeroForOne ? -amount1 : -amount0]).toEqual([
          expected.amountIn,
          expected.amountOut,
        ]);
        expect({ sqrtPriceX96, tick, liquidity }).toEqual(expected.after);
        swaps++;
      }
    }
    await follow();
    expect(swaps).toBeGreaterThan(25);
    expect(new Set(memory.rows(poolTick).map(({ gross }) => gross === 0n))).toEqual(new Set([true, false]));
  });

  it("has the liquidity, price and tick that its own contract answers", async () => {
    const { row, ticks } = indexed();
    const { sqrtPriceX96, tick, liquidity } = await pool.state();
    expect(row).toMatchObject({ sqrtPriceX96, tick, liquidity, isComplete: true });
    expect(bookOf(row, ticks).ok).toBe(true);
    expect(memory.rows(integrityAnomaly)).toEqual([]);
  });

  it("is indexed by Ponder with the same rows, and answered by market(underlying)", async () => {
    await Promise.all(chains.map((chain) => minePastFinality(chain, 2)));
    const indexer: Indexer = await startIndexer({
      rpcUrls: Object.fromEntries(chains.map(({ chainId, url }) => [chainId, url])),
      port: 0,
      schema: "uniswap",
    });
    try {
      await waitUntilIndexed(indexer, chains, TIMEOUT, quiet);
      const query = `{
        liquidityPools { items { sqrtPriceX96 tick liquidity isComplete asset quote } }
        poolTicks(limit: 1000) { items { tick gross net } }
        oracleAnomalies(first: 100) { edges { node { rule severity openedAt closedAt address evidence } } }
        market(underlying: "ETH") { liquidity {
          pool mid fee swappedAt depth { move bid ask } impact(sizes: [1, 100]) { size buy sell } warnings { code }
        } }
      }`;
      const response = await fetch(`${indexer.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query }),
      });
      const { data, errors } = await response.json();
      expect(errors).toBeUndefined();
      const { row, ticks } = indexed();
      expect(data.liquidityPools.items).toEqual([
        {
          sqrtPriceX96: `${row.sqrtPriceX96}`,
          tick: row.tick,
          liquidity: `${row.liquidity}`,
          isComplete: true,
          asset: "ETH",
          quote: "USD",
        },
      ]);
      // Swaps of this size move a pool of this depth by more than a market does in a block.
      const anomalies = memory.rows(oracleAnomaly).filter(({ address }) => address === row.address);
      expect(anomalies.map(({ rule }) => rule)).toContain("flash-size-move");
      const found = data.oracleAnomalies.edges.map(({ node }: { node: { address: string } }) => node);
      const own = found.filter(({ address }: { address: string }) => address === row.address);
      expect(own).toEqual(
        anomalies
          .map(({ rule, severity, openedAt, closedAt, address, evidence }) => {
            return { rule, severity, openedAt, closedAt, address, evidence };
          })
          .sort((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.openedAt - b.openedAt)),
      );
      const texts = (rows: readonly { tick: number; gross: unknown; net: unknown }[]) =>
        rows.map(({ tick, gross, net }) => `${tick} ${gross} ${net}`).sort();
      expect(texts(data.poolTicks.items)).toEqual(texts(ticks));
      const [answer, ...others] = data.market.liquidity;
      expect(others).toEqual([]);
      expect(answer).toMatchObject({ pool: terms.poolId, fee: 0.0005, warnings: [] });
      expect(answer.mid).toBeCloseTo((Number(row.sqrtPriceX96) / 2 ** 96) ** 2 * 1e12, 8);
      expect(answer.depth.map(({ move }: { move: number }) => move)).toEqual([0.005, 0.01, 0.02, 0.05]);
      expect(answer.impact[0].buy).toBeGreaterThan(0.0004);
    } finally {
      await indexer.stop("SIGKILL");
    }
  });
});
