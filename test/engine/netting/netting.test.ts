import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSheet } from "../../../engine/book/sheet.ts";
import { type ExposureLeg, type NetExposure, NetTally } from "../../../engine/netting/netTally.ts";
import { netting } from "../../../engine/netting/netting.ts";
import { nettingSetOf } from "../../../engine/netting/nettingSets.ts";
import golden from "../../fixtures/netting/golden.json" with { type: "json" };
import { bookArbitrary, fullMarket, INSTRUMENTS, NETTING_SETS } from "../book/arbitraries.ts";

const { sheet } = buildSheet(INSTRUMENTS, fullMarket(), []);

function tallyOf(legs: readonly ExposureLeg[]): NetTally {
  const tally = new NetTally();
  for (const leg of legs) tally.add(leg);
  return tally;
}

function expectOrdered(net: NetExposure): void {
  expect(net.grossUsd).toBeGreaterThanOrEqual(net.enforceableUsd);
  expect(net.enforceableUsd).toBeGreaterThanOrEqual(net.informationalUsd);
  expect(net.informationalUsd).toBeGreaterThanOrEqual(0);
  expect(net.trappedHedgeUsd).toBeGreaterThanOrEqual(0);
}

const legArbitrary: fc.Arbitrary<ExposureLeg> = fc.record({
  underlying: fc.constantFrom("ETH", "BTC", "SOL"),
  nettingSetId: fc.constantFrom("a", "b", "c", "d"),
  deltaUsd: fc.oneof(
    fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    fc.double({ min: -1e-6, max: 1e-6, noNaN: true }),
  ),
});

describe("netting hierarchy", () => {
  const { legs, expect: expected } = golden.nettingHierarchy;
  const tally = tallyOf(
    legs.map((leg) => ({ underlying: leg.underlying, nettingSetId: leg.venue, deltaUsd: leg.deltaUsd })),
  );

  it.each(["ETH", "BTC"] as const)("of %s", (underlying) => {
    const row = expected[underlying];
    expect(tally.byUnderlying().get(underlying)).toMatchObject({
      grossUsd: row.gross,
      enforceableUsd: row.enforceableNet,
      informationalUsd: row.informationalNet,
      trappedHedgeUsd: row.trappedHedge,
      ratio: row.ratioInformational,
      enforceableRatio: row.ratioEnforceable,
    });
    const sets = tally.sets().filter((set) => set.underlying === underlying);
    expect(Object.fromEntries(sets.map((set) => [set.nettingSetId, set.netUsd]))).toEqual(row.perNettingSet);
  });

  it("adds underlyings up without offsetting them", () => {
    expect(tally.total()).toMatchObject({
      grossUsd: 830_000,
      enforceableUsd: 730_000,
      informationalUsd: 170_000,
      trappedHedgeUsd: 560_000,
    });
  });
});

describe("NetTally", () => {
  it("keeps gross >= enforceable >= informational in floating point", () => {
    fc.assert(
      fc.property(fc.array(legArbitrary, { maxLength: 60 }), (legs) => {
        const tally = tallyOf(legs);
        expectOrdered(tally.total());
        for (const net of tally.byUnderlying().values()) expectOrdered(net);
      }),
      { numRuns: 1000 },
    );
  });

  it("forgets a leg to the last bit when it is taken out", () => {
    fc.assert(
      fc.property(
        fc.array(legArbitrary, { maxLength: 30 }),
        fc.array(legArbitrary, { maxLength: 30 }),
        (kept, gone) => {
          const tally = tallyOf([...gone, ...kept]);
          for (const leg of gone) tally.remove(leg);
          const fresh = tallyOf(kept);
          expect(tally.total()).toEqual(fresh.total());
          expect(tally.byUnderlying()).toEqual(fresh.byUnderlying());
          expect(tally.sets()).toEqual(fresh.sets());
        },
      ),
    );
  });

  it("has no ratio when there is nothing to net", () => {
    expect(new NetTally().total()).toMatchObject({ grossUsd: 0, ratio: null, enforceableRatio: null });
  });
});

