import { describe, expect, it } from "vitest";
import { applyLegTerms } from "../../../engine/mandates/applyLegTerms.ts";
import type { CarryMandate } from "../../../engine/mandates/carry.ts";
import { forecastFunding } from "../../../engine/mandates/fundingForecast.ts";
import { mandateTerms } from "../../../engine/mandates/registry.ts";
import type { RebalanceInput } from "../../../engine/rebalance/input.ts";
import { expectWithin } from "../figures.ts";
import { fields, normals, value } from "../forecast/value.ts";
import { held, holdings, perp, rowOf } from "./support.ts";

const DAY = 1 / 365;

/** An AR(1) around a mean, its innovations scaled to a standard deviation. */
function series(count: number, mean: number, persistence: number, shock: number, seed: number): number[] {
  const normal = normals(seed);
  let gap = (shock * normal()) / Math.sqrt(1 - persistence ** 2);
  return Array.from({ length: count }, () => {
    gap = persistence * gap + shock * normal();
    return mean + gap;
  });
}

describe("funding forecast", () => {
  it("is the average of the decaying path from the latest rate to the mean", () => {
    const rates = series(400, 0.1, 0.8, 0.05, 1);
    const found = value(forecastFunding(rates, DAY, 10 * DAY));
    const latest = rates.at(-1) ?? 0;
    const path = Array.from(
      { length: 10 },
      (_, j) => found.mean + found.persistence ** (j + 1) * (latest - found.mean),
    );
    expectWithin(Math.abs(found.ratePerYear - path.reduce((sum, rate) => sum + rate, 0) / 10), 1e-14);
    expectWithin(Math.abs(found.persistence - 0.8), 0.1);
  });

  it("shrinks all the way to the mean when the latest rate says nothing", () => {
    const rates = series(300, 0.1, 0, 0.2, 2).map((rate, t) => rate + (t % 2 === 0 ? 0.3 : -0.3));
    const found = value(forecastFunding(rates, DAY, DAY));
    expect(found.persistence).toBe(0);
    expect(found.ratePerYear).toBe(found.mean);
  });

  it("states an error that the realised average has", () => {
    const [count, horizon] = [120, 20];
    const scores = Array.from({ length: 400 }, (_, seed) => {
      const rates = series(count + horizon, 0.08, 0.7, 0.1, 100 + seed);
      const { ratePerYear, standardDeviation } = value(
        forecastFunding(rates.slice(0, count), DAY, horizon * DAY),
      );
      const realised = rates.slice(count).reduce((sum, rate) => sum + rate, 0) / horizon;
      return (realised - ratePerYear) / standardDeviation;
    });
    const size = Math.sqrt(scores.reduce((sum, z) => sum + z * z, 0) / scores.length);
    expectWithin(Math.abs(size - 1), 0.1);
  });

  it("names what is wrong", () => {
    expect(fields(forecastFunding([1, 2], DAY, DAY))).toEqual(["rates.length"]);
    expect(fields(forecastFunding(new Array(9).fill(0), DAY, DAY / 2))).toEqual(["horizonYears"]);
  });
});

const rates = series(200, 0.2, 0.6, 0.1, 7);
const [latest = 0] = rates.slice(-1);
const forecast = value(forecastFunding(rates, DAY, 30 * DAY));
const a = perp({
  carryLongUsdPerYear: (latest - 0.01) * 2000,
  carryShortUsdPerYear: (-latest - 0.01) * 2000,
});
const b = perp({ nettingSetId: "2:b", venue: "b" });
const mandate: CarryMandate = {
  kind: "carry",
  horizonYears: 30 * DAY,
  caution: 1.5,
  funding: [{ nettingSetId: "1:a", instrumentId: "ETH-PERP", ratesPerYear: rates, intervalYears: DAY }],
  basis: [],
  capacities: [{ nettingSetId: "1:a", instrumentId: "ETH-PERP", maximumTrade: 5, maximumPosition: 20 }],
  liquidation: { distance: 0.25, sets: [] },
  deltas: [{ underlying: "ETH", target: 0, band: { kind: "fixed", halfWidth: 0.1 } }],
  tenors: [],
};

