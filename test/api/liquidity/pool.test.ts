import { describe, expect, it } from "vitest";
import {
  bookOf,
  depthOf,
  impactOf,
  midOf,
  type PoolRow,
  type TickRow,
} from "../../../src/api/liquidity/pool.ts";
import { poolVolatility } from "../../../src/api/liquidity/volatility.ts";
import { value } from "../../engine/forecast/value.ts";
import { recordedPools } from "../../engine/liquidity/pool/support.ts";

const [wbtc, eth] = recordedPools;
if (wbtc === undefined || eth === undefined) throw new Error("no pools on record");

const place = { chainId: 1, address: "0x01", poolId: "0x01" } as const;
const origin = { blockNumber: 24_407_242, timestamp: 1, transactionHash: "0x01", logIndex: 0 } as const;

/** The recorded pool of ETH and USDC as rows, and the same pool with its tokens the other way round. */
function rowsOf(turned: boolean): { pool: PoolRow; ticks: TickRow[] } {
  if (eth === undefined) throw new Error("no pool on record");
  const { sqrtPriceX96, tick, liquidity } = eth.pool;
  const { decimals0, decimals1 } = eth.tokens;
  const pool: PoolRow = {
    ...place,
    ...origin,
    family: "uniswap-v4",
    asset: "ETH",
    quote: "USD",
    baseIsToken0: !turned,
    token0: "0x02",
    token1: "0x03",
    decimals0: turned ? decimals1 : decimals0,
    decimals1: turned ? decimals0 : decimals1,
    fee: eth.fee,
    tickSpacing: eth.spacing,
    sqrtPriceX96: turned ? (1n << 192n) / sqrtPriceX96 : sqrtPriceX96,
    tick: turned ? -tick - 1 : tick,
    liquidity,
    isComplete: true,
    swappedAt: 1,
  };
  const ticks = eth.entries.map((row) => ({
    ...place,
    ...origin,
    ...row,
    tick: turned ? -row.tick : row.tick,
    net: turned ? -row.net : row.net,
  }));
  return { pool, ticks };
}

describe.each([
  ["the base first", false],
  ["the quote first", true],
])("a pool with %s", (_, turned) => {
  const { pool, ticks } = rowsOf(turned);
  const book = value(bookOf(pool, ticks));

  it("has the mid in the quote", () => {
    expect(midOf(pool)).toBeCloseTo(2_086.0395356295203, 8);
  });

  it("has the recorded depth: what sellers take and buyers pay, in the quote", () => {
    const [half, one, two, five] = value(depthOf(pool, book, [0.005, 0.01, 0.02, 0.05]));
    // An independent exact walk over the same ticks; a fall of the base is by the same ratio in either order.
    expect(one?.bid).toBeCloseTo(28_189.104877, 4);
    expect(one?.ask).toBeCloseTo(26_489.460227, 4);
    expect(two?.bid).toBeCloseTo(57_789.634838, 4);
    expect(two?.ask).toBeCloseTo(53_030.736882, 4);
    expect(five?.bid).toBeCloseTo(140_424.20117, 4);
    expect(five?.ask).toBeCloseTo(133_093.341601, 4);
    expect(half?.bid).toBeLessThan(one?.bid ?? 0);
  });

  it("moves against the trader by the fee at least, and further for more", () => {
    const curve = impactOf(pool, book, [10, 10_000, 100_000]);
    const [small, middle, large] = curve;
    expect(small?.buy).toBeCloseTo(0.0005, 4);
    expect(small?.sell).toBeCloseTo(-0.0005, 4);
    expect(middle?.buy ?? 0).toBeGreaterThan(small?.buy ?? 1);
    expect(large?.buy ?? 0).toBeGreaterThan(middle?.buy ?? 1);
    expect(large?.sell ?? 0).toBeLessThan(middle?.sell ?? -1);
  });
});

describe("a pool that cannot be trusted", () => {
  const { pool, ticks } = rowsOf(false);
  const codes = (row: PoolRow, of: readonly TickRow[]) => {
    const book = bookOf(row, of);
    return book.ok ? [] : book.issues.map(({ code, subject }) => [code, subject]);
  };

  it("is one whose first event was not indexed", () => {
    expect(codes({ ...pool, isComplete: false }, ticks)).toEqual([["INTEGRITY", "1:0x01:0x01"]]);
  });

  it("is one that has not swapped since swaps are indexed", () => {
    expect(codes({ ...pool, swappedAt: null }, ticks)).toEqual([["INTEGRITY", "1:0x01:0x01"]]);
    expect(midOf({ ...pool, swappedAt: null })).toBeNull();
  });

  it("cannot fill more than it holds", () => {
    const L = 10n ** 17n;
    const narrow = [-200_100, -199_600].map((tick) => ({ ...place, ...origin, tick, gross: L }));
    const held = narrow.map((row, i) => ({ ...row, net: i === 0 ? L : -L }));
    const thin = { ...pool, liquidity: L };
    expect(impactOf(thin, value(bookOf(thin, held)), [1e14])).toEqual([
      { size: 1e14, buy: null, sell: null },
    ]);
  });

  it("is one whose ticks do not add up to the liquidity it states", () => {
    expect(codes({ ...pool, liquidity: pool.liquidity + 1n }, ticks)).toEqual([["INTEGRITY", "1:0x01:0x01"]]);
  });
});

describe("volatility of a pool", () => {
  const year = 31_536_000;
  const prices = (logs: readonly number[], step: number) =>
    logs.map((log, i) => ({ timestamp: i * step, price: 2_000 * Math.exp(log) }));
  const zigzag = Array.from({ length: 21 }, (_, i) => (i % 2) * 0.001);

  it("is that of five-minute closes, over the time they span", () => {
    const found = poolVolatility(prices(zigzag, 300));
    expect(found?.realised).toBeCloseTo(Math.sqrt((20 * 1e-6) / ((20 * 300) / year)), 10);
  });

  it("does not count what happens within five minutes", () => {
    const fine = prices(zigzag, 300).flatMap((bar) => [{ ...bar, price: bar.price * 1.01 }, bar]);
    expect(poolVolatility(fine)).toEqual(poolVolatility(prices(zigzag, 300)));
  });

  it("needs ten closes, each above 0", () => {
    expect(poolVolatility(prices(zigzag.slice(0, 9), 300))).toBeNull();
    expect(poolVolatility(prices(zigzag, 10))).toBeNull();
    expect(poolVolatility(prices(zigzag, 300).with(3, { timestamp: 900, price: 0 }))).toBeNull();
  });
});
