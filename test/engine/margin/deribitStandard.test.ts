import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STANDARD_RATES, standardOptionMargin } from "../../../engine/margin/deribitStandard.ts";
import { shorts } from "../../fixtures/margin/deribitStandard.ts";
import { issueFields, okValue } from "./support.ts";

const account = { collateralCoins: 2, underlyingPriceUsd: 60_000, rates: STANDARD_RATES.deribit };

test.each(shorts)("short $right $strike marked at $mark", ({ right, strike, mark, initial, maintenance }) => {
  const options = [{ right, strike, size: -1, markCoin: mark }];
  const report = okValue(standardOptionMargin({ ...account, options }));
  expect(report.initialUsd / 60_000).toBeCloseTo(initial, 12);
  expect(report.maintenanceUsd / 60_000).toBeCloseTo(maintenance, 12);
});

describe("traps", () => {
  test("trap: a long needs nothing and offsets nothing", () => {
    const short = { right: "call", strike: 60_000, size: -1, markCoin: 0.03 } as const;
    const alone = okValue(standardOptionMargin({ ...account, options: [short] }));
    const hedged = okValue(standardOptionMargin({ ...account, options: [short, { ...short, size: 1 }] }));
    expect(hedged.maintenanceUsd).toBe(alone.maintenanceUsd);
  });

  test("trap: a put worth more than a coin has a maintenance margin that grows with its mark", () => {
    const options = [{ right: "put", strike: 200_000, size: -1, markCoin: 2.3 } as const];
    const report = okValue(standardOptionMargin({ ...account, options }));
    expect(report.maintenanceUsd / 60_000).toBeCloseTo(2.3 * 1.075, 12);
    expect(report.initialUsd).toBe(report.maintenanceUsd);
  });

  test("Aevo keeps more maintenance margin on the same rule", () => {
    const options = [{ right: "call", strike: 60_000, size: -1, markCoin: 0.03 } as const];
    const report = okValue(standardOptionMargin({ ...account, options, rates: STANDARD_RATES.aevo }));
    expect(report.maintenanceUsd / 60_000).toBeCloseTo(0.13, 12);
  });
});

test("property: requirements grow with the size of a short", () => {
  const option = fc.record({
    right: fc.constantFrom("call" as const, "put" as const),
    strike: fc.double({ min: 1e3, max: 3e5, noNaN: true }),
    size: fc.double({ min: -100, max: -0.1, noNaN: true }),
    markCoin: fc.double({ min: 0, max: 3, noNaN: true }),
  });
  fc.assert(
    fc.property(option, fc.double({ min: 1, max: 10, noNaN: true }), (row, factor) => {
      const small = okValue(standardOptionMargin({ ...account, options: [row] }));
      const large = okValue(
        standardOptionMargin({ ...account, options: [{ ...row, size: row.size * factor }] }),
      );
      expect(large.initialUsd).toBeGreaterThanOrEqual(small.initialUsd);
      expect(large.maintenanceUsd).toBeGreaterThanOrEqual(small.maintenanceUsd);
      expect(small.initialUsd).toBeGreaterThanOrEqual(small.maintenanceUsd);
    }),
  );
});

test("bad input names every field at fault", () => {
  const options = [{ right: "call", strike: 0, size: Number.NaN, markCoin: -1 } as const];
  expect(issueFields(standardOptionMargin({ ...account, underlyingPriceUsd: 0, options }))).toEqual([
    "underlyingPriceUsd",
    "options[0].strike",
    "options[0].size",
    "options[0].markCoin",
  ]);
});