describe("carry", () => {
  it("replaces today's funding by its forecast less the doubt on either side, and keeps other charges", () => {
    const { legTerms, metric, issues } = value(mandateTerms(mandate, holdings([a, b])));
    const { ratePerYear, standardDeviation } = forecast;
    const long = (ratePerYear - 0.01 - 1.5 * standardDeviation) * 2000;
    const short = (-ratePerYear - 0.01 - 1.5 * standardDeviation) * 2000;
    expect(legTerms[0]?.carryLongUsdPerYear).toBeCloseTo(long, 9);
    expect(legTerms[0]?.carryShortUsdPerYear).toBeCloseTo(short, 9);
    expect(legTerms[0]).toMatchObject({ minPosition: -20, maxPosition: 20, maxTrade: 5 });
    expect(metric.measure([3, 0])).toBeCloseTo(3 * long, 8);
    expect(metric.measure([-3, 0])).toBeCloseTo(3 * short, 8);
    expect(issues).toEqual([]);
  });

  it("never promises both sides a gain: doubt only takes", () => {
    const [terms] = value(mandateTerms(mandate, holdings([a, b]))).legTerms;
    const both = (terms?.carryLongUsdPerYear ?? 0) + (terms?.carryShortUsdPerYear ?? 0);
    expect(both).toBeCloseTo(-2 * (0.01 + 1.5 * forecast.standardDeviation) * 2000, 8);
  });

  it("says when carry is taken as certain for want of a history", () => {
    const { issues } = value(mandateTerms({ ...mandate, funding: [] }, holdings([a, b])));
    expect(issues.map(({ code, subject }) => [code, subject])).toEqual([
      ["MISSING_PARAMETER", "1:a/ETH-PERP"],
    ]);
  });

  it("earns the basis of a dated future until it expires, and no longer", () => {
    const future = perp({ instrumentId: "ETH-F", priceUsd: 2060, yearsToExpiry: 0.1 });
    const basis = [{ nettingSetId: "1:a", instrumentId: "ETH-F", spotUsd: 2000 }];
    const carryOf = (horizonYears: number) => {
      const terms = value(
        mandateTerms({ ...mandate, basis, horizonYears }, holdings([a, b, future])),
      ).legTerms;
      return terms.find(({ instrumentId }) => instrumentId === "ETH-F")?.carryShortUsdPerYear ?? 0;
    };
    expect(carryOf(0.05)).toBeCloseTo(600, 9);
    expect(0.2 * carryOf(0.2)).toBeCloseTo(60, 9);
  });

  it("holds the distance to liquidation exactly, on either side of a position", () => {
    const liquidation = {
      distance: 0.2,
      sets: [
        {
          nettingSetId: "1:a",
          equityUsd: 4000,
          maintenanceRates: [{ instrumentId: "ETH-PERP", rate: 0.05 }],
        },
      ],
    };
    for (const quantity of [-12, -9, -8, -7.6, 0, 7, 8, 8.4, 9, 12]) {
      const book = holdings([{ ...a, quantity }, b]);
      const rows = value(mandateTerms({ ...mandate, liquidation }, book)).terms.rows;
      const holds = rows
        .filter(({ id }) => id.startsWith("liquidation:"))
        .every((row) => held(row, book) >= (row.lower ?? 0));
      const survives = [-0.2, 0.2].every(
        (move) => 4000 + quantity * 2000 * move >= 0.05 * Math.abs(quantity) * 2000 * (1 + move),
      );
      expect(holds, `${quantity}`).toBe(survives);
    }
  });

  it("looks at each underlying alone: a hedge between two of them does not save a set", () => {
    const btc = perp({
      instrumentId: "BTC",
      underlying: "BTC",
      quantity: -1,
      referenceUsd: 20_000,
      priceUsd: 20_000,
    });
    const book = holdings([{ ...a, quantity: 10 }, btc]);
    const liquidation = {
      distance: 0.3,
      sets: [{ nettingSetId: "1:a", equityUsd: 5000, maintenanceRates: [] }],
    };
    const capacities: [] = [];
    const rows = value(mandateTerms({ ...mandate, capacities, liquidation }, book)).terms.rows;
    expect(held(rowOf(rows, "liquidation:1:a:BTC+ETH down:"), book)).toBe(5000);
    expect(held(rowOf(rows, "liquidation:1:a:ETH down:"), book)).toBe(-1000);
  });

  it("refuses what it cannot state", () => {
    const rate = (instrumentId: string) => ({ instrumentId, rate: 0.05 });
    const many = Array.from({ length: 7 }, (_, n) => perp({ instrumentId: `P${n}` }));
    const maintenanceRates = many.map(({ instrumentId }) => rate(instrumentId));
    const sets = [{ nettingSetId: "1:a", equityUsd: 1, maintenanceRates }];
    const crowded = { ...mandate, funding: [], capacities: [], liquidation: { distance: 0.2, sets } };
    expect(mandateTerms(crowded, holdings(many))).toMatchObject({
      ok: false,
      issues: [{ code: "UNSUPPORTED" }],
    });
    expect(fields(mandateTerms({ ...mandate, deltas: [] }, holdings([a])))).toEqual(["deltas"]);
    expect(fields(mandateTerms(mandate, holdings([b])))).toEqual(["funding[0]", "capacities[0]"]);
    const far = { distance: 1, sets: [] };
    expect(fields(mandateTerms({ ...mandate, liquidation: far }, holdings([a])))).toEqual([
      "liquidation.distance",
    ]);
  });
});

describe("terms of single legs", () => {
  it("replace carry and tighten limits, leg by leg", () => {
    const leg = {
      instrumentId: "ETH-PERP",
      underlying: "ETH",
      quantity: 0,
      notionalUsdPerUnit: 2000,
      greeksPerUnit: { delta: 1 },
      feeBps: 5,
      halfSpreadBps: 1,
      carryLongUsdPerYear: 1,
      carryShortUsdPerYear: -1,
      lot: 0,
      minimumTrade: 0,
      maxPosition: 10,
      maxTrade: 50,
      oracle: { policy: "use" },
    } as const;
    const set = { id: "1:a", equityUsd: 1, legs: [leg, { ...leg, instrumentId: "X" }], margin: [] };
    const input: RebalanceInput = {
      mandate: { horizonYears: 1, marginChargePerYear: 0, keep: [], minimumNetUsd: 0 },
      nettingSets: [set, { ...set, id: "2:b" }],
    };
    const { legTerms } = value(mandateTerms(mandate, holdings([a, b])));
    const applied = applyLegTerms(input, legTerms);
    expect(applied.nettingSets[0]?.legs[0]).toEqual({
      ...leg,
      carryLongUsdPerYear: legTerms[0]?.carryLongUsdPerYear,
      carryShortUsdPerYear: legTerms[0]?.carryShortUsdPerYear,
      minPosition: -20,
      maxPosition: 10,
      maxTrade: 5,
    });
    expect(applied.nettingSets[0]?.legs[1]).toEqual({ ...leg, instrumentId: "X" });
    // The other venue's leg has terms too, and they say what it says already: no carry.
    expect(applied.nettingSets[1]?.legs[0]).toEqual({
      ...leg,
      carryLongUsdPerYear: 0,
      carryShortUsdPerYear: 0,
    });
  });
});
