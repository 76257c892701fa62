import { describe, expect, it } from "vitest";
import { fitMarkovSwitching } from "../../../engine/forecast/fitMarkovSwitching.ts";
import { hamiltonFilter } from "../../../engine/forecast/hamiltonFilter.ts";
import { kimSmoother } from "../../../engine/forecast/kimSmoother.ts";
import { filterMarkovSwitching, type RegressionData } from "../../../engine/forecast/markovSwitching.ts";
import { stationaryDistribution } from "../../../engine/forecast/stationaryDistribution.ts";
import { viterbiPath } from "../../../engine/forecast/viterbi.ts";
import { volatilityRegimes } from "../../../engine/forecast/volatilityRegimes.ts";
import golden from "../../fixtures/forecast/regime.json" with { type: "json" };
import { expectWithin } from "../figures.ts";
import { fields, normals, value } from "./value.ts";

const { fedfunds, ogap, areturns, mumpspc } = golden.data;
const inflation = golden.data.inf.map((x) => x ?? Number.NaN);
const regressors = (...columns: number[][]) =>
  (columns[0] ?? []).map((_, t) => columns.map((column) => column[t] as number));
const ones = (like: readonly number[]) => like.map(() => 1);
const own = (series: number[]): RegressionData => ({
  y: series.slice(1),
  x: regressors(ones(series.slice(1)), series.slice(0, -1)),
});
const policy: RegressionData = {
  y: fedfunds.slice(4),
  x: regressors(ones(fedfunds.slice(4)), fedfunds.slice(3, -1), ogap.slice(4), inflation.slice(4)),
};
const constant = (series: number[]): RegressionData => ({ y: series, x: regressors(ones(series)) });
const autoregression = { y: mumpspc.slice(1), x: regressors(mumpspc.slice(0, -1)) };

const setups: Record<string, { data: RegressionData; regimes: number; isVarianceSwitching: boolean }> = {
  TestFedFundsConst: { data: constant(fedfunds), regimes: 2, isVarianceSwitching: false },
  TestFedFundsConstShort: { data: constant(fedfunds.slice(-10)), regimes: 2, isVarianceSwitching: false },
  TestFedFundsConstL1: { data: own(fedfunds), regimes: 2, isVarianceSwitching: false },
  TestFedFundsConstL1Exog: { data: policy, regimes: 2, isVarianceSwitching: false },
  TestFedFundsConstL1Exog3: { data: policy, regimes: 3, isVarianceSwitching: false },
  TestAreturnsConstL1Variance: { data: own(areturns), regimes: 2, isVarianceSwitching: true },
  TestMumpspcNoconstL1Variance: { data: autoregression, regimes: 2, isVarianceSwitching: true },
};

/** Their order: columns of the transition matrix but the last, coefficient by coefficient, variances. */
function unpack(params: readonly number[], regimes: number, width: number, isVarianceSwitching: boolean) {
  const transition = new Float64Array(regimes * regimes);
  let next = 0;
  for (let j = 0; j < regimes - 1; j++)
    for (let i = 0; i < regimes; i++) transition[i * regimes + j] = params[next++] as number;
  for (let i = 0; i < regimes; i++) {
    const row = transition.subarray(i * regimes, (i + 1) * regimes);
    row[regimes - 1] = 1 - row.reduce((sum, p) => sum + p, 0);
  }
  const coefficients = Array.from({ length: regimes }, () => new Array<number>(width).fill(0));
  for (let k = 0; k < width; k++) for (const row of coefficients) row[k] = params[next++] as number;
  const variances = coefficients.map((_, j) => params[next + (isVarianceSwitching ? j : 0)] as number);
  return { transition, coefficients, variances };
}

describe("Markov switching regression, golden", () => {
  it.each(golden.cases)("$test", ({ test, params, llf, llf_fit }) => {
    const setup = setups[test];
    if (setup === undefined) throw new Error(`no setup for ${test}`);
    const { data, regimes, isVarianceSwitching } = setup;
    const model = unpack(params, regimes, data.x[0]?.length ?? 0, isVarianceSwitching);
    // Printed with 5 decimals (4 for the last), from parameters printed with 6 or 7 digits.
    expectWithin(Math.abs((filterMarkovSwitching(model, data)?.logLikelihood ?? 0) - llf), 1e-5);

    const fit = value(fitMarkovSwitching(data, { regimes, isVarianceSwitching }));
    expect(fit.logLikelihood).toBeGreaterThan(llf_fit - 1e-5);
    expectWithin(fit.gradientNorm, 1e-6);
    // The ten observations of the short case have a far higher peak than the reference search found.
    if (test !== "TestFedFundsConstShort") expectWithin(Math.abs(fit.logLikelihood - llf_fit), 1e-5);
    if (llf === llf_fit) {
      const sorted = (values: Iterable<number>) => [...values].sort((a, b) => a - b);
      const found = sorted([...fit.transition, ...fit.coefficients.flat(), ...fit.variances]);
      const expected = sorted([...model.transition, ...model.coefficients.flat(), ...model.variances]);
      found.forEach((x, i) => {
        expectWithin(Math.abs(x - (expected[i] as number)), 2e-5);
      });
    }
  });
});

