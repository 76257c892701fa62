import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { poolDepth } from "../../../../engine/liquidity/pool/depth.ts";
import { executionOf, midPrice } from "../../../../engine/liquidity/pool/execution.ts";
import { type PoolState, type Quote, quote } from "../../../../engine/liquidity/pool/quote.ts";
import { type TickBook, tickBook } from "../../../../engine/liquidity/pool/tickBook.ts";
import { fields, value } from "../../forecast/value.ts";
import { anyPool, poolOf, recordedPools } from "./support.ts";

/** In and out, in tokens with 6 decimals, fee excluded: an independent exact walk over the same ticks, in whole raw units. */
const vectors = [
  {
    mid: 33.106296686732286,
    down: [
      [0.99, 6.958722, 229.222779],
      [0.98, 13.964078, 457.666634],
      [0.95, 35.499305, 1145.417845],
    ],
    up: [
      [1.01, 222.919342, 6.70006],
      [1.02, 524.72429, 15.680346],
      [1.05, 1286.348948, 37.944503],
    ],
  },
  {
    mid: 2086.0395356295203,
    down: [
      [0.99, 13.58239, 28189.104877],
      [0.98, 27.988534, 57789.634838],
      [0.95, 69.00792, 140424.20117],
    ],
    up: [
      [1.01, 26489.460227, 12.635292],
      [1.02, 53030.736882, 25.170709],
      [1.05, 133093.341601, 62.254031],
    ],
  },
] as const;

/** The exact swap without fee that moves the price by a ratio. */
function exactDepth(pool: PoolState, book: TickBook, priceRatio: number): Quote {
  const limitX96 = BigInt(Math.round(Number(pool.sqrtPriceX96) * Math.sqrt(priceRatio)));
  const order = { exact: "input", zeroForOne: priceRatio < 1, amount: 10n ** 60n, fee: 0, limitX96 } as const;
  return value(quote(pool, book, order));
}

/** Within 1e-9, and one raw unit that each step rounds by. */
function expectClose(actual: number | undefined, exact: bigint): void {
  expect(Math.abs((actual ?? Number.NaN) - Number(exact))).toBeLessThanOrEqual(1e-9 * Number(exact) + 100);
}

describe.each(recordedPools.map((pool, i) => ({ ...pool, vector: vectors[i] })))(
  "depth of $name",
  ({ pool, entries, spacing, tokens, vector }) => {
    if (vector === undefined) throw new Error("a pool without a vector");
    const book = value(tickBook(spacing, entries));

    it("starts from the mid", () => {
      expect(midPrice(pool, tokens)).toBe(vector.mid);
      const turned = midPrice(pool, { ...tokens, baseIsToken0: false });
      expect(turned * vector.mid).toBeCloseTo(1, 14);
    });

    it.each(["down", "up"] as const)("%s, at 1, 2 and 5 %", (side) => {
      const levels = value(
        poolDepth(
          pool,
          book,
          vector[side].map(([ratio]) => ratio),
        ),
      );
      const [given, taken] =
        side === "down" ? [tokens.decimals0, tokens.decimals1] : [tokens.decimals1, tokens.decimals0];
      for (const [i, [, amountIn, amountOut]] of vector[side].entries()) {
        const exact = exactDepth(pool, book, vector[side][i]?.[0] ?? Number.NaN);
        expect((Number(exact.amountIn) / 10 ** given).toFixed(6)).toBe(amountIn.toFixed(6));
        expect((Number(exact.amountOut) / 10 ** taken).toFixed(6)).toBe(amountOut.toFixed(6));
        expectClose(levels[i]?.amountIn, exact.amountIn);
        expectClose(levels[i]?.amountOut, exact.amountOut);
      }
    });
  },
);

describe("depth", () => {
  it("is what an exact swap without fee to the same price takes and gives, within 1e-9", () => {
    const ratio = fc.double({ min: 0.8, max: 1.25, noNaN: true }).filter((x) => Math.abs(x - 1) > 1e-3);
    fc.assert(
      fc.property(anyPool, ratio, ({ pool, book }, priceRatio) => {
        const [level] = value(poolDepth(pool, book, [priceRatio]));
        const exact = exactDepth(pool, book, priceRatio);
        expectClose(level?.amountIn, exact.amountIn);
        expectClose(level?.amountOut, exact.amountOut);
      }),
    );
  });

  it("grows with the move and is nothing where no liquidity is", () => {
    const { pool, book } = poolOf(60, 0, [{ lowerTick: 600, upperTick: 1_200, delta: 10n ** 18n }]);
    const [near, far, further] = value(poolDepth(pool, book, [1.05, 1.1, 1.3]));
    expect(near).toEqual({ priceRatio: 1.05, amountIn: 0, amountOut: 0 });
    expect(far?.amountIn).toBeGreaterThan(0);
    expect(further?.amountOut).toBeGreaterThan(far?.amountOut ?? 0);
    expect(value(poolDepth(pool, book, [0.5]))[0]?.amountIn).toBe(0);
  });

  it("refuses levels that change side or turn back", () => {
    const { pool, book } = poolOf(60, 0, []);
    expect(fields(poolDepth(pool, book, [1.01, 0.99]))).toEqual(["priceRatios[1]"]);
    expect(fields(poolDepth(pool, book, [1]))).toEqual(["priceRatios[0]"]);
    expect(fields(poolDepth(pool, book, [0.9, 0.95]))).toEqual(["priceRatios[1]"]);
    expect(fields(poolDepth(pool, book, [Number.NaN]))).toEqual(["priceRatios[0]"]);
  });
});

describe("price impact", () => {
  const [wbtc] = recordedPools;
  if (wbtc === undefined) throw new Error("no pool on record");
  const { pool, entries, spacing, tokens, fee } = wbtc;
  const book = value(tickBook(spacing, entries));
  const mid = midPrice(pool, tokens);
  const impactOf = (zeroForOne: boolean, amount: bigint) =>
    value(
      executionOf(
        value(quote(pool, book, { exact: "input", zeroForOne, amount, fee })),
        zeroForOne,
        tokens,
        mid,
      ),
    ).impact;

  it("of a small trade is the fee", () => {
    expect(impactOf(true, 1_000_000n)).toBeCloseTo(-0.003, 4);
    expect(impactOf(false, 10n ** 16n)).toBeCloseTo(1 / 0.997 - 1, 5);
  });

  it("grows with the size, against the trader on either side", () => {
    const sizes = [10n ** 6n, 10n ** 8n, 10n ** 9n, 10n ** 10n];
    const sold = sizes.map((size) => impactOf(true, size));
    expect(sold).toEqual(sold.toSorted((a, b) => b - a));
    expect(impactOf(false, 10n ** 21n)).toBeGreaterThan(impactOf(false, 10n ** 18n));
  });

  it("of an amount that rounds to nothing does not exist", () => {
    const dust = value(quote(pool, book, { exact: "input", zeroForOne: true, amount: 1n, fee }));
    expect(fields(executionOf(dust, true, tokens, mid))).toEqual(["amount"]);
  });
});
