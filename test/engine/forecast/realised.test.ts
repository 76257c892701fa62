import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bipowerVariance, jumpShare } from "../../../engine/forecast/bipowerVariance.ts";
import { closeToCloseVariance } from "../../../engine/forecast/closeToClose.ts";
import { ewmaVariance, ewmaVarianceRate } from "../../../engine/forecast/ewma.ts";
import { exitTimeVariance } from "../../../engine/forecast/exitTimeVariance.ts";
import { garmanKlassVariance, parkinsonVariance } from "../../../engine/forecast/rangeVariance.ts";
import { fields, normals, value } from "./value.ts";

describe("realised variance", () => {
  it("from a bar's range, by hand", () => {
    const bar = {
      open: 100,
      high: 100 * Math.E ** 0.03,
      low: 100 * Math.E ** -0.01,
      close: 100 * Math.E ** 0.02,
    };
    expect(value(parkinsonVariance(bar))).toBeCloseTo(0.0016 / (4 * Math.LN2), 15);
    expect(value(garmanKlassVariance(bar))).toBeCloseTo(0.0008 - (2 * Math.LN2 - 1) * 0.0004, 15);
  });

  it("is never negative, whatever the bar", () => {
    const price = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(price, price, price, price, (a, b, c, d) => {
        const [low, x, y, high] = [a, b, c, d].sort((p, q) => p - q) as [number, number, number, number];
        const bar = { open: y, high, low, close: x };
        expect(value(garmanKlassVariance(bar))).toBeGreaterThanOrEqual(0);
        expect(value(parkinsonVariance(bar))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("agrees between range, body and returns on a fine random walk", () => {
    const normal = normals(7);
    const sum = { gk: 0, parkinson: 0, returns: 0 };
    const bars = 400;
    const steps = 2000;
    for (let bar = 0; bar < bars; bar++) {
      const path = [1];
      let log = 0;
      for (let i = 0; i < steps; i++) {
        log += (0.04 / Math.sqrt(steps)) * normal();
        path.push(Math.exp(log));
      }
      const ohlc = { open: 1, high: Math.max(...path), low: Math.min(...path), close: path.at(-1) ?? 1 };
      sum.gk += value(garmanKlassVariance(ohlc)) / bars;
      sum.parkinson += value(parkinsonVariance(ohlc)) / bars;
      sum.returns += value(closeToCloseVariance(path)) / bars;
    }
    // A walk seen at n points misses 2 * 0.5826 sigma / sqrt(n) of its range: 2.6 % of variance at 2000 points, and the
    // standard error of 400 bars is 2.6 % for Garman-Klass.
    expect(sum.returns / 0.0016).toBeCloseTo(1, 2);
    expect(Math.abs(sum.gk / 0.0016 - 1)).toBeLessThan(0.1);
    expect(Math.abs(sum.parkinson / 0.0016 - 1)).toBeLessThan(0.1);
  });

  it("names the broken field of a bar", () => {
    expect(fields(garmanKlassVariance({ open: 1, high: 0.9, low: 0.8, close: 0.9 }))).toEqual(["high"]);
    expect(fields(parkinsonVariance({ open: 1, high: 2, low: 0, close: 1 }))).toEqual(["low"]);
    expect(fields(closeToCloseVariance([1, Number.NaN]))).toEqual(["prices[1]"]);
  });
});

describe("variance from exit times", () => {
  const up = Math.log1p(0.005);
  const down = Math.log1p(-0.005);

  it("counts a threshold round as its band and a heartbeat round as its own move", () => {
    const rounds = [
      { logReturn: up, seconds: 600 },
      { logReturn: down * 3, seconds: 300 },
      { logReturn: 0.001, seconds: 3600 },
    ];
    const found = value(exitTimeVariance(rounds, 0.005));
    expect(found.variancePerSecond).toBeCloseTo((up ** 2 + down ** 2 + 1e-6) / 4500, 18);
    expect([found.exits, found.cut]).toEqual([2, 1]);
  });

  it("is unbiased although heartbeats cut the rounds: every path of a coin walk, to the last one", () => {
    // Steps of one tick; the band is 3 ticks, the heartbeat 8 steps. Optional stopping makes the two sums equal.
    const tick = 0.001;
    const totals = { squares: 0, steps: 0 };
    for (let path = 0; path < 2 ** 8; path++) {
      let at = 0;
      let steps = 0;
      while (steps < 8 && Math.abs(at) < 3) at += ((path >> steps++) & 1) === 1 ? 1 : -1;
      totals.steps += steps;
      const found = value(
        exitTimeVariance([{ logReturn: at * tick, seconds: steps }], 0.9), // every round cut: its own square
      );
      totals.squares += found.variancePerSecond * steps;
    }
    expect(totals.squares / totals.steps / tick ** 2).toBeCloseTo(1, 12);
  });

  it("finds the volatility of a feed that saw a diffusion", () => {
    const normal = normals(11);
    const perSecond = 0.6 ** 2 / (365 * 86_400);
    const rounds = [];
    let log = 0;
    let seconds = 0;
    while (rounds.length < 2000) {
      log += Math.sqrt(perSecond) * normal();
      seconds++;
      if (log < up && log > down && seconds < 3600) continue;
      rounds.push({ logReturn: log, seconds });
      log = 0;
      seconds = 0;
    }
    const found = value(exitTimeVariance(rounds, 0.005));
    expect(found.cut).toBeGreaterThan(100);
    // Standard error about 2 %; watching once a second misses 4 % of a band of 46 one-second deviations.
    expect(Math.abs(Math.sqrt(found.variancePerSecond / perSecond) - 1)).toBeLessThan(0.06);
  });

  it("refuses a feed without rounds, time or band", () => {
    expect(fields(exitTimeVariance([], 0.005))).toEqual(["rounds.length"]);
    expect(fields(exitTimeVariance([{ logReturn: 0, seconds: 0 }], 0.005))).toEqual(["rounds"]);
    expect(fields(exitTimeVariance([{ logReturn: 0, seconds: 1 }], 1))).toEqual(["threshold"]);
  });
});

describe("bipower variance", () => {
  it("by hand", () => {
    expect(value(bipowerVariance([0.01, -0.02, 0.03]))).toBeCloseTo((Math.PI / 2) * 0.0008, 15);
    expect(fields(bipowerVariance([0.01]))).toEqual(["returns.length"]);
  });

  it("of a walk without jumps is the sum of squares; a jump stays out of it and is the share", () => {
    const normal = normals(11);
    const returns = Array.from({ length: 20_000 }, () => 0.001 * normal());
    const calm = value(bipowerVariance(returns));
    expect(calm / 0.02).toBeCloseTo(1, 1);
    expect(value(jumpShare(returns))).toBeLessThan(0.05);
    const jumped = returns.with(10_000, 0.2);
    expect(value(bipowerVariance(jumped)) / calm).toBeLessThan(1.05);
    expect(value(jumpShare(jumped))).toBeCloseTo(0.04 / 0.06, 1);
  });

  it("has no share of jumps in a price that stood still", () => {
    expect(value(jumpShare([0, 0, 0]))).toBe(0);
  });
});

describe("the exponentially weighted variance rate", () => {
  const rounds = (returns: readonly number[], seconds: number) =>
    returns.map((logReturn) => ({ logReturn, seconds }));

  it("at even times is the average with lambda = e^(-step / time constant), without a start value", () => {
    const timeConstant = -3_600 / Math.log(0.94);
    const normal = normals(3);
    const returns = Array.from({ length: 800 }, () => 0.01 * normal());
    const even = value(
      ewmaVariance(
        returns.map((r) => r * r),
        0.94,
      ),
    );
    expect(value(ewmaVarianceRate(rounds(returns, 3_600), timeConstant)) * 3_600).toBeCloseTo(even, 12);
    // One return is its own average, whatever the weights.
    expect(value(ewmaVarianceRate(rounds([0.01], 60), 10))).toBeCloseTo(1e-4 / 60, 15);
  });

  it("does not care into how many rounds of one second a trade falls", () => {
    const split = [
      { logReturn: 0.01, seconds: 100 },
      { logReturn: 0.02, seconds: 0 },
      { logReturn: 0.01, seconds: 50 },
    ];
    const nearly = split.map((round) => ({ ...round, seconds: round.seconds || 1e-9 }));
    expect(value(ewmaVarianceRate(split, 600))).toBeCloseTo(value(ewmaVarianceRate(nearly, 600)), 12);
  });

  it("refuses rounds without time, and times that run back", () => {
    expect(fields(ewmaVarianceRate(rounds([0.01], 0), 60))).toEqual(["rounds"]);
    expect(fields(ewmaVarianceRate(rounds([0.01], -1), 60))).toEqual(["rounds[0].seconds"]);
    expect(fields(ewmaVarianceRate([], 60))).toEqual(["logReturn.length"]);
    expect(fields(ewmaVarianceRate(rounds([0.01], 1), 0))).toEqual(["timeConstant"]);
  });
});
