import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bookGreeks } from "../../../engine/book/book.ts";
import { buildSheet } from "../../../engine/book/sheet.ts";
import { haircutNet } from "../../../engine/netting/haircutNetting.ts";
import { basisCorrelation, latencyHaircut } from "../../../engine/netting/haircuts.ts";
import { leaveOneVenueOut, venueExposures } from "../../../engine/netting/leaveOneVenueOut.ts";
import { jointScenarioMargin, marginSaved } from "../../../engine/netting/marginSaved.ts";
import type { Result } from "../../../engine/result.ts";
import golden from "../../fixtures/netting/golden.json" with { type: "json" };
import { fullMarket, INSTRUMENTS, NETTING_SETS } from "../book/arbitraries.ts";

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map((issue) => issue.message).join("; "));
  return result.value;
}

const fields = (result: Result<unknown>) => (result.ok ? [] : result.issues.map((issue) => issue.field));

describe("correlation from basis", () => {
  it.each(golden.basisCorrelation.rows)("volatility $volAnn, basis $basisVolAnn", (r) => {
    const rho = value(basisCorrelation(r.volAnn, r.basisVolAnn));
    expect(rho).toBeCloseTo(r.rho, 14);
    // What a 1:1 hedge over both venues keeps is the basis.
    expect(r.volAnn * Math.sqrt(2 * (1 - rho))).toBeCloseTo(r.residualVolOfHedgedPair, 12);
  });

  it("fails on a basis that moves more than twice the underlying", () => {
    expect(fields(basisCorrelation(0.5, 1.01))).toEqual(["basisVolatility"]);
    expect(fields(basisCorrelation(0, 0.1))).toEqual(["volatility"]);
  });
});

describe("latency haircut", () => {
  it.each(golden.latencyHaircut.rows)("$latencySec s at $volAnn", (r) => {
    expect(value(latencyHaircut(r.volAnn, r.latencySec, r.z))).toBeCloseTo(r.haircut, 15);
  });

  it("does not take more than all, nor go back in time", () => {
    expect(value(latencyHaircut(2, 365 * 86_400, 3))).toBe(1);
    expect(fields(latencyHaircut(0.8, -1, 3))).toEqual(["latencySeconds"]);
    expect(fields(latencyHaircut(Number.NaN, 60, 3))).toEqual(["volatility"]);
  });
});

