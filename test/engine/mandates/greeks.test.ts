import { describe, expect, it } from "vitest";
import type { DeltaNeutralMandate } from "../../../engine/mandates/deltaNeutral.ts";
import { type Mandate, mandateTerms } from "../../../engine/mandates/registry.ts";
import { fields, value } from "../forecast/value.ts";
import { held, holdings, LONG, MIDDLE, option, perp, rowOf, SHORT } from "./support.ts";

const neutral: DeltaNeutralMandate = {
  kind: "deltaNeutral",
  deltas: [{ underlying: "ETH", target: 0, band: { kind: "fixed", halfWidth: 0.5 } }],
  tenors: [],
  risk: null,
};

describe("delta neutral", () => {
  const book = holdings([
    perp({ quantity: -4 }),
    perp({ nettingSetId: "2:b", venue: "b", quantity: 1, referenceUsd: 2002 }),
    option(20, { quantity: 10 }),
    option(60, { quantity: -2 }),
  ]);

  it("adds deltas over venues and asks for a band, not an equality", () => {
    const { terms, metric } = value(mandateTerms(neutral, book));
    const row = rowOf(terms.rows, "greek:delta:ETH");
    expect(held(row, book)).toBe(-4 + 1 + 5 - 1);
    expect([row.lower, row.upper]).toEqual([-0.5, 0.5]);
    expect(row.perUnit).toHaveLength(4);
    expect(row.usdPerUnit).toBe(2000);
    expect(metric.measure([-4, 1, 10, -2])).toBe(2000);
  });

  it("sets the band by the book's own gamma when it is to pay for its cost", () => {
    const band = { kind: "costAware", cost: 0.0005, riskAversion: 0.01, minimumHalfWidth: 0.01 } as const;
    const mandate = { ...neutral, deltas: [{ underlying: "ETH", target: 1, band }] };
    const row = rowOf(value(mandateTerms(mandate, book)).terms.rows, "greek:delta:ETH");
    // Whalley and Wilmott: (3/2 cost S gamma^2 / aversion)^(1/3), net gamma 8 * 0.001.
    const halfWidth = Math.cbrt((1.5 * 0.0005 * 2000 * 0.008 ** 2) / 0.01);
    expect(row.upper).toBeCloseTo(1 + halfWidth, 12);
    expect(row.lower).toBeCloseTo(1 - halfWidth, 12);
    const flat = value(mandateTerms(mandate, holdings([perp({ quantity: 3 })]))).terms.rows;
    expect(rowOf(flat, "greek:delta:ETH").upper).toBe(1.01);
  });

  it("limits gamma and vega in each bucket of tenors on its own", () => {
    const limit = { greek: "vega", underlying: "ETH", bucket: SHORT, maximum: 100 } as const;
    const tenors = [limit, { ...limit, bucket: MIDDLE }, { ...limit, greek: "gamma" as const }];
    const rows = value(mandateTerms({ ...neutral, tenors }, book)).terms.rows;
    expect(held(rowOf(rows, "limit:vega:ETH:0d-30d"), book)).toBe(3000);
    expect(held(rowOf(rows, "limit:vega:ETH:30d-90d"), book)).toBe(-600);
    expect(held(rowOf(rows, "limit:gamma:ETH:0d-30d"), book)).toBeCloseTo(0.01, 15);
  });

  it("puts a leg on a bucket's edge into the later bucket only", () => {
    const edge = holdings([option(30, { quantity: 1 })]);
    const tenors = [SHORT, MIDDLE, LONG].map((bucket) => {
      return { greek: "vega", underlying: "ETH", bucket, maximum: 1 } as const;
    });
    const rows = value(mandateTerms({ ...neutral, tenors }, edge)).terms.rows;
    expect(tenors.map(({ bucket }) => held(rowOf(rows, `limit:vega:ETH:${bucket.name}`), edge))).toEqual([
      0, 300, 0,
    ]);
  });

  it("charges what is left for its variance, in USD of delta", () => {
    const risk = { underlyings: ["ETH"], covariancePerYear: [[0.36]], aversionPerUsd: 1e-6 };
    const terms = value(mandateTerms({ ...neutral, risk }, book)).terms;
    expect(terms.risk?.covariancePerYear).toEqual([[0.36]]);
    const factor = terms.risk?.factors[0];
    expect(factor?.perUnit.map(({ value: usd }) => usd)).toEqual([2000, 2002, 1000, 1000]);
  });

  it("refuses a forecast that leaves an exposure out, as if it had no risk", () => {
    const mixed = holdings([perp({ quantity: 1 }), perp({ instrumentId: "BTC", underlying: "BTC" })]);
    const risk = { underlyings: ["ETH"], covariancePerYear: [[0.36]], aversionPerUsd: 1e-6 };
    expect(fields(mandateTerms({ ...neutral, risk }, mixed))).toEqual(["risk.underlyings"]);
  });

  it("refuses a covariance under which some book would have negative variance", () => {
    const mixed = holdings([perp({ quantity: 1 }), perp({ instrumentId: "BTC", underlying: "BTC" })]);
    const risk = {
      underlyings: ["ETH", "BTC"],
      covariancePerYear: [
        [1, 2],
        [2, 1],
      ],
      aversionPerUsd: 1,
    };
    expect(fields(mandateTerms({ ...neutral, risk }, mixed))).toEqual(["risk.covariancePerYear"]);
  });

  it("names what is wrong", () => {
    const twice = [...neutral.deltas, ...neutral.deltas];
    const wrong = { ...neutral, deltas: [{ underlying: "SOL", target: Number.NaN, band: twice[0]?.band }] };
    expect(fields(mandateTerms({ ...neutral, deltas: twice }, book))).toContain("deltas[1].underlying");
    expect(fields(mandateTerms(wrong as Mandate, book))).toEqual([
      "deltas[0].underlying",
      "deltas[0].target",
    ]);
    expect(fields(mandateTerms({ ...neutral, deltas: [] }, book))).toEqual(["deltas"]);
    expect(fields(mandateTerms(neutral, holdings([perp(), perp()])))).toEqual(["legs[1].instrumentId"]);
    expect(fields(mandateTerms(neutral, { scenarios: ["a"], legs: [perp()] }))).toEqual([
      "legs[0].scenarioPnlUsd",
    ]);
  });
});

