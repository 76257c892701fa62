import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SqueethVault, squeethVaultMargin } from "../../../engine/margin/squeeth.ts";
import { squeethNormFactor } from "../../../engine/margin/squeethAccrual.ts";
import { issueFields, okValue } from "./support.ts";

/**
 * Vault 1 of opynfinance/squeeth-monorepo@6dc8cd9 packages/hardhat/test/unit-tests/liquidation.ts: 45 ETH against 100
 * oSQTH of factor 1 at 3,000 USD is exactly at 150 %, and unsafe at 4,000.
 */
const vault: SqueethVault = { collateralEth: 45, shortOsqth: 100, normFactor: 1, ethPriceUsd: 3_000 };

/** The range of that repository's unit-tests/vault-lib.ts: 30 ETH entered at 0.3 between 0.2 and 0.45 ETH per oSQTH. */
const range = {
  liquidity: 30 / (Math.sqrt(0.3) - Math.sqrt(0.2)),
  lowerPrice: 0.2,
  upperPrice: 0.45,
  poolPrice: 0.3,
  owedEth: 0,
  owedOsqth: 0,
};

describe("the venue's own vaults", () => {
  test("45 ETH on 100 oSQTH is at the limit at 3,000 and under water at 4,000", () => {
    const limit = okValue(squeethVaultMargin(vault));
    expect(limit.equityUsd).toBeCloseTo(limit.maintenanceUsd, 8);
    expect(limit.liquidationPriceUsd).toBeCloseTo(3_000, 8);
    const under = okValue(squeethVaultMargin({ ...vault, ethPriceUsd: 4_000 }));
    expect(under.equityUsd).toBeLessThan(under.maintenanceUsd);
    expect(under.liquidationPriceUsd).toBeCloseTo(3_000, 8);
  });

  test("a range counts its ETH and its oSQTH at the index", () => {
    const held = (poolPrice: number, ethPriceUsd = 3_000) =>
      okValue(squeethVaultMargin({ ...vault, collateralEth: 0, ethPriceUsd, range: { ...range, poolPrice } }))
        .equityUsd;
    const osqthAtEntry = range.liquidity * (1 / Math.sqrt(0.3) - 1 / Math.sqrt(0.45));
    expect(held(0.3)).toBeCloseTo((30 + osqthAtEntry * 0.3) * 3_000, 6);
    const allEth = range.liquidity * (Math.sqrt(0.45) - Math.sqrt(0.2));
    expect(held(0.5)).toBeCloseTo(allEth * 3_000, 6);
    const allOsqth = range.liquidity * (1 / Math.sqrt(0.2) - 1 / Math.sqrt(0.45));
    expect(held(0.19)).toBeCloseTo(allOsqth * 0.3 * 3_000, 6);
  });

  test("uncollected fees of the range count", () => {
    const without = okValue(squeethVaultMargin({ ...vault, range })).equityUsd;
    const fees = { ...range, owedEth: 1, owedOsqth: 10 };
    expect(okValue(squeethVaultMargin({ ...vault, range: fees })).equityUsd - without).toBeCloseTo(
      4 * 3_000,
      6,
    );
  });
});

describe("traps", () => {
  test("trap: the debt is at the index, so a premium of oSQTH over it does not move the margin", () => {
    const cheap = okValue(squeethVaultMargin({ ...vault, range: { ...range, poolPrice: 0.46 } }));
    const dear = okValue(squeethVaultMargin({ ...vault, range: { ...range, poolPrice: 0.6 } }));
    expect(dear.maintenanceUsd).toBe(cheap.maintenanceUsd);
    expect(dear.equityUsd).toBe(cheap.equityUsd);
  });

  test("trap: the collateral is ETH, so in USD the requirement grows with the square of the price", () => {
    const twice = okValue(squeethVaultMargin({ ...vault, ethPriceUsd: 6_000 }));
    expect(twice.maintenanceUsd).toBeCloseTo(4 * okValue(squeethVaultMargin(vault)).maintenanceUsd, 6);
    expect(twice.equityUsd).toBeCloseTo(2 * okValue(squeethVaultMargin(vault)).equityUsd, 6);
  });

  test("a vault without debt cannot be liquidated", () => {
    expect(okValue(squeethVaultMargin({ ...vault, shortOsqth: 0 })).liquidationPriceUsd).toBeNull();
  });
});

