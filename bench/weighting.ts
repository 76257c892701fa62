/**
 * Measures the weighting layer: `node bench/weighting.ts [--data DIR]`.
 * Certificates over 10,000 hard covariances, risk parity up to 500 hedged assets, times of covariance plus weights,
 * and, with `--data`, a weekly walk-forward over 13 coins (`crypto_daily_ohlcv_2020_2025.json`) with and without the
 * rule that trades only when the benefit exceeds the cost. Seeds are fixed; times are medians after a warm-up.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readConstraints } from "../engine/allocation/constraints.ts";
import { meanVarianceWeights } from "../engine/allocation/meanVariance.ts";
import { minimumVarianceWeights } from "../engine/allocation/minimumVariance.ts";
import { ewmaCovariance } from "../engine/covariance/ewma.ts";
import { ledoitWolfCovariance } from "../engine/covariance/ledoitWolf.ts";
import { oasCovariance } from "../engine/covariance/oas.ts";
import { sampleCovariance } from "../engine/covariance/sample.ts";
import type { Result } from "../engine/result.ts";
import type { Certificate } from "../engine/solvers/certificate.ts";
import { multiplySquare, type SquareMatrix } from "../engine/solvers/dense.ts";
import { minimumVariance } from "../engine/solvers/minimumVariance.ts";
import { solveRiskBudget } from "../engine/solvers/riskBudget.ts";
import { dot } from "../engine/solvers/sparse.ts";
import { hardCovariance, hedgedCovariance } from "../test/engine/solvers/randomCovariances.ts";
import { uniform } from "../test/engine/solvers/randomPrograms.ts";

/** Long enough for the compiler: skfolio's times are of a warm process too. */
const WARM_UP_MS = 200;

const { values: flags } = parseArgs({ options: { data: { type: "string" } } });

certificates();
riskParity();
speed();
if (flags.data === undefined) console.log("walk-forward: skipped, needs --data DIR");
else walkForward(join(flags.data, "crypto_daily_ohlcv_2020_2025.json"));

function certificates(): void {
  certified("minimum variance", (covariance) => minimumVariance(covariance));
  certified("mean-variance", (covariance, seed) => {
    const { size, values } = covariance;
    const random = uniform(seed);
    const expectedReturns = Float64Array.from(
      { length: size },
      (_, i) => 0.3 * (random() - 0.4) * Math.sqrt(values[i * (size + 1)] as number),
    );
    const input = { size, covariance, returns: null, expectedReturns, returnEllipsoid: null };
    return meanVarianceWeights(input, value(readConstraints({}, size)), {});
  });
}

function certified(
  name: string,
  solve: (covariance: SquareMatrix, seed: number) => Result<{ readonly certificate: Certificate | null }>,
): void {
  let passed = 0;
  let worst = 0;
  let slowest = 0;
  for (let seed = 1; seed <= 10_000; seed++) {
    const start = performance.now();
    const result = solve(hardCovariance(seed, 30), seed);
    slowest = Math.max(slowest, performance.now() - start);
    if (!result.ok || result.value.certificate === null) continue;
    const { primalResidual, dualResidual, complementarity, gap } = result.value.certificate;
    passed += 1;
    worst = Math.max(worst, primalResidual, dualResidual, complementarity, gap);
  }
  console.log(
    `${name}, 10,000 hard covariances: ${passed} certified, largest residual ${worst.toExponential(1)} (bar 1e-9), slowest ${slowest.toFixed(1)} ms`,
  );
}

function riskParity(): void {
  for (const size of [50, 200, 500]) {
    for (const closeness of [0.5, 1e-3]) {
      const covariance = hedgedCovariance(size, size, closeness);
      const budgets = new Float64Array(size).fill(1 / size);
      const error = value(solveRiskBudget(covariance, budgets)).budgetError;
      const ms = median(3, () => solveRiskBudget(covariance, budgets));
      console.log(
        `risk parity, ${size} hedged assets (${closeness} short of riskless): error ${error.toExponential(1)} (bar 1e-9), ${ms.toFixed(1)} ms`,
      );
    }
  }
}

/** skfolio's own `fit` of the same sizes, ms: minimum variance, risk budgeting (measured on a two-core EPYC). */
function speed(): void {
  for (const [size, count, quiet, quietBar, budget, budgetBar] of [
    [10, 40, 11, 20, 9.6, 20],
    [50, 200, 8.9, 20, 21, 20],
    [200, 500, 80, 5, 179, 20],
    [500, 500, 628, null, 2049, 20],
  ] as const) {
    const returns = randomReturns(size, count);
    const shares = new Float64Array(size).fill(1 / size);
    const a = median(21, () => minimumVariance(value(sampleCovariance(returns))));
    const b = median(21, () => solveRiskBudget(value(sampleCovariance(returns)), shares));
    console.log(
      `${size} assets x ${count} rows, covariance included: minimum variance ${times(a, quiet, quietBar)}, risk parity ${times(b, budget, budgetBar)}`,
    );
  }
}

