import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type GammaFullVault,
  type GammaNakedVault,
  gammaUpperBound,
  gammaVaultMargin,
} from "../../../engine/margin/opynGamma.ts";
import { fullCalls, fullPuts, naked, spotShock, upperBounds } from "../../fixtures/margin/opynGamma.ts";
import { issueFields, okValue } from "./support.ts";

const full: GammaFullVault = {
  kind: "full",
  right: "put",
  shortAmount: 1,
  shortStrike: 250,
  longAmount: 0,
  longStrike: 0,
  collateralAmount: 0,
  collateralPriceUsd: 1,
  underlyingPriceUsd: 300,
  strikeAssetPriceUsd: 1,
};

const nakedPut: GammaNakedVault = {
  kind: "naked",
  right: "put",
  shortAmount: 10,
  shortStrike: 2_000,
  collateralAmount: 6_000,
  collateralPriceUsd: 1,
  underlyingPriceUsd: 2_500,
  strikeAssetPriceUsd: 1,
  upperBound: 0.1678,
  spotShock,
};

describe("requirements that the contract's tests assert", () => {
  test.each(fullPuts)("full put: short %d x %d, long %d x %d needs %d USDC", (n, k, nl, kl, usdc) => {
    const report = okValue(
      gammaVaultMargin({ ...full, shortAmount: n, shortStrike: k, longAmount: nl, longStrike: kl }),
    );
    expect(report.maintenanceUsd).toBe(usdc);
    expect(report.initialUsd).toBe(usdc);
  });

  test.each(fullCalls)("full call: short %d x %d, long %d x %d needs %d ETH", (n, k, nl, kl, eth) => {
    const vault = {
      ...full,
      right: "call",
      shortAmount: n,
      shortStrike: k,
      longAmount: nl,
      longStrike: kl,
    } as const;
    expect(okValue(gammaVaultMargin(vault)).maintenanceUsd).toBeCloseTo(eth * 300, 10);
  });

  test.each(naked)("naked $right: $amount x $strike at $spot", (row) => {
    const report = okValue(
      gammaVaultMargin({
        ...nakedPut,
        right: row.right,
        shortAmount: row.amount,
        shortStrike: row.strike,
        underlyingPriceUsd: row.spot,
        upperBound: okValue(gammaUpperBound(upperBounds, row.seconds)),
      }),
    );
    const units = row.right === "put" ? report.maintenanceUsd : report.maintenanceUsd / row.spot;
    // The published figure uses the unrounded bound; the contract's table carries four digits of it.
    expect(Math.abs(units / row.expected - 1)).toBeLessThan(2e-4);
    const { value } = upperBounds.find((bound) => bound.seconds === row.seconds) ?? { value: Number.NaN };
    expect(units).toBeCloseTo(row.amount * (row.right === "put" ? row.strike : 1) * value, 8);
  });
});

describe("upper bound table", () => {
  test("trap: the next longer tenor applies, nothing is interpolated", () => {
    expect(okValue(gammaUpperBound(upperBounds, 60 * 24 * 7 + 1))).toBe(0.237);
    expect(okValue(gammaUpperBound(upperBounds, 0))).toBe(0.1678);
  });

  test("beyond the table the parameter is missing, not zero", () => {
    const result = gammaUpperBound(upperBounds, 60 * 24 * 57);
    expect(result.ok ? "" : result.issues[0]?.code).toBe("MISSING_PARAMETER");
  });
});

describe("liquidation", () => {
  test("trap: a full vault is never liquidated, however low the price", () => {
    const report = okValue(gammaVaultMargin({ ...full, collateralAmount: 250, underlyingPriceUsd: 1 }));
    expect(report.equityUsd).toBe(report.maintenanceUsd);
    expect(report.liquidationPriceUsd).toBeNull();
  });

  test("trap: a naked vault's collateral is compared in its own asset, so the strike asset's price does not matter", () => {
    const parity = okValue(gammaVaultMargin(nakedPut));
    const depeg = okValue(
      gammaVaultMargin({
        ...nakedPut,
        strikeAssetPriceUsd: 0.9,
        collateralPriceUsd: 0.9,
        underlyingPriceUsd: 2_250,
      }),
    );
    expect(depeg.equityUsd / depeg.maintenanceUsd).toBeCloseTo(parity.equityUsd / parity.maintenanceUsd, 12);
    expect(depeg.liquidationDistance).toBeCloseTo(parity.liquidationDistance ?? 0, 12);
  });

  test("an empty vault has nothing to liquidate", () => {
    const call = okValue(gammaVaultMargin({ ...full, right: "call", shortAmount: 0 }));
    expect([call.maintenanceUsd, call.liquidationPriceUsd]).toEqual([0, null]);
    const report = okValue(gammaVaultMargin({ ...nakedPut, shortAmount: 0 }));
    expect(report.maintenanceUsd).toBe(0);
    expect(report.liquidationPriceUsd).toBeNull();
  });

  const arbitrary = fc.record({
    right: fc.constantFrom("call" as const, "put" as const),
    shortAmount: fc.double({ min: 1e-3, max: 1e5, noNaN: true }),
    shortStrike: fc.double({ min: 0.1, max: 1e5, noNaN: true }),
    spotRatio: fc.double({ min: 0.2, max: 5, noNaN: true }),
    coverage: fc.double({ min: 0.01, max: 1.2, noNaN: true }),
    upperBound: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
    spotShock: fc.double({ min: 0.3, max: 1, noNaN: true }),
  });

  const vaultOf = ({
    spotRatio,
    coverage,
    ...draw
  }: typeof arbitrary extends fc.Arbitrary<infer T> ? T : never) => {
    const underlyingPriceUsd = draw.shortStrike * spotRatio;
    const call = draw.right === "call";
    const collateralAmount = draw.shortAmount * coverage * (call ? 1 : draw.shortStrike);
    const collateralPriceUsd = call ? underlyingPriceUsd : 1;
    return { ...nakedPut, ...draw, underlyingPriceUsd, collateralAmount, collateralPriceUsd };
  };

  test("property: equity at the liquidation price is the maintenance margin", () => {
    let found = 0;
    fc.assert(
      fc.property(arbitrary, (draw) => {
        const vault = vaultOf(draw);
        const { liquidationPriceUsd } = okValue(gammaVaultMargin(vault));
        if (liquidationPriceUsd === null) return;
        found += 1;
        const there = okValue(
          gammaVaultMargin({
            ...vault,
            underlyingPriceUsd: liquidationPriceUsd,
            collateralPriceUsd: vault.right === "call" ? liquidationPriceUsd : 1,
          }),
        );
        expect(Math.abs(there.equityUsd / there.maintenanceUsd - 1)).toBeLessThan(1e-9);
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(100);
  });

  test("property: the requirement grows with the size", () => {
    fc.assert(
      fc.property(arbitrary, fc.double({ min: 1, max: 10, noNaN: true }), (draw, factor) => {
        const vault = vaultOf(draw);
        const small = okValue(gammaVaultMargin(vault)).maintenanceUsd;
        const large = okValue(gammaVaultMargin({ ...vault, shortAmount: vault.shortAmount * factor }));
        expect(large.maintenanceUsd).toBeGreaterThanOrEqual(small);
      }),
    );
  });
});

test("bad input names every field at fault", () => {
  expect(issueFields(gammaVaultMargin({ ...full, shortAmount: -1, underlyingPriceUsd: Number.NaN }))).toEqual(
    ["shortAmount", "underlyingPriceUsd"],
  );
  expect(issueFields(gammaVaultMargin({ ...nakedPut, spotShock: 1.5 }))).toEqual(["spotShock"]);
});
