import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Consensus, consensusPrice, type PriceSource } from "../../../engine/oracle/consensus.ts";
import { inflatedVariance, priceVariance } from "../../../engine/oracle/variance.ts";
import { weightedMedian, withoutMajority } from "../../../engine/oracle/weightedMedian.ts";

const NOW = 1_700_000_000;
const YEAR = 365 * 86_400;
const source = (id: string, price: number, fields: Partial<PriceSource> = {}): PriceSource => ({
  id,
  price,
  publishedAt: NOW,
  deviation: 0.005,
  confidence: null,
  anomalies: [],
  ...fields,
});

function consensus(...sources: PriceSource[]): Consensus {
  const result = consensusPrice(sources, NOW, 0.6);
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join());
  return result.value;
}

describe("weighted median", () => {
  it.each([
    [
      [
        [1, 1],
        [2, 1],
        [3, 1],
      ],
      2,
    ],
    [
      [
        [1, 1],
        [2, 1],
      ],
      1.5,
    ],
    [
      [
        [1, 3],
        [2, 1],
        [3, 1],
      ],
      1,
    ],
    [
      [
        [3, 1],
        [1, 1],
        [2, 2],
      ],
      2,
    ],
    [[[5, 0.1]], 5],
  ])("of %j is %d", (items, expected) => {
    const weighted = items.map(([value = 0, weight = 0]) => ({ value, weight }));
    expect(weightedMedian(weighted)).toBe(expected);
  });

  it("of equal weights is the median", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 1 }), (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const middle = sorted.length / 2;
        const median =
          sorted.length % 2 === 1
            ? sorted[Math.floor(middle)]
            : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
        expect(weightedMedian(values.map((value) => ({ value, weight: 0.1 })))).toBe(median);
      }),
    );
  });

  it("cuts the largest weight to the second", () => {
    expect(withoutMajority([10, 1, 2])).toEqual([2, 1, 2]);
    expect(withoutMajority([10, 5, 0.1])).toEqual([5, 5, 0.1]);
    expect(withoutMajority([2, 2, 1])).toEqual([2, 2, 1]);
    expect(withoutMajority([10, 1])).toEqual([1, 1]);
    expect(withoutMajority([7])).toEqual([7]);
  });
});

describe("variance of a price", () => {
  const fresh = { deviation: 0, confidence: 0, ageSeconds: 0, volatility: 0.6, isWidened: false };

  it("is uniform within the band, once the price is old enough to have drifted", () => {
    expect(priceVariance({ ...fresh, deviation: 0.005, ageSeconds: 3600 })).toBeCloseTo(0.005 ** 2 / 3, 12);
  });

  it("grows with age where no band is promised: a day at 60 % a year is 3.1 %", () => {
    expect(Math.sqrt(priceVariance({ ...fresh, ageSeconds: 86_400 }))).toBeCloseTo(0.6 / Math.sqrt(365), 10);
  });

  it("adds the confidence, and is never zero", () => {
    expect(priceVariance({ ...fresh, confidence: 0.02 })).toBeCloseTo(0.0004, 12);
    expect(priceVariance(fresh)).toBe(1e-8);
  });

  it("no longer trusts the band of a widened source, and quadruples the rest", () => {
    const late = { ...fresh, deviation: 0.005, ageSeconds: 86_400 };
    const diffusion = (0.36 * 86_400) / YEAR;
    expect(priceVariance({ ...late, isWidened: true })).toBeCloseTo(4 * (0.005 ** 2 / 3 + diffusion), 12);
  });

  it("weighs most on short horizons", () => {
    expect(inflatedVariance(0.36, 1, 0.0001)).toBeCloseTo(0.3601, 12);
    expect(inflatedVariance(0.36, 1 / 365, 0.0001)).toBeCloseTo(0.3965, 12);
  });
});

describe("consensus", () => {
  it("lists its sources with their shares", () => {
    const { price, sources } = consensus(source("a", 100), source("b", 101), source("c", 102));
    expect(price).toBe(101);
    expect(sources.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(sources.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it("leaves out an excluded source but still lists it, with its reason", () => {
    const bad = { rule: "scale-error", severity: "critical", message: "x 1000" } as const;
    const { price, sources } = consensus(source("a", 100), source("b", 100_000, { anomalies: [bad] }));
    expect(price).toBe(100);
    expect(sources[1]).toMatchObject({ action: "exclude", weight: 0, reasons: [{ rule: "scale-error" }] });
  });

  it("cannot be moved beyond the others by one source, however certain it says it is", () => {
    const wrong = fc.double({ min: 1e-6, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(wrong, (price) => {
        const { price: agreed } = consensus(
          source("sure", price, { deviation: 0, confidence: 0 }),
          source("b", 100, { confidence: 5 }),
          source("c", 101, { confidence: 3 }),
        );
        expect(agreed).toBeGreaterThanOrEqual(100);
        expect(agreed).toBeLessThanOrEqual(101);
      }),
    );
  });

  it("is less certain when its sources disagree, and when they are old", () => {
    const agreeing = consensus(source("a", 100), source("b", 100.01), source("c", 100.02));
    const split = consensus(source("a", 97), source("b", 100), source("c", 103));
    expect(split.variance).toBeGreaterThan(10 * agreeing.variance);
    expect(split.dispersion).toBeCloseTo(1.4826 * 0.03, 10);
    const old = source("a", 100, { deviation: 0, publishedAt: NOW - 86_400 });
    expect(consensus(old).variance).toBeCloseTo(0.36 / 365, 10);
  });

  it("counts a late source less than a fresh one", () => {
    const late = { rule: "stale", severity: "warning", message: "late" } as const;
    const { sources } = consensus(
      source("fresh", 100),
      source("late", 101, { publishedAt: NOW - 7200, anomalies: [late] }),
      source("other", 100.5),
    );
    expect(sources[1]?.weight).toBeLessThan((sources[0]?.weight ?? 0) / 2);
  });

  it("does not depend on the order of its sources", () => {
    const list = [
      source("a", 100),
      source("b", 101, { confidence: 3 }),
      source("c", 99.5),
      source("d", 100.2),
    ];
    expect(consensus(...list.toReversed())).toMatchObject({ price: consensus(...list).price });
  });

  it.each([
    ["price", { price: 0 }],
    ["price", { price: Number.NaN }],
    ["deviation", { deviation: -1 }],
    ["confidence", { confidence: -1 }],
  ])("refuses a source with a bad %s", (field, fields) => {
    const result = consensusPrice([source("a", 100, fields)], NOW, 0.6);
    expect(result.ok ? null : result.issues[0]).toMatchObject({ code: "INVALID_INPUT", field, subject: "a" });
  });

  it("is UNPRICED without sources", () => {
    const result = consensusPrice([], NOW, 0.6);
    expect(result.ok ? null : result.issues[0]?.code).toBe("UNPRICED");
  });
});