function times(own: number, peer: number, bar: number | null): string {
  const ratio = peer / own;
  const verdict = bar === null ? "no bar" : `bar ${bar}x ${ratio >= bar ? "met" : "MISSED"}`;
  return `${own.toFixed(2)} ms (skfolio ${peer}, ${ratio.toFixed(0)}x, ${verdict})`;
}

function walkForward(path: string): void {
  const data = JSON.parse(readFileSync(path, "utf8")) as {
    dates: string[];
    groups: { full2020: string[] };
    series: Record<string, { close: number[] }>;
  };
  const closes = data.groups.full2020.map((coin) => data.series[coin]?.close ?? []);
  const returns = data.dates
    .slice(1)
    .map((_, t) => closes.map((close) => (close[t + 1] ?? Number.NaN) / (close[t] ?? Number.NaN) - 1));
  const first = data.dates.indexOf("2021-01-01") - 1;
  const variants: readonly [string, (rows: number[][]) => SquareMatrix, number | null][] = [
    ["sample", (rows) => value(sampleCovariance(rows)), null],
    ["Ledoit-Wolf", (rows) => value(ledoitWolfCovariance(rows)).covariance, null],
    ["OAS", (rows) => value(oasCovariance(rows)).covariance, null],
    ["EWMA .97", (rows) => value(ewmaCovariance(rows, 0.97)), null],
    ["Ledoit-Wolf, cap 25 %", (rows) => value(ledoitWolfCovariance(rows)).covariance, 0.25],
  ];
  for (const [name, estimate, cap] of variants) {
    const ms = median(5, () => walk(returns, first, estimate, cap, false));
    const always = walk(returns, first, estimate, cap, false);
    const tested = walk(returns, first, estimate, cap, true);
    console.log(
      `walk-forward ${name}: ${always.rebalances} rebalances in ${ms.toFixed(0)} ms (bar 150), volatility ${always.volatility.toFixed(3)}; ` +
        `trading only when it pays: ${tested.rebalances} rebalances, turnover x${(tested.turnover / always.turnover).toFixed(2)} (bar .75), ` +
        `volatility ${((tested.volatility / always.volatility - 1) * 100).toFixed(1)} % (bar +2)`,
    );
  }
}

/** Weekly minimum variance on the last 365 days; cost 10 bp one way, risk aversion 2, horizon 28 days. */
function walk(
  returns: number[][],
  first: number,
  estimate: (rows: number[][]) => SquareMatrix,
  cap: number | null,
  onlyWhenItPays: boolean,
): { rebalances: number; turnover: number; volatility: number } {
  const size = returns[0]?.length ?? 0;
  const region = value(readConstraints({ upper: cap }, size));
  let held: Float64Array | null = null;
  let turnover = 0;
  let rebalances = 0;
  const earned: number[] = [];
  for (let day = first; day < returns.length; day++) {
    if ((day - first) % 7 === 0) {
      const covariance = estimate(returns.slice(Math.max(0, day - 365), day));
      const input = { size, covariance, returns: null, expectedReturns: null, returnEllipsoid: null };
      const target: Float64Array = value(minimumVarianceWeights(input, region, {})).weights;
      const before: Float64Array = held ?? new Float64Array(size);
      const traded = target.reduce((sum, w, i) => sum + Math.abs(w - (before[i] as number)), 0);
      const saved = (28 * 2 * (variance(covariance, before) - variance(covariance, target))) / 2;
      if (held === null || !onlyWhenItPays || saved > 0.001 * traded) {
        if (held !== null) turnover += traded;
        if (held !== null) rebalances += 1;
        held = target;
      }
    }
    const weights = held as Float64Array;
    const row = returns[day] as number[];
    const gain = weights.reduce((sum, w, i) => sum + w * (row[i] as number), 0);
    earned.push(gain);
    held = weights.map((w, i) => (w * (1 + (row[i] as number))) / (1 + gain));
  }
  const mean = earned.reduce((sum, r) => sum + r, 0) / earned.length;
  const squares = earned.reduce((sum, r) => sum + (r - mean) ** 2, 0);
  return { rebalances, turnover, volatility: Math.sqrt((365 * squares) / (earned.length - 1)) };
}

function variance(covariance: SquareMatrix, weights: Float64Array): number {
  return dot(weights, multiplySquare(covariance, weights));
}

function randomReturns(size: number, count: number): number[][] {
  const random = uniform(size);
  const normal = () => random() + random() + random() + random() - 2;
  return Array.from({ length: count }, () => {
    const market = normal();
    return Array.from({ length: size }, (_, i) => 0.01 * (1 + (i % 5) / 4) * (normal() + market));
  });
}

/** Median time after a warm-up, ms. */
function median(runs: number, work: () => unknown): number {
  const warm = performance.now() + WARM_UP_MS;
  do work();
  while (performance.now() < warm);
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return times[Math.floor(runs / 2)] as number;
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return result.value;
}
