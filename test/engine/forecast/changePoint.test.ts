import { describe, expect, it } from "vitest";
import {
  type ChangePointPrior,
  likeliestRunLength,
  observeChangePoint,
  recentChangeProbability,
  startChangePoint,
} from "../../../engine/forecast/changePoint.ts";
import { expectWithin } from "../figures.ts";
import { fields, normals, value } from "./value.ts";

const prior: ChangePointPrior = { hazard: 0.1, mean: 0, meanWeight: 0.5, shape: 1.5, scale: 2 };
const observe = (values: readonly number[], from = value(startChangePoint(prior))) =>
  values.reduce((state, x) => value(observeChangePoint(state, x)), from);

/** ln p(values) of one stretch in closed form, an independent way: Murphy (2007), equation 95. */
function logMarginal(values: readonly number[]): number {
  const n = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  const weight = prior.meanWeight + n;
  const shape = prior.shape + n / 2;
  const scale =
    prior.scale +
    values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 2 +
    (prior.meanWeight * n * (mean - prior.mean) ** 2) / (2 * weight);
  // Gamma(shape) / Gamma(prior shape) as a product of half steps: Gamma(2)/Gamma(1.5) first when n is odd.
  const half = n % 2 === 1 ? Math.log(2 / Math.sqrt(Math.PI)) : 0;
  let gammas = half;
  for (let s = prior.shape + (n % 2) / 2; s < shape - 1e-9; s++) gammas += Math.log(s);
  return (
    gammas +
    prior.shape * Math.log(prior.scale) -
    shape * Math.log(scale) +
    0.5 * Math.log(prior.meanWeight / weight) -
    (n / 2) * Math.log(2 * Math.PI)
  );
}

describe("online change-point", () => {
  it("agrees with the sum over all segmentations of a short series", () => {
    const values = [0.3, -0.4, 0.1, 4, 5.2, 4.6, 5];
    const n = values.length;
    let evidence = 0;
    const byRun = new Array<number>(n + 1).fill(0);
    for (let cuts = 0; cuts < 2 ** (n - 1); cuts++) {
      let log = 0;
      let start = 0;
      for (let t = 1; t <= n; t++) {
        const isCut = t < n && ((cuts >> (t - 1)) & 1) === 1;
        if (t < n) log += Math.log(isCut ? prior.hazard : 1 - prior.hazard);
        if (isCut || t === n) {
          log += logMarginal(values.slice(start, t));
          if (t === n) byRun[n - start] = (byRun[n - start] as number) + Math.exp(log);
          start = t;
        }
      }
      evidence += Math.exp(log);
    }
    const state = observe(values);
    expectWithin(Math.abs(state.logEvidence - Math.log(evidence)), 1e-11);
    state.runLengths.forEach((length, i) => {
      expectWithin(
        Math.abs((state.probabilities[i] as number) - (byRun[length] as number) / evidence),
        1e-11,
      );
    });
    expect(likeliestRunLength(state)).toBe(4);
  });

  it("notices a jump of volatility within a few observations, and not before", () => {
    const normal = normals(2);
    const calm = Array.from({ length: 150 }, () => 0.3 * normal());
    const before = observe(calm);
    const after = observe(
      Array.from({ length: 12 }, () => 3 * normal()),
      before,
    );
    expect(recentChangeProbability(before, 12)).toBeLessThan(0.2);
    expect(recentChangeProbability(after, 14)).toBeGreaterThan(0.95);
  });

  it("drops negligible lengths, so that a long calm series stays cheap", () => {
    const normal = normals(9);
    const state = observe(Array.from({ length: 3000 }, (_, t) => (t % 200 < 100 ? 0.2 : 4) * normal()));
    expect(state.runLengths.length).toBeLessThan(300);
    expect(state.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  });

  it("starts from nothing and refuses what is no prior", () => {
    const empty = value(startChangePoint(prior));
    expect([likeliestRunLength(empty), recentChangeProbability(empty, 5)]).toEqual([0, 0]);
    expect(fields(startChangePoint({ ...prior, hazard: 1, scale: 0 }))).toEqual(["scale", "hazard"]);
    expect(fields(observeChangePoint(empty, Number.NaN))).toEqual(["observation"]);
  });
});