describe("netting of a book", () => {
  it("keeps the order of the three nets, in total and in every slice", () => {
    fc.assert(
      fc.property(bookArbitrary, (positions) => {
        const { report, issues } = netting(positions, NETTING_SETS, sheet);
        expect(issues).toEqual([]);
        for (const net of [
          report.total,
          ...report.byUnderlying.values(),
          ...report.byVenue.values(),
          ...report.byChain.values(),
          ...report.byTenor.values(),
        ]) {
          expectOrdered(net);
        }
        expect([...report.byVenue.values()].reduce((sum, net) => sum + net.enforceableUsd, 0)).toBeCloseTo(
          report.total.enforceableUsd,
          -3,
        );
      }),
      { numRuns: 200 },
    );
  });

  const position = (id: string, instrumentId: string, nettingSetId: string, quantity: number) => ({
    id,
    instrumentId,
    nettingSetId,
    quantity,
    costUsd: 0,
    isCollateral: false,
  });

  it("lets neither an isolated position nor another venue lower an account's enforceable net", () => {
    const { report } = netting(
      [
        position("long", "1:gmx:ETH-PERP", "1:gmx:0xabc:main", 10),
        position("isolated", "1:gmx:ETH-PERP", "1:gmx:0xabc:isolated/1", -10),
        position("short", "10:derive:ETH-PERP", "10:derive:0xabc:main", -5),
      ],
      NETTING_SETS,
      sheet,
    );
    expect(report.total).toMatchObject({
      grossUsd: 75_000,
      enforceableUsd: 75_000,
      informationalUsd: 15_000,
      trappedHedgeUsd: 60_000,
    });
    expect(report.byVenue.get("gmx")).toMatchObject({ enforceableUsd: 60_000, informationalUsd: 0 });
    expect(report.byChain.get("10")).toMatchObject({ enforceableUsd: 15_000 });
  });

  it("counts coin collateral as exposure, and keeps stablecoin cash out of the totals", () => {
    const { report } = netting(
      [
        position("short", "1:gmx:ETH-PERP", "1:gmx:0xabc:main", -1),
        { ...position("coin", "1:gmx:ETH", "1:gmx:0xabc:main", 1), isCollateral: true },
        { ...position("cash", "1:gmx:USDC", "1:gmx:0xabc:main", 5000), isCollateral: true },
      ],
      NETTING_SETS,
      sheet,
    );
    expect(report.total).toMatchObject({ grossUsd: 6000, enforceableUsd: 0, informationalUsd: 0 });
    expect(report.byUnderlying.get("USDC")).toMatchObject({ grossUsd: 5000, netUsd: 5000 });
  });

  it("names what it cannot count and nets the rest", () => {
    const good = position("good", "1:gmx:ETH-PERP", "1:gmx:0xabc:main", 1);
    const { report, issues } = netting(
      [
        good,
        position("good", "1:gmx:ETH-PERP", "1:gmx:0xabc:main", 1),
        position("nan", "1:gmx:ETH-PERP", "1:gmx:0xabc:main", Number.NaN),
        position("where", "1:gmx:ETH-PERP", "nowhere", 1),
        position("huge", "1:gmx:BTC-PERP", "1:gmx:0xabc:main", 1e17),
      ],
      NETTING_SETS,
      sheet,
    );
    expect(report.total.grossUsd).toBe(3000);
    expect(issues.map((issue) => issue.field)).toEqual([
      "positions[1].id",
      "positions[nan].quantity",
      "positions[where].nettingSetId",
      "positions[huge].deltaUsd",
    ]);
  });
});

describe("netting set keys", () => {
  it("keep isolated positions, pools, accounts, venues and chains apart", () => {
    const base = { chainId: 1, venue: "v", account: "a", marginMode: "cross" as const, pool: "p" };
    const variants = [
      base,
      { ...base, marginMode: "isolated" as const },
      { ...base, pool: "q" },
      { ...base, account: "b" },
      { ...base, venue: "w" },
      { ...base, chainId: 2 },
    ];
    expect(new Set(variants.map((terms) => nettingSetOf(terms).id)).size).toBe(variants.length);
  });
});
