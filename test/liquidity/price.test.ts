import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PoolTerms } from "../../src/catalog/pools/pool.ts";
import { poolsOf } from "../../src/catalog/pools.ts";
import { nearDepth, poolPrice } from "../../src/liquidity/price.ts";

const [ethUsdc] = poolsOf(42161).values();
if (ethUsdc === undefined) throw new Error("no pool in the catalog");
const turned: PoolTerms = {
  ...ethUsdc,
  token0: ethUsdc.token1,
  token1: ethUsdc.token0,
  baseIsToken0: false,
};
const wbtcEth: PoolTerms = {
  ...ethUsdc,
  token0: { ...ethUsdc.token0, decimals: 8, asset: "BTC" },
  token1: ethUsdc.token0,
};

describe("a pool's price", () => {
  it.each([
    // BowTiedDevil/degenbot@1fb8d74b2189 (MIT), Ethereum block 24407242: v4 ETH/USDC 0.05 % and v3 WBTC/WETH 0.3 %.
    {
      name: "ETH/USDC",
      terms: ethUsdc,
      root: 3_618_602_270_101_715_334_278_112n,
      price: 2_086.0395356295203,
    },
    {
      name: "WBTC/WETH",
      terms: wbtcEth,
      root: 45_586_356_773_108_504_879_089_041_748_871_691n,
      price: 33.106296686732286,
    },
  ])("of $name has 18 decimals of the quote for one base", ({ terms, root, price }) => {
    expect(Number(poolPrice(root, terms)) / 1e18).toBeCloseTo(price, 11);
  });

  it("is the same whichever token comes first", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n << 76n, max: 1n << 88n }), (root) => {
        const other = (1n << 192n) / root;
        const [a, b] = [poolPrice(root, ethUsdc), poolPrice(other, turned)];
        expect(Math.abs(Number(a - b))).toBeLessThanOrEqual(1 + 1e-12 * Number(a));
      }),
    );
  });
});

describe("depth by the active liquidity alone", () => {
  it("is the quote that raises the price by 2 %", () => {
    // The exact walk of the same pool gives 53030.736882, over ticks with less liquidity further out.
    const depth = nearDepth(3_618_602_270_101_715_334_278_112n, 115_927_503_566_479_250n, ethUsdc);
    expect(depth).toBeCloseTo(115_927_503_566.47925 * 4.567320367694e-5 * (Math.sqrt(1.02) - 1), -1);
    expect(depth).toBeCloseTo(52_685, -1);
  });
});
