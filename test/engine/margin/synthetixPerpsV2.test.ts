import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  flaggerFeeUsd,
  type SynthetixPerpsV2Position,
  synthetixPerpsV2Margin,
} from "../../../engine/margin/synthetixPerpsV2.ts";
import {
  synthetixAccruedFunding,
  synthetixFundingEntry,
  synthetixFundingRate,
} from "../../../engine/margin/synthetixPerpsV2Accrual.ts";
import { synthetixPerpsV2Views } from "../../../engine/margin/synthetixPerpsV2Views.ts";
import {
  flaggerFee,
  funding,
  fundingMarket,
  params,
  states,
} from "../../fixtures/margin/synthetixPerpsV2.ts";
import { issueFields, okValue } from "./support.ts";

const usd = (value: bigint) => Number(value) / 1e18;

function positionOf(state: (typeof states)[number]): SynthetixPerpsV2Position {
  return {
    marginUsd: usd(state.margin),
    size: usd(state.size),
    lastPriceUsd: usd(state.lastPrice),
    markPriceUsd: usd(state.price),
    accruedFundingUsd: usd(state.accruedFunding),
    params,
  };
}

describe("contract views", () => {
  for (const state of states) {
    test(state.name, () => {
      const views = okValue(synthetixPerpsV2Views(positionOf(state)));
      expect(views.remainingMarginUsd).toBeCloseTo(usd(state.remainingMargin), 10);
      expect(views.accessibleMarginUsd).toBeCloseTo(usd(state.accessibleMargin), 10);
      expect(views.approximateLiquidationPriceUsd).toBeCloseTo(usd(state.liquidationPrice), 10);
      expect(views.canLiquidate).toBe(state.canLiquidate);
      const report = okValue(synthetixPerpsV2Margin(positionOf(state)));
      expect(report.equityUsd).toBeCloseTo(usd(state.remainingMargin), 10);
      expect(report.equityUsd <= report.maintenanceUsd && report.maintenanceUsd > 0).toBe(state.canLiquidate);
    });
  }

  test("the flagger fee of a liquidation is what the event paid", () => {
    expect(flaggerFeeUsd(flaggerFee.notionalUsd, params)).toBeCloseTo(flaggerFee.feeUsd, 12);
  });
});

describe("funding in integers", () => {
  for (const step of funding) {
    test(`FundingRecomputed at ${step.at}`, () => {
      const state = { ...step.from, ...fundingMarket };
      expect(synthetixFundingRate(state, step.at)).toBe(step.fundingRate);
      expect(synthetixFundingEntry(state, step.at, step.price)).toBe(step.funding);
    });
  }

  test("accrued funding of the short is the view's, to the wei", () => {
    expect(synthetixAccruedFunding(-8n * 10n ** 18n, -2882812500000000n, -7495259108406000n)).toBe(
      36899572867248000n,
    );
  });

  test("the skew that drives funding is held within its scale", () => {
    const state = { funding: 0n, fundingRate: 0n, timestamp: 0n, ...fundingMarket };
    const beyond = synthetixFundingRate({ ...state, skew: 5n * fundingMarket.skewScale }, 86_400n);
    expect(beyond).toBe(fundingMarket.maxFundingVelocity);
    const below = synthetixFundingRate({ ...state, skew: -5n * fundingMarket.skewScale }, 86_400n);
    expect(below).toBe(-fundingMarket.maxFundingVelocity);
  });
});

const base: SynthetixPerpsV2Position = {
  marginUsd: 1_000,
  size: 5,
  lastPriceUsd: 2_000,
  markPriceUsd: 2_000,
  accruedFundingUsd: 0,
  params,
};