describe("normalisation factor", () => {
  test("the same time in one step or in two gives the same factor", () => {
    const half = okValue(squeethNormFactor(0.8, 9e6, 9.9e6, 12 * 3600));
    const whole = okValue(squeethNormFactor(0.8, 9e6, 9.9e6, 24 * 3600));
    expect(okValue(squeethNormFactor(half, 9e6, 9.9e6, 12 * 3600))).toBeCloseTo(whole, 14);
    expect(okValue(squeethNormFactor(1, 9e6, 9.9e6, 420 * 3600))).toBeCloseTo(1 / 1.1, 14);
  });

  test("trap: the mark is held within 0.8 and 1.4 of the index, even at zero", () => {
    const period = 420 * 3600;
    expect(okValue(squeethNormFactor(1, 9e6, 0, period))).toBeCloseTo(1 / 0.8, 14);
    expect(okValue(squeethNormFactor(1, 9e6, 9e7, period))).toBeCloseTo(1 / 1.4, 14);
  });

  test("bad input names the field", () => {
    expect(issueFields(squeethNormFactor(0, 1, -1, Number.NaN))).toEqual([
      "normFactor",
      "markUsd",
      "elapsedSeconds",
    ]);
  });
});

const arbitrary = fc.record({
  collateralEth: fc.double({ min: 0.1, max: 1_000, noNaN: true }),
  shortOsqth: fc.double({ min: 0.1, max: 10_000, noNaN: true }),
  normFactor: fc.double({ min: 0.3, max: 1, noNaN: true }),
  ethPriceUsd: fc.double({ min: 500, max: 10_000, noNaN: true }),
  range: fc.option(
    fc.record({
      liquidity: fc.double({ min: 0.1, max: 1_000, noNaN: true }),
      poolPrice: fc.double({ min: 0.02, max: 2, noNaN: true }),
    }),
  ),
});

describe("properties", () => {
  const build = (draw: typeof arbitrary extends fc.Arbitrary<infer T> ? T : never): SqueethVault => ({
    collateralEth: draw.collateralEth,
    shortOsqth: draw.shortOsqth,
    normFactor: draw.normFactor,
    ethPriceUsd: draw.ethPriceUsd,
    ...(draw.range === null ? {} : { range: { ...range, ...draw.range } }),
  });

  test("property: equity at the liquidation price is the maintenance margin", () => {
    let found = 0;
    fc.assert(
      fc.property(arbitrary, (draw) => {
        const drawn = build(draw);
        const { liquidationPriceUsd } = okValue(squeethVaultMargin(drawn));
        if (liquidationPriceUsd === null) return;
        found += 1;
        const move = liquidationPriceUsd / drawn.ethPriceUsd;
        const there = okValue(
          squeethVaultMargin({
            ...drawn,
            ethPriceUsd: liquidationPriceUsd,
            ...(drawn.range === undefined
              ? {}
              : { range: { ...drawn.range, poolPrice: drawn.range.poolPrice * move } }),
          }),
        );
        expect(Math.abs(there.equityUsd / there.maintenanceUsd - 1)).toBeLessThan(1e-9);
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(200);
  });

  test("property: the requirement grows with the short", () => {
    fc.assert(
      fc.property(arbitrary, fc.double({ min: 1, max: 10, noNaN: true }), (draw, factor) => {
        const small = build(draw);
        const large = { ...small, shortOsqth: small.shortOsqth * factor };
        expect(okValue(squeethVaultMargin(large)).maintenanceUsd).toBeGreaterThanOrEqual(
          okValue(squeethVaultMargin(small)).maintenanceUsd,
        );
      }),
    );
  });
});

test("bad input names every field at fault", () => {
  expect(issueFields(squeethVaultMargin({ ...vault, collateralEth: -1, ethPriceUsd: Number.NaN }))).toEqual([
    "collateralEth",
    "ethPriceUsd",
  ]);
  const crossed = { ...range, upperPrice: 0.1 };
  expect(issueFields(squeethVaultMargin({ ...vault, range: crossed }))).toEqual(["range.upperPrice"]);
});