describe("vega weighted", () => {
  const book = holdings([option(20, { quantity: 10 }), option(25, { quantity: -4 }), option(60)]);
  const mandate: Mandate = {
    kind: "vegaWeighted",
    deltas: [],
    tenors: [],
    targets: [
      { underlying: "ETH", bucket: SHORT, vega: 1000, halfWidth: 50 },
      { underlying: "ETH", bucket: MIDDLE, vega: -500, halfWidth: 0 },
    ],
  };

  it("adds the strikes of a bucket and holds each bucket near its own target", () => {
    const { terms, metric } = value(mandateTerms(mandate, book));
    const short = rowOf(terms.rows, "vega:ETH:0d-30d");
    expect(held(short, book)).toBe(1800);
    expect([short.lower, short.upper]).toEqual([950, 1050]);
    expect(rowOf(terms.rows, "vega:ETH:30d-90d")).toMatchObject({ lower: -500, upper: -500 });
    expect(metric.measure([10, -4, 0])).toBe(800 + 500);
  });

  it("refuses a target that no leg can reach", () => {
    const targets = [{ underlying: "ETH", bucket: LONG, vega: 1, halfWidth: 0 }];
    expect(fields(mandateTerms({ ...mandate, targets }, book))).toEqual(["targets[0]"]);
  });

  it("keeps a limit and a target of the same bucket apart", () => {
    const tenors = [{ greek: "vega", underlying: "ETH", bucket: SHORT, maximum: 1 }] as const;
    expect(value(mandateTerms({ ...mandate, tenors }, book)).terms.rows).toHaveLength(3);
  });
});

describe("collateral efficient", () => {
  const book = holdings([perp({ quantity: -3 }), perp({ nettingSetId: "2:b", quantity: 5 }), option(9)]);

  it("keeps each greek where it is, within a share of its gross", () => {
    const keep = [
      { greek: "delta", relativeTolerance: 0.01 },
      { greek: "vega", relativeTolerance: 0 },
    ] as const;
    const { terms, metric } = value(mandateTerms({ kind: "collateral", keep }, book));
    const delta = rowOf(terms.rows, "greek:delta:ETH");
    expect([delta.lower, delta.upper]).toEqual([2 - 0.08, 2 + 0.08]);
    expect(rowOf(terms.rows, "greek:vega:ETH")).toMatchObject({ lower: 0, upper: 0 });
    expect(metric.measure([-1, 3, 0])).toBe(0);
    expect(metric.measure([-1, 5, 0])).toBe(2 / 8);
  });
});

describe("concentration", () => {
  const book = holdings([perp({ quantity: 3 }), perp({ nettingSetId: "2:b", venue: "b", quantity: -1 })]);

  it("caps the net exposure of a venue, an underlying or both under any mandate", () => {
    const concentration = [
      { venue: "a", underlying: null, maximumUsd: 5000 },
      { venue: null, underlying: "ETH", maximumUsd: 4000 },
    ];
    const rows = value(mandateTerms({ ...neutral, concentration }, book)).terms.rows;
    const venue = rowOf(rows, "concentration:a:*");
    expect([held(venue, book), venue.lower, venue.upper]).toEqual([6000, -5000, 5000]);
    expect(held(rowOf(rows, "concentration:*:ETH"), book)).toBe(4000);
    const unknown = [{ venue: "c", underlying: null, maximumUsd: 1 }];
    expect(fields(mandateTerms({ ...neutral, concentration: unknown }, book))).toEqual(["concentration[0]"]);
  });
});