describe("traps", () => {
  test("trap: lastPrice is the last mark, so a margin transfer leaves equity and the liquidation price alone", () => {
    const moved = { ...base, markPriceUsd: 2_100 };
    const remarked = { ...moved, marginUsd: 1_500, lastPriceUsd: 2_100 };
    const before = okValue(synthetixPerpsV2Margin(moved));
    const after = okValue(synthetixPerpsV2Margin(remarked));
    expect(after.equityUsd).toBe(before.equityUsd);
    expect(after.liquidationPriceUsd).toBeCloseTo(before.liquidationPriceUsd ?? 0, 10);
  });

  test("trap: the venue's liquidationPrice() uses today's requirement and is not where it liquidates", () => {
    const report = okValue(synthetixPerpsV2Margin(base));
    const views = okValue(synthetixPerpsV2Views(base));
    const there = { ...base, markPriceUsd: report.liquidationPriceUsd ?? 0 };
    expect(okValue(synthetixPerpsV2Margin(there)).equityUsd).toBeCloseTo(
      okValue(synthetixPerpsV2Margin(there)).maintenanceUsd,
      9,
    );
    const gap = views.approximateLiquidationPriceUsd - (report.liquidationPriceUsd ?? 0);
    expect(gap).toBeGreaterThan(1);
  });

  test("trap: the minimum keeper fee wins over the maximum", () => {
    expect(flaggerFeeUsd(100, { ...params, minKeeperFeeUsd: 9, maxKeeperFeeUsd: 1 })).toBe(9);
  });

  test("the liquidation price knows which piece of the flagger fee applies there", () => {
    const liquidated = (size: number, marginUsd: number) => {
      const position = { ...base, size, marginUsd };
      const price = okValue(synthetixPerpsV2Margin(position)).liquidationPriceUsd ?? Number.NaN;
      const there = okValue(synthetixPerpsV2Margin({ ...position, markPriceUsd: price }));
      expect(there.equityUsd).toBeCloseTo(there.maintenanceUsd, 6);
      return there.terms.find((term) => term.name === "flaggerFee")?.maintenanceUsd;
    };
    expect(liquidated(0.1, 50)).toBe(2);
    expect(liquidated(5, 1_000)).toBeCloseTo(5 * 1_823 * 0.0035, 0);
    expect(liquidated(1_000, 200_000)).toBe(1_000);
  });

  test("initial margin has a floor for small positions", () => {
    expect(okValue(synthetixPerpsV2Margin({ ...base, size: 0.1 })).initialUsd).toBe(40);
    expect(okValue(synthetixPerpsV2Margin({ ...base, size: 55 })).initialUsd).toBe(2_000);
  });
});

const arbitrary = fc.record({
  marginUsd: fc.double({ min: 0, max: 1e5, noNaN: true }),
  size: fc.double({ min: -1e4, max: 1e4, noNaN: true }).filter((size) => Math.abs(size) > 1e-6),
  lastPriceUsd: fc.double({ min: 0.1, max: 1e5, noNaN: true }),
  move: fc.double({ min: 0.5, max: 2, noNaN: true }),
  accruedFundingUsd: fc.double({ min: -100, max: 100, noNaN: true }),
});

describe("properties", () => {
  test("property: equity at the liquidation price is the maintenance margin", () => {
    let found = 0;
    fc.assert(
      fc.property(arbitrary, ({ move, ...draw }) => {
        const position = { ...draw, markPriceUsd: draw.lastPriceUsd * move, params };
        const { liquidationPriceUsd } = okValue(synthetixPerpsV2Margin(position));
        if (liquidationPriceUsd === null) return;
        found += 1;
        const there = okValue(synthetixPerpsV2Margin({ ...position, markPriceUsd: liquidationPriceUsd }));
        const scale =
          position.marginUsd + Math.abs(position.size) * (liquidationPriceUsd + position.lastPriceUsd);
        expect(Math.abs(there.equityUsd - there.maintenanceUsd)).toBeLessThan(1e-9 * scale);
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(250);
  });

  test("property: both requirements grow with size", () => {
    fc.assert(
      fc.property(arbitrary, fc.double({ min: 1, max: 10, noNaN: true }), ({ move, ...draw }, factor) => {
        const position = { ...draw, markPriceUsd: draw.lastPriceUsd * move, params };
        const small = okValue(synthetixPerpsV2Margin(position));
        const large = okValue(synthetixPerpsV2Margin({ ...position, size: position.size * factor }));
        expect(large.initialUsd).toBeGreaterThanOrEqual(small.initialUsd);
        expect(large.maintenanceUsd).toBeGreaterThanOrEqual(small.maintenanceUsd);
      }),
    );
  });
});

test("bad input names every field at fault", () => {
  const bad = { ...base, marginUsd: -1, markPriceUsd: Number.NaN, params: { ...params, maxLeverage: 0 } };
  const fields = ["marginUsd", "markPriceUsd", "params.maxLeverage"];
  expect(issueFields(synthetixPerpsV2Margin(bad))).toEqual(fields);
  expect(issueFields(synthetixPerpsV2Views(bad))).toEqual(fields);
});
