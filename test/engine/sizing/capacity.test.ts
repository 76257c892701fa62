import { describe, expect, it } from "vitest";
import { capacity } from "../../../engine/sizing/capacity.ts";
import { capParticipation } from "../../../engine/sizing/participation.ts";
import { fields, value } from "../forecast/value.ts";

describe("participation cap", () => {
  it("cuts a trade and keeps its sign", () => {
    expect(value(capParticipation(-250, 1000, 0.1))).toEqual({
      tradeUsd: -100,
      remainingUsd: -150,
      periods: 3,
      participation: 0.1,
    });
    expect(value(capParticipation(50, 1000, 0.1)).remainingUsd).toBe(0);
  });

  it("stops in a market without volume", () => {
    const stopped = value(capParticipation(50, 0, 0.1));
    expect([stopped.tradeUsd, stopped.periods]).toEqual([0, Number.POSITIVE_INFINITY]);
    expect(value(capParticipation(0, 0, 0.1)).periods).toBe(0);
    expect(fields(capParticipation(1, -1, 2))).toEqual(["rate", "volumeUsd"]);
  });
});

describe("capacity", () => {
  const input = {
    grossReturn: 0.2,
    turnover: 12,
    proportionalCost: 0.001,
    impactCoefficient: 1,
    dailyVolatility: 0.04,
    dailyVolumeUsd: 1e8,
    tradesPerYear: 52,
  };
  const net = (capital: number) => {
    const trade = (capital * input.turnover) / input.tradesPerYear;
    const impact = input.impactCoefficient * input.dailyVolatility * Math.sqrt(trade / input.dailyVolumeUsd);
    return capital * (input.grossReturn - input.turnover * (input.proportionalCost + impact));
  };

  it("is where net profit is greatest, and gone at 9/4 of it", () => {
    const found = value(capacity(input));
    expect(found.netProfitUsd / net(found.optimalUsd)).toBeCloseTo(1, 12);
    for (const factor of [0.9, 0.99, 1.01, 1.1])
      expect(net(factor * found.optimalUsd)).toBeLessThan(found.netProfitUsd);
    expect(net(found.breakEvenUsd) / found.netProfitUsd).toBeCloseTo(0, 12);
    expect(found.breakEvenUsd / found.optimalUsd).toBeCloseTo(2.25, 12);
  });

  it("is 0 when costs exceed the return at once, and without bound when nothing is traded", () => {
    expect(value(capacity({ ...input, proportionalCost: 0.02 })).optimalUsd).toBe(0);
    expect(value(capacity({ ...input, turnover: 0 })).optimalUsd).toBe(Number.POSITIVE_INFINITY);
    expect(fields(capacity({ ...input, dailyVolumeUsd: 0 }))).toEqual(["dailyVolumeUsd"]);
  });
});
