import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kellyBinary } from "../../../engine/sizing/kellyBinary.ts";
import { kellyContinuous } from "../../../engine/sizing/kellyContinuous.ts";
import { DEFAULT_KELLY_FRACTION } from "../../../engine/sizing/kellyFraction.ts";
import { drawdownExponent, kellyScenario } from "../../../engine/sizing/kellyScenario.ts";
import golden from "../../fixtures/sizing/kelly.json" with { type: "json" };
import { expectWithin } from "../figures.ts";
import { fields, uniforms, value } from "../forecast/value.ts";

const [even, long, single, pair, scenario, constrained] = golden.cases;
const pairExposure = [pair?.f ?? []].flat();
const returns = scenario?.returns ?? [];
const growthOf = (rows: readonly (readonly number[])[], w: readonly number[]) =>
  rows.reduce((sum, row) => sum + Math.log1p(row.reduce((s, r, i) => s + r * (w[i] ?? 0), 0)), 0) /
  rows.length;

describe("Kelly, golden", () => {
  it.each([even, long])("binary", (r) => {
    const bet = value(kellyBinary(r?.p ?? 0, r?.b ?? 0, 1));
    expectWithin(Math.abs(bet.full - (r?.f as number)), 1e-15);
    expectWithin(Math.abs(bet.growth - (r?.growth as number)), 1e-15);
  });

  it("continuous", () => {
    const one = value(
      kellyContinuous([single?.mu as number], [[(single?.sigma as number) ** 2]], single?.r as number),
    );
    expectWithin(Math.abs((one.full[0] as number) - (single?.f as number)), 1e-15);
    const two = value(kellyContinuous([pair?.mu ?? []].flat(), pair?.cov ?? [], 0));
    two.full.forEach((f, i) => {
      expectWithin(Math.abs(f - (pairExposure[i] as number)), 1e-14);
    });
  });

  it("scenario, long only", () => {
    const found = value(kellyScenario(returns, { fraction: 1 }));
    found.full.forEach((w, i) => {
      expectWithin(Math.abs(w - (scenario?.w?.[i] as number)), 1e-7);
    });
    expectWithin(Math.abs(found.fullGrowth - (scenario?.growth as number)), 1e-12);
    expect(found.certificate.passed).toBe(true);
  });

  it("risk-constrained (Busseti, Ryu, Boyd)", () => {
    const drawdown = { level: 0.9, probability: 0.05 };
    expectWithin(Math.abs(drawdownExponent(drawdown) - (constrained?.lam as number)), 1e-13);
    const found = value(kellyScenario(returns, { fraction: 1, drawdown }));
    found.full.forEach((w, i) => {
      expectWithin(Math.abs(w - (constrained?.w?.[i] as number)), 1e-7);
    });
    expectWithin(Math.abs(found.fullGrowth - (constrained?.growth as number)), 1e-12);
  });
});

describe("Kelly", () => {
  it("takes half of the full size unless told otherwise", () => {
    expect(DEFAULT_KELLY_FRACTION).toBe(0.5);
    const bet = value(kellyBinary(0.6, 1));
    expect(bet.stake).toBeCloseTo(0.1, 15);
    const diffusion = value(kellyContinuous([0.08], [[0.36]], 0.02));
    expect(diffusion.exposure[0]).toBeCloseTo(1 / 12, 15);
    // Half the size keeps three quarters of the growth above the rate.
    const full = value(kellyContinuous([0.08], [[0.36]], 0.02, 1));
    expect((diffusion.growth - 0.02) / (full.growth - 0.02)).toBeCloseTo(0.75, 12);
    const found = value(kellyScenario(returns));
    expect(found.weights.map((w) => 2 * w)).toEqual(found.full);
    expect(found.growth).toBeCloseTo(growthOf(returns, found.weights), 15);
  });

  it("stakes nothing on what does not pay", () => {
    expect(value(kellyBinary(0.4, 1))).toEqual({ full: 0, stake: 0, growth: 0 });
    const losing = returns.map((row) => row.map((r) => r - 0.3));
    const drawdown = { level: 0.8, probability: 0.1 };
    for (const options of [{}, { drawdown }]) {
      const found = value(kellyScenario(losing, options));
      expect(found.full).toEqual([0, 0, 0]);
      expect(found.certificate.passed).toBe(true);
    }
  });

  it("beats every other feasible portfolio of random scenarios, at any scale of returns", () => {
    const uniform = uniforms(17);
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 1, max: 4 }).map((k) => 10 ** -k),
        fc.constantFrom(undefined, { level: 0.7, probability: 0.1 }, { level: 0.95, probability: 0.01 }),
        (n, scale, drawdown) => {
          const rows = Array.from({ length: 30 }, () =>
            Array.from({ length: n }, () => scale * (9 * (uniform() - 0.48))),
          ).map((row) => row.map((r) => Math.max(-0.99, r)));
          const options = drawdown === undefined ? { fraction: 1 } : { fraction: 1, drawdown };
          const found = value(kellyScenario(rows, options));
          for (let trial = 0; trial < 30; trial++) {
            const raw = found.full.map((w) => w + 0.2 * (uniform() - 0.5)).map((w) => Math.max(0, w));
            const total = raw.reduce((sum, w) => sum + w, 0);
            const other = raw.map((w) => (total > 1 ? w / total : w));
            const wealths = rows.map((row) => row.reduce((s, r, i) => s + r * (other[i] as number), 1));
            const lambda = drawdown === undefined ? 0 : drawdownExponent(drawdown);
            const isAllowed = wealths.reduce((sum, w) => sum + w ** -lambda, 0) / 30 <= 1;
            if (isAllowed) expect(growthOf(rows, other)).toBeLessThan(found.fullGrowth + 1e-11);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it("keeps its promise on drawdowns when the scenarios are played", () => {
    const drawdown = { level: 0.9, probability: 0.05 };
    const { full } = value(kellyScenario(returns, { fraction: 1, drawdown }));
    const free = value(kellyScenario(returns, { fraction: 1 })).full;
    const uniform = uniforms(99);
    const share = (w: readonly number[]) => {
      let fallen = 0;
      for (let path = 0; path < 1500; path++) {
        let wealth = 1;
        for (let period = 0; period < 150 && wealth >= 0.9; period++) {
          const row = returns[Math.floor(uniform() * returns.length)] ?? [];
          wealth *= row.reduce((s, r, i) => s + r * (w[i] as number), 1);
        }
        if (wealth < 0.9) fallen++;
      }
      return fallen / 1500;
    };
    expect(share(full)).toBeLessThan(0.05);
    expect(share(free)).toBeGreaterThan(0.3);
  });

  it("refuses a ruinous scenario table, wrong probabilities and a fraction above 1", () => {
    expect(fields(kellyScenario([[0.1], [-1.5]]))).toEqual(["returns[1]"]);
    expect(fields(kellyScenario([[0.1], [-0.1]], { probabilities: [0.5, 0.6] }))).toEqual(["probabilities"]);
    expect(fields(kellyScenario([[0.1]], { fraction: 1.5 }))).toEqual(["fraction"]);
    expect(fields(kellyScenario([[0.1]], { drawdown: { level: 1, probability: 0 } }))).toEqual([
      "drawdown.level",
      "drawdown.probability",
    ]);
    expect(fields(kellyScenario([]))).toContain("returns");
    expect(
      fields(
        kellyContinuous(
          [1, 1],
          [
            [1, 1],
            [1, 1],
          ],
          0,
        ),
      ),
    ).toEqual(["covariance"]);
    expect(fields(kellyBinary(1, 0))).toEqual(["odds", "winProbability"]);
  });
});
