import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quote } from "../../../../engine/liquidity/pool/quote.ts";
import { activeLiquidity, tickBook } from "../../../../engine/liquidity/pool/tickBook.ts";
import { sqrtRatioAtTick } from "../../../../engine/liquidity/pool/tickMath.ts";
import { fields, value } from "../../forecast/value.ts";
import { anyPool, poolOf, recordedPools, type TestPool } from "./support.ts";

describe.each(recordedPools)("quotes of $name on chain", ({ pool, entries, spacing, quotes }) => {
  const book = value(tickBook(spacing, entries));

  it.each(["input", "output"] as const)("are reproduced to the last unit, exact %s", (exact) => {
    const wanted = quotes.filter(({ order }) => order.exact === exact);
    expect(wanted.length).toBeGreaterThanOrEqual(40);
    for (const { order, answer } of wanted) {
      const { amountIn, amountOut, isFilled } = value(quote(pool, book, order));
      // v4's quoter reverts where the pool cannot fill the order; v3's answers with what it could.
      if (answer === null) expect(isFilled).toBe(false);
      else expect(exact === "input" ? amountOut : amountIn).toBe(answer);
    }
  });
});

describe("a quote", () => {
  it("leaves the pool with the liquidity of its book, in either direction", () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 26n });
    fc.assert(
      fc.property(anyPool, amount, fc.boolean(), ({ pool, book }, given, zeroForOne) => {
        const order = { exact: "input", zeroForOne, amount: given, fee: 3_000 } as const;
        const { after, amountIn, isFilled } = value(quote(pool, book, order));
        expect(after.liquidity).toBe(activeLiquidity(book, after.tick));
        expect(amountIn).toBeLessThanOrEqual(given);
        expect(isFilled).toBe(amountIn === given);
      }),
    );
  });

  it("costs no more to ask for an output than the input that gave it", () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 24n });
    fc.assert(
      fc.property(anyPool, amount, fc.boolean(), ({ pool, book }, given, zeroForOne) => {
        const order = { exact: "input", zeroForOne, amount: given, fee: 500 } as const;
        const forward = value(quote(pool, book, order));
        if (!forward.isFilled || forward.amountOut === 0n) return;
        const wanted = { ...order, exact: "output", amount: forward.amountOut } as const;
        expect(value(quote(pool, book, wanted)).amountIn).toBeLessThanOrEqual(given);
      }),
    );
  });

  it("never profits from going there and back", () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 24n });
    fc.assert(
      fc.property(anyPool, amount, fc.boolean(), ({ pool, book }, given, zeroForOne) => {
        const there = value(quote(pool, book, { exact: "input", zeroForOne, amount: given, fee: 0 }));
        if (there.amountOut === 0n) return;
        const back = value(
          quote(there.after, book, {
            exact: "input",
            zeroForOne: !zeroForOne,
            amount: there.amountOut,
            fee: 0,
          }),
        );
        expect(back.amountOut).toBeLessThanOrEqual(there.amountIn);
      }),
    );
  });

  it("stops at a limit price, and below an initialised tick counts the tick as crossed", () => {
    const { pool, book } = poolOf(60, 30, [
      { lowerTick: 0, upperTick: 60, delta: 10n ** 18n },
      { lowerTick: -600, upperTick: 600, delta: 10n ** 18n },
    ]);
    const order = {
      exact: "input",
      zeroForOne: true,
      amount: 10n ** 18n,
      fee: 3_000,
      limitX96: sqrtRatioAtTick(0),
    } as const;
    const { after, isFilled } = value(quote(pool, book, order));
    expect(isFilled).toBe(false);
    // The price is that of tick 0, the tick is -1 and the position from 0 has been left.
    expect(after).toEqual({ sqrtPriceX96: sqrtRatioAtTick(0), tick: -1, liquidity: 10n ** 18n });
    // A pool that stands so quotes on in both directions.
    const { limitX96: _, ...onwards } = order;
    expect(value(quote(after, book, { ...onwards, amount: 1_000n })).after.liquidity).toBe(10n ** 18n);
    expect(
      value(quote(after, book, { ...onwards, zeroForOne: false, amount: 10n ** 12n })).after.liquidity,
    ).toBe(2n * 10n ** 18n);
  });

  /** What 40 sizes buy that fall from the pool's tick through the next few. */
  const outputs = ({ pool, book }: TestPool) =>
    Array.from({ length: 40 }, (_, i) => {
      const amount = BigInt(4_000_000_000 + i);
      return value(quote(pool, book, { exact: "input", zeroForOne: true, amount, fee: 3_000 })).amountOut;
    });
  const L = 10n ** 12n;
  const wide = { lowerTick: -600, upperTick: 600, delta: L };
  const splitAt = (tick: number) => [
    { ...wide, upperTick: tick },
    { ...wide, lowerTick: tick },
  ];

  it("steps at a tick with gross liquidity and no net: leaving it out changes the amounts", () => {
    const split = poolOf(60, 90, splitAt(60));
    expect(split.book.net).toContain(0n);
    expect(outputs(split)).not.toEqual(outputs(poolOf(60, 90, [wide])));
  });

  it("steps at the border of a bitmap word, where the pool rounds", () => {
    // Tick 0 begins a word: an initialised tick there is the same stop as the border.
    expect(outputs(poolOf(60, 30, splitAt(0)))).toEqual(outputs(poolOf(60, 30, [wide])));
  });

  it("is refused with the field at fault", () => {
    const { pool, book } = poolOf(60, 0, [{ lowerTick: -60, upperTick: 60, delta: 10n ** 18n }]);
    const order = { exact: "input", zeroForOne: true, amount: 1n, fee: 3_000 } as const;
    expect(fields(quote(pool, book, { ...order, amount: 0n }))).toEqual(["amount"]);
    expect(fields(quote(pool, book, { ...order, fee: 1_000_000 }))).toEqual(["fee"]);
    expect(fields(quote(pool, book, { ...order, limitX96: pool.sqrtPriceX96 + 1n }))).toEqual(["limitX96"]);
    expect(fields(quote({ ...pool, tick: 5 }, book, order))).toEqual(["tick"]);
    expect(fields(quote({ ...pool, sqrtPriceX96: 0n }, book, order))).toContain("sqrtPriceX96");
  });
});