describe("hidden Markov chain, golden", () => {
  const { startprob, transmat, frameprob, logprob, posteriors, viterbi, forward } = golden.hmm;
  const densities = Float64Array.from(frameprob.flat(), Math.log);
  const transition = Float64Array.from(transmat.flat());
  const filter = hamiltonFilter(densities, transition, Float64Array.from(startprob));

  it("filters, smooths and finds the path of the umbrella world", () => {
    expectWithin(Math.abs(filter.logLikelihood - logprob), 5e-5);
    forward.forEach(([a = 0, b = 0], t) => {
      // Their joint probabilities are printed with 4 decimals: the last row holds 2 digits.
      expectWithin(Math.abs((filter.filtered[2 * t] as number) - a / (a + b)), 1e-4 / (a + b));
    });
    const { smoothed } = kimSmoother(filter, transition);
    posteriors.flat().forEach((p, i) => {
      expectWithin(Math.abs((smoothed[i] as number) - p), 5.1e-5);
    });
    expect(viterbiPath(densities, transition, Float64Array.from(startprob))).toEqual(viterbi);
  });

  it("smooths as an enumeration of all paths does, steps between regimes included", () => {
    const weight = (path: readonly number[]) =>
      path.reduce(
        (p, s, t) =>
          p *
          (frameprob[t]?.[s] ?? 0) *
          (t === 0 ? (startprob[s] ?? 0) : (transmat[path[t - 1] as number]?.[s] ?? 0)),
        1,
      );
    const paths = Array.from({ length: 32 }, (_, code) => [0, 1, 2, 3, 4].map((t) => (code >> t) & 1));
    const total = paths.reduce((sum, path) => sum + weight(path), 0);
    const { smoothed, transitions } = kimSmoother(filter, transition);
    for (let t = 0; t < 5; t++) {
      const p = paths.reduce((sum, path) => sum + (path[t] === 1 ? weight(path) : 0), 0) / total;
      expectWithin(Math.abs((smoothed[2 * t + 1] as number) - p), 1e-14);
    }
    const steps = paths.reduce(
      (sum, path) => sum + weight(path) * path.filter((s, t) => t > 0 && s === 1 && path[t - 1] === 0).length,
      0,
    );
    expectWithin(Math.abs((transitions[1] as number) - steps / total), 1e-14);
  });

  it("survives an observation that no regime expects", () => {
    const wild = Float64Array.from([0, 0, -5000, -6000, 0, 0]);
    const { filtered, logLikelihood } = hamiltonFilter(wild, transition, Float64Array.from(startprob));
    expect(logLikelihood).toBeCloseTo(-5000 + Math.log(0.5), 9);
    expect([...filtered].every(Number.isFinite)).toBe(true);
  });
});

describe("long-run probabilities", () => {
  it("solve pi P = pi, also of a chain that hardly ever moves", () => {
    const p = Float64Array.from([1 - 1e-13, 1e-13, 0, 2e-13, 1 - 3e-13, 1e-13, 0.5, 0.25, 0.25]);
    const pi = stationaryDistribution(p, 3) ?? new Float64Array();
    // Balance of flows out of and into the first state: pi0 1e-13 = pi1 2e-13 + pi2 0.5.
    expect(((pi[1] as number) * 2e-13 + (pi[2] as number) * 0.5) / ((pi[0] as number) * 1e-13)).toBeCloseTo(
      1,
      3,
    );
    expect(pi.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 14);
    expect(stationaryDistribution(Float64Array.from([1, 0, 0, 1]), 2)).toBeNull();
  });
});

describe("volatility regimes", () => {
  it("finds a calm and a turbulent stretch and says which one holds now", () => {
    const normal = normals(21);
    const returns = Array.from({ length: 600 }, (_, t) => (t % 300 < 200 ? 0.01 : 0.05) * normal());
    const found = value(volatilityRegimes(returns));
    const [calm, wild] = found.regimes;
    expect(Math.sqrt(calm?.variance ?? 0)).toBeCloseTo(0.01, 2);
    expect(Math.sqrt(wild?.variance ?? 0)).toBeGreaterThan(0.04);
    expect(wild?.probability).toBeGreaterThan(0.95);
    expect(found.smoothed[100]?.[0]).toBeGreaterThan(0.95);
    expect(found.nextVariance).toBeGreaterThan(0.03 ** 2);
    const mirrored = value(volatilityRegimes(returns.map((r) => r * 1e-4)));
    expectWithin(Math.abs((mirrored.regimes[0]?.variance ?? 0) / (1e-8 * (calm?.variance ?? 0)) - 1), 1e-5);
  });

  it("refuses a flat series", () => {
    expect(fields(volatilityRegimes([1, 1, 1].map(() => 0)))).toEqual(["returns"]);
    expect(fields(volatilityRegimes([]))).toEqual(["returns"]);
  });
});
