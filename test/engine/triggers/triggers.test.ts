import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MarketDecision } from "../../../engine/oracle/market.ts";
import {
  look,
  QUIET,
  type TriggerPolicy,
  type TriggerState,
} from "../../../engine/rebalance/triggers/hysteresis.ts";
import { marginTrigger } from "../../../engine/rebalance/triggers/marginUtilisation.ts";
import { oracleTrigger } from "../../../engine/rebalance/triggers/oracleAnomaly.ts";
import { skewTrigger } from "../../../engine/rebalance/triggers/skewChange.ts";
import { varianceRatio, volatilityTrigger } from "../../../engine/rebalance/triggers/volatilityDeviation.ts";
import { driftTrigger } from "../../../engine/rebalance/triggers/weightDrift.ts";
import { expectWithin } from "../figures.ts";
import { fields, normals, value } from "../forecast/value.ts";

const policy = (openAt: number, closeAt: number, looks = 1): TriggerPolicy => ({
  openAt,
  closeAt,
  openLooks: looks,
  closeLooks: looks,
});
const OPEN: TriggerState = { isOpen: true, looks: 0 };

describe("hysteresis", () => {
  const follow = (values: readonly number[], rule: TriggerPolicy) => {
    let state = QUIET;
    return values.map((next) => {
      state = value(look(state, next, rule));
      return state.isOpen;
    });
  };

  it("does not toggle between its two levels", () => {
    expect(follow([0.7, 0.8, 0.75, 0.79, 0.81, 0.7, 0.75], policy(0.8, 0.7))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("waits for looks in a row, and starts to count anew after one that disagrees", () => {
    expect(follow([9, 9, 0, 9, 9, 9, 0, 0, 9, 0, 0, 0], policy(5, 4, 3))).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it("changes state only on a value beyond the level of the other state", () => {
    const number = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.array(number), (values) => {
        let state = QUIET;
        for (const next of values) {
          const after = value(look(state, next, policy(3, -3, 2)));
          if (after.isOpen && !state.isOpen) expect(next).toBeGreaterThanOrEqual(3);
          if (!after.isOpen && state.isOpen) expect(next).toBeLessThanOrEqual(-3);
          state = after;
        }
      }),
    );
  });

  it("refuses levels that cross, since it would open and close at every look", () => {
    expect(fields(look(QUIET, 1, policy(1, 1)))).toEqual(["policy.closeAt"]);
    expect(fields(look(QUIET, Number.NaN, policy(1, 0, 0)))).toEqual([
      "value",
      "policy.openLooks",
      "policy.closeLooks",
    ]);
  });
});

/** Student t with 5 degrees of freedom, scaled to variance 1: kurtosis 9. */
function fatTails(count: number, seed: number): number[] {
  const normal = normals(seed);
  return Array.from({ length: count }, () => {
    const top = normal();
    let chi = 0;
    for (let k = 0; k < 5; k++) chi += normal() ** 2;
    return (top / Math.sqrt(chi / 5)) * Math.sqrt(3 / 5);
  });
}

const test = (returns: readonly number[], kurtosis: number, forecastObservations = 1e4) =>
  value(
    varianceRatio({
      underlying: "ETH",
      returns,
      forecastVariances: returns.map(() => 1),
      forecastObservations,
      kurtosis,
    }),
  );

describe("deviation of realised from forecast volatility", () => {
  it("agrees with tables of the F distribution", () => {
    // Upper 2.5 % points of F, as printed in tables: F(10, 10) = 3.7168, F(5, 20) = 3.2891, F(30, 60) = 1.8152.
    const cases = [
      [10, 10, 3.7168],
      [5, 20, 3.2891],
      [30, 60, 1.8152],
    ] as const;
    for (const [n, m, point] of cases) {
      const { pValue, ratio } = test(new Array(n).fill(Math.sqrt(point)), 3, m);
      expectWithin(Math.abs(ratio - point), 1e-12);
      expectWithin(Math.abs(pValue - 0.05), 2e-5);
    }
  });

  it("sees a calm as well as a storm", () => {
    expect(test(new Array(60).fill(0.5), 3).pValue).toBeLessThan(1e-6);
    expect(test(new Array(60).fill(1.6), 3).pValue).toBeLessThan(1e-6);
    expect(test(new Array(60).fill(1), 3).pValue).toBeGreaterThan(0.9);
  });

  it("does not cry wolf at fat tails, which the plain test does", () => {
    const alarms = (kurtosis: number) =>
      Array.from({ length: 1000 }, (_, seed) => test(fatTails(40, seed + 1), kurtosis).pValue).filter(
        (p) => p < 0.05,
      ).length / 1000;
    expect(alarms(3)).toBeGreaterThan(0.15);
    expect(alarms(9)).toBeLessThan(0.06);
  });

  it("has the stated level when returns are normal", () => {
    const normal = normals(5);
    const alarms = Array.from({ length: 2000 }, () =>
      test(
        Array.from({ length: 30 }, () => normal()),
        3,
      ).pValue < 0.05
        ? 1
        : 0,
    );
    expectWithin(Math.abs(alarms.reduce((sum: number, a) => sum + a, 0) / 2000 - 0.05), 0.015);
  });

  it("opens at a confidence and closes at a lower one", () => {
    const at = (size: number, state: TriggerState) =>
      value(
        volatilityTrigger(
          {
            underlying: "ETH",
            returns: new Array(30).fill(0.02 * size),
            forecastVariances: new Array(30).fill(0.0004),
            forecastObservations: 60,
            kurtosis: 3,
          },
          policy(0.99, 0.9),
          state,
        ),
      );
    expect(at(1.6, QUIET)).toMatchObject({
      kind: "volatilityDeviation",
      subject: "ETH",
      change: "opened",
      degreesOfFreedom: [30, 60],
    });
    // Significant at 95 %: not enough to open, too much to close.
    const between = at(1.35, QUIET);
    expect(between.value).toBeGreaterThan(0.9);
    expect(between.value).toBeLessThan(0.99);
    expect(between.change).toBeNull();
    expect(at(1.35, OPEN)).toMatchObject({ change: null, state: { isOpen: true } });
    expect(at(1.05, OPEN).change).toBe("closed");
  });

  it("names what is wrong", () => {
    const wrong = { underlying: "ETH", returns: [1], forecastVariances: [0, 1], kurtosis: 1 };
    expect(fields(varianceRatio({ ...wrong, forecastObservations: 0 }))).toEqual([
      "returns.length",
      "forecastVariances[0]",
      "forecastObservations",
      "kurtosis - 1",
      "forecastVariances",
    ]);
  });
});

describe("triggers by kind", () => {
  it("skew: moves since the book was balanced, in usual days", () => {
    const input = { subject: "ETH 30d", skew: 0.09, reference: 0.03, dailyStandardDeviation: 0.015 };
    const found = value(skewTrigger(input, policy(3, 2), QUIET));
    expect(found).toMatchObject({ kind: "skewChange", value: 4, change: "opened", skew: 0.09 });
    expect(value(skewTrigger({ ...input, skew: -0.01 }, policy(3, 2), QUIET)).change).toBeNull();
    expect(fields(skewTrigger({ ...input, dailyStandardDeviation: 0 }, policy(3, 2), QUIET))).toEqual([
      "dailyStandardDeviation",
    ]);
  });

  it("weights: turnover to the targets, and which strayed most", () => {
    const weights = [
      { name: "BTC", weight: 0.62, target: 0.5 },
      { name: "ETH", weight: 0.3, target: 0.35 },
      { name: "SOL", weight: 0.08, target: 0.15 },
    ];
    const found = value(driftTrigger("book", weights, policy(0.1, 0.05), QUIET));
    expect(found.value).toBeCloseTo(0.12, 12);
    expect(found).toMatchObject({
      change: "opened",
      largest: { name: "BTC", drift: expect.closeTo(0.12, 12) },
    });
    expect(fields(driftTrigger("book", [], policy(0.1, 0.05), QUIET))).toEqual(["weights"]);
  });

  it("margin: share of equity, and a set without equity is the worst of all", () => {
    const at = (requirementUsd: number, equityUsd: number) =>
      value(marginTrigger({ nettingSetId: "1:a", requirementUsd, equityUsd }, policy(0.8, 0.7), QUIET));
    expect(at(79, 100).change).toBeNull();
    expect(at(80, 100)).toMatchObject({ change: "opened", value: 0.8, equityUsd: 100 });
    expect(at(1, 0)).toMatchObject({ change: "opened", value: 1000 });
    expect(at(1, -5).change).toBe("opened");
    expect(at(0, 0)).toMatchObject({ change: null, value: 0 });
  });

  it("oracle: opens at an action, and closes only after it was quiet for long enough", () => {
    const decision = (action: MarketDecision["action"]): MarketDecision => ({ action, reasons: [] });
    const levels = { openAt: "reduceOnly", openLooks: 1, closeLooks: 3 } as const;
    const actions = ["widen", "freeze", "use", "use", "reduceOnly", "use", "widen", "use"] as const;
    let state = QUIET;
    const changes = actions.map((action) => {
      const found = value(oracleTrigger("ETH at gmx", decision(action), levels, state));
      state = found.state;
      return found.change;
    });
    expect(changes).toEqual([null, "opened", null, null, null, null, null, "closed"]);
  });
});
