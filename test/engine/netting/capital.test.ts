import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { netGrossRatio } from "../../../engine/netting/netGrossRatio.ts";
import { saCcrExposure, saCcrMultiplier } from "../../../engine/netting/saCcr.ts";
import { counterpartyA, counterpartyB, multipliers, netGrossRatios } from "../../fixtures/netting/capital.ts";
import { expectWithin } from "../figures.ts";
import { issueFields, okValue } from "../margin/support.ts";

describe("SA-CCR of ORE's example", () => {
  /** The files print six decimals, and the notionals three and four. */
  const PRINTED = 5e-6;
  const close = (actual: number, printed: number) => expectWithin(Math.abs(actual - printed), PRINTED);

  it("counterparty A: two currency pairs without collateral", () => {
    const { expect: printed, ...input } = counterpartyA;
    const exposure = okValue(saCcrExposure(input));
    close(exposure.addOnUsd, printed.addOn);
    close(exposure.replacementCostUsd, printed.replacementCost);
    expect(exposure.multiplier).toBe(printed.multiplier);
    close(exposure.exposureAtDefaultUsd, printed.exposureAtDefault);
    for (const { addOn, ...set } of input.hedgingSets) {
      close(okValue(saCcrExposure({ ...input, hedgingSets: [set] })).addOnUsd, addOn);
    }
  });

  it("counterparty B: a threshold is exposure although nothing is owed", () => {
    const { expect: printed, ...input } = counterpartyB;
    const exposure = okValue(saCcrExposure(input));
    close(exposure.replacementCostUsd, printed.replacementCost);
    close(exposure.exposureAtDefaultUsd, printed.exposureAtDefault);
  });

  it.each(multipliers)("multiplier at $excess over an add-on of $addOn", ({ excess, addOn, multiplier }) => {
    expectWithin(Math.abs(saCcrMultiplier(excess, addOn) - multiplier), 1e-15);
  });
});

describe("SA-CCR", () => {
  const set = { supervisoryFactor: 0.32, effectiveNotionalUsd: 1000 };
  const input = { valueUsd: 0, collateralUsd: 0, hedgingSets: [set] };

  it("a hedge offsets inside its hedging set only", () => {
    const short = { ...set, effectiveNotionalUsd: -1000 };
    expect(okValue(saCcrExposure({ ...input, hedgingSets: [set, short] })).addOnUsd).toBe(640);
  });

  it("excess collateral lowers the add-on to a twentieth and no further", () => {
    const { multiplier } = okValue(saCcrExposure({ ...input, collateralUsd: 1e9 }));
    expect(multiplier).toBe(0.05);
    expect(okValue(saCcrExposure({ ...input, collateralUsd: 1e9, hedgingSets: [] }))).toMatchObject({
      addOnUsd: 0,
      exposureAtDefaultUsd: 0,
    });
  });

  it("never falls when value rises, nor rises when collateral does", () => {
    const usd = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(usd, usd, fc.double({ min: 0, max: 1e6, noNaN: true }), (valueUsd, collateralUsd, more) => {
        const at = (change: object) =>
          okValue(saCcrExposure({ ...input, valueUsd, collateralUsd, ...change })).exposureAtDefaultUsd;
        expect(at({ valueUsd: valueUsd + more })).toBeGreaterThanOrEqual(at({}));
        expect(at({ collateralUsd: collateralUsd + more })).toBeLessThanOrEqual(at({}));
      }),
    );
  });

  it("names every field at fault", () => {
    expect(
      issueFields(
        saCcrExposure({
          valueUsd: Number.NaN,
          collateralUsd: Infinity,
          hedgingSets: [{ supervisoryFactor: -1, effectiveNotionalUsd: Number.NaN }],
          margin: { thresholdUsd: -1, minimumTransferUsd: 0, independentUsd: 0 },
        }),
      ),
    ).toEqual([
      "valueUsd",
      "collateralUsd",
      "hedgingSets[0].supervisoryFactor",
      "hedgingSets[0].effectiveNotionalUsd",
      "margin.thresholdUsd",
    ]);
    const huge = { supervisoryFactor: 10, effectiveNotionalUsd: Number.MAX_VALUE };
    expect(issueFields(saCcrExposure({ ...input, hedgingSets: [huge] }))).toEqual(["hedgingSets"]);
  });
});

describe("net-to-gross ratio", () => {
  it.each(netGrossRatios)("of $values", ({ values, ratio, bilateral, centrallyCleared }) => {
    const factors = okValue(netGrossRatio(values));
    expectWithin(Math.abs(factors.ratio - ratio), 1e-15);
    expectWithin(Math.abs(factors.bilateral - bilateral), 1e-15);
    expectWithin(Math.abs(factors.centrallyCleared - centrallyCleared), 1e-15);
  });

  it("names a value that is no number", () => {
    expect(issueFields(netGrossRatio([1, Number.NaN]))).toEqual(["valuesUsd[1]"]);
  });
});
