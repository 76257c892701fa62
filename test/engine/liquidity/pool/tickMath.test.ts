import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MAX_SQRT_RATIO,
  MAX_TICK,
  MIN_SQRT_RATIO,
  MIN_TICK,
  sqrtRatioAtTick,
  tickAtSqrtRatio,
} from "../../../../engine/liquidity/pool/tickMath.ts";
import { v3Swap, v4Pool } from "../../../fixtures/pricing/uniswapLogs.ts";
import { recordedPools } from "./support.ts";

const anyTick = fc.integer({ min: MIN_TICK, max: MAX_TICK - 1 });

describe("the root price of a tick", () => {
  it.each([
    // Source: Uniswap v3-core 1.0.1 test/TickMath.spec.ts.
    [MIN_TICK, 4_295_128_739n],
    [MIN_TICK + 1, 4_295_343_490n],
    [0, 2n ** 96n],
    [MAX_TICK - 1, 1_461_373_636_630_004_318_706_518_188_784_493_106_690_254_656_249n],
    [MAX_TICK, MAX_SQRT_RATIO],
  ])("%i is the contract's, to the last bit", (tick, ratio) => {
    expect(sqrtRatioAtTick(tick)).toBe(ratio);
  });

  it("is the root of 1.0001 to the tick, rounded up", () => {
    fc.assert(
      fc.property(fc.integer({ min: -400_000, max: 400_000 }), (tick) => {
        const exact = Math.exp((tick * Math.log1p(0.0001)) / 2);
        expect(Math.abs(Number(sqrtRatioAtTick(tick)) / 2 ** 96 / exact - 1)).toBeLessThan(1e-14);
      }),
    );
  });
});

describe("the tick of a root price", () => {
  it.each([
    { log: "v4 Initialize", ...v4Pool.initialize },
    { log: "v4 Swap", ...v4Pool.swap },
    { log: "v3 Swap", ...v3Swap },
    ...recordedPools.map(({ name, pool }) => ({ log: name, ...pool })),
  ])("is that of the log: $log", ({ sqrtPriceX96, tick }) => {
    expect(tickAtSqrtRatio(sqrtPriceX96)).toBe(tick);
  });

  it("holds to the ends of the range", () => {
    expect(tickAtSqrtRatio(MIN_SQRT_RATIO)).toBe(MIN_TICK);
    expect(tickAtSqrtRatio(MAX_SQRT_RATIO - 1n)).toBe(MAX_TICK - 1);
  });

  it("changes exactly at the tick's own root price", () => {
    fc.assert(
      fc.property(anyTick, (tick) => {
        const ratio = sqrtRatioAtTick(tick);
        expect(tickAtSqrtRatio(ratio)).toBe(tick);
        if (tick > MIN_TICK) expect(tickAtSqrtRatio(ratio - 1n)).toBe(tick - 1);
      }),
    );
  });
});