describe("haircut netting", () => {
  const exposures = golden.haircutNetting.x.map((netUsd, i) => ({
    nettingSetId: `s${i}`,
    netUsd,
    haircut: 0,
  }));

  it.each(golden.haircutNetting.rows.filter((r) => r.rho !== null))("$case", (r) => {
    expect(value(haircutNet(exposures, () => r.rho ?? 0)).haircutUsd).toBeCloseTo(r.K, 6);
  });

  it("at the enforceable net counts no hedge at all", () => {
    const gross = golden.haircutNetting.rows.find((r) => r.rho === null);
    expect(value(haircutNet(exposures, () => 1)).enforceableUsd).toBe(gross?.K);
  });

  it("a hedge that is haircut in full is worth as much as one of correlation zero", () => {
    const untrusted = exposures.map((exposure) => ({ ...exposure, haircut: 1 }));
    expect(haircutNet(untrusted, () => 1)).toEqual(haircutNet(exposures, () => 0));
  });

  it("lies between the informational and the enforceable net", () => {
    const exposure = fc.record({
      nettingSetId: fc.string(),
      netUsd: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      haircut: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(exposure, { maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (held, rho) => {
          const net = value(haircutNet(held, () => rho));
          expect(net.haircutUsd).toBeGreaterThanOrEqual(net.informationalUsd * (1 - 1e-12));
          expect(net.haircutUsd).toBeLessThanOrEqual(net.enforceableUsd);
        },
      ),
    );
  });

  it("is no diversification benefit for two exposures of one sign", () => {
    const longs = [100, 200].map((netUsd, i) => ({ nettingSetId: `s${i}`, netUsd, haircut: 0 }));
    expect(value(haircutNet(longs, () => 0.2)).haircutUsd).toBe(300);
  });

  it("names a wrong haircut, exposure or correlation", () => {
    const good = { nettingSetId: "s", netUsd: 1, haircut: 0 };
    expect(fields(haircutNet([{ ...good, haircut: 1.1 }], () => 1))).toEqual(["exposures[0].haircut"]);
    expect(fields(haircutNet([{ ...good, netUsd: Number.NaN }], () => 1))).toEqual(["exposures[0].netUsd"]);
    expect(fields(haircutNet([good, good], () => 1.5))).toEqual(["correlation(0, 1)"]);
  });
});

describe("margin saved", () => {
  it.each(golden.marginSaved.rows)("saved $saved, none of it enforceable today", (r) => {
    const joint = r.jointHypothetical ?? r.jointWithHaircut ?? Number.NaN;
    expect(value(marginSaved(r.standalone, joint, r.enforceableToday))).toEqual({
      standaloneUsd: 78_000,
      jointUsd: joint,
      savedUsd: r.saved,
      benefit: r.benefit,
      enforceableTodayUsd: 0,
      hypotheticalUsd: r.saved,
    });
  });

  it("has no benefit to speak of without margin, and names a negative one", () => {
    expect(value(marginSaved({}, 0, 0)).benefit).toBeNull();
    expect(fields(marginSaved({ GMX: -1 }, 0, 0))).toEqual(["standalone.GMX"]);
  });
});

describe("joint scenario margin", () => {
  it("of a hedge over two venues saves all but the haircut", () => {
    const margin = value(
      jointScenarioMargin([
        { nettingSetId: "long", pnl: [-100, 100], haircut: 0.1 },
        { nettingSetId: "short", pnl: [90, -90], haircut: 0.2 },
      ]),
    );
    expect(margin.standalone).toEqual({ long: 100, short: 90 });
    expect(margin.jointUsd).toBe(10);
    expect(margin.jointWithHaircutUsd).toBeCloseTo(100 - 0.8 * 90, 12);
  });

  it("orders standalone >= with haircut >= joint", () => {
    const book = fc.integer({ min: 1, max: 6 }).chain((count) =>
      fc.array(
        fc.record({
          nettingSetId: fc.uuid(),
          pnl: fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
            minLength: count,
            maxLength: count,
          }),
          haircut: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        { maxLength: 6 },
      ),
    );
    fc.assert(
      fc.property(book, (sets) => {
        const margin = value(jointScenarioMargin(sets));
        const standalone = Object.values(margin.standalone).reduce((sum, x) => sum + x, 0);
        expect(margin.jointUsd).toBeLessThanOrEqual(margin.jointWithHaircutUsd + 1e-6);
        expect(margin.jointWithHaircutUsd).toBeLessThanOrEqual(standalone + 1e-6);
      }),
    );
  });

  it("names what is wrong with a set", () => {
    const set = { nettingSetId: "a", pnl: [1], haircut: 0 };
    expect(fields(jointScenarioMargin([set, { ...set, pnl: [1, 2] }]))).toEqual(["sets[1].pnl.length"]);
    expect(fields(jointScenarioMargin([{ ...set, haircut: -0.1 }]))).toEqual(["sets[0].haircut"]);
    expect(fields(jointScenarioMargin([{ ...set, pnl: [Number.NaN] }]))).toEqual(["sets[0].pnl[0]"]);
  });
});

describe("leave one venue out", () => {
  const { params, base, rows, worst } = golden.leaveOneVenueOut.expect;
  const cross = params.rho * params.sigmaETH * params.sigmaBTC;
  const parameters = {
    covariance: [
      [params.sigmaETH ** 2, cross],
      [cross, params.sigmaBTC ** 2],
    ],
    z: params.z,
    lossGivenDefault: params.LGD,
    horizonDays: params.horizonDays,
  };
  const venues = ["GMX", "SNX", "DERIVE"].map((venue) => {
    const legs = golden.nettingHierarchy.legs.filter((leg) => leg.venue === venue);
    const delta = (underlying: string) =>
      legs.filter((leg) => leg.underlying === underlying).reduce((sum, leg) => sum + leg.deltaUsd, 0);
    return {
      venue,
      equityUsd: legs.reduce((sum, leg) => sum + leg.equityUsd, 0),
      deltaUsd: [delta("ETH"), delta("BTC")],
    };
  });

  it("gives the equity lost and the hedge that is gone", () => {
    const report = value(leaveOneVenueOut(venues, parameters));
    expect(report.varBeforeUsd).toBeCloseTo(base, 8);
    expect(report.worst).toBe(worst);
    rows.forEach((expected, i) => {
      const row = report.rows[i];
      expect(row?.failed).toBe(expected.failed);
      expect(row?.lostEquityUsd).toBe(expected.lostEquity);
      expect(row?.varAfterUsd).toBeCloseTo(expected.var99After, 8);
      expect(row?.stressUsd).toBeCloseTo(expected.stress, 8);
    });
  });

  it("reads the exposures off a book, and names what has no covariance", () => {
    const { sheet } = buildSheet(INSTRUMENTS, fullMarket(), []);
    const position = (id: string, quantity: number, costUsd: number) => ({
      id,
      instrumentId: id,
      nettingSetId: "1:gmx:0xabc:main",
      quantity,
      costUsd,
      isCollateral: false,
    });
    const held = [
      position("1:gmx:ETH-PERP", 2, 5500),
      position("1:gmx:BTC", 1, 0),
      position("1:gmx:USDC", 400, 0),
    ];
    const { groups } = bookGreeks(held, NETTING_SETS, sheet, "VENUE");
    expect(venueExposures(groups, ["BTC", "ETH", "USDC"])).toEqual({
      venues: [{ venue: "gmx", equityUsd: 60_900, deltaUsd: [60_000, 6000, 400] }],
      issues: [],
    });
    const partial = venueExposures(groups, ["ETH"]);
    expect(partial.venues[0]).toMatchObject({ equityUsd: 60_900, deltaUsd: [6000] });
    expect(partial.issues).toMatchObject([
      { code: "MISSING_PARAMETER", subject: "BTC" },
      { code: "MISSING_PARAMETER", subject: "USDC" },
    ]);
  });

  it("shows the sign: losing a venue can also lower the risk that is left", () => {
    const signs = value(leaveOneVenueOut(venues, parameters)).rows.map((row) => Math.sign(row.varChangeUsd));
    expect(signs).toEqual([1, 1, -1]);
  });

  it("does not count negative equity as a gain", () => {
    const report = value(leaveOneVenueOut([{ venue: "v", equityUsd: -5, deltaUsd: [1, 0] }], parameters));
    expect(report.rows[0]?.lostEquityUsd).toBe(0);
    expect(value(leaveOneVenueOut([], parameters)).worst).toBeNull();
  });

  it("names a wrong parameter", () => {
    expect(fields(leaveOneVenueOut(venues, { ...parameters, lossGivenDefault: 2 }))).toEqual([
      "lossGivenDefault",
    ]);
    expect(fields(leaveOneVenueOut(venues, { ...parameters, horizonDays: -1 }))).toEqual(["horizonDays"]);
    expect(fields(leaveOneVenueOut([{ venue: "v", equityUsd: 0, deltaUsd: [1] }], parameters))).toEqual([
      "venues[0].deltaUsd.length",
    ]);
  });
});
