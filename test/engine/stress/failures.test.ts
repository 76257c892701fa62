import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Instrument } from "../../../engine/book/instrument.ts";
import type { BookPosition, NettingSet } from "../../../engine/book/position.ts";
import type { Result } from "../../../engine/result.ts";
import { cascadeTippingPoint, liquidationCascade } from "../../../engine/stress/cascade.ts";
import { deleverageBestHedge } from "../../../engine/stress/deleveraging.ts";
import { engineOffShortfall } from "../../../engine/stress/engineOff.ts";
import type { Failure } from "../../../engine/stress/failures.ts";
import { staleOracleGap } from "../../../engine/stress/oracleGap.ts";
import { stressFailures } from "../../../engine/stress/stressFailures.ts";
import golden from "../../fixtures/stress/golden.json" with { type: "json" };
import { markOf, NOW } from "../book/arbitraries.ts";

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map((issue) => issue.message).join("; "));
  return result.value;
}

const fields = (result: Result<unknown>) => (result.ok ? [] : result.issues.map((issue) => issue.field));

describe("stale oracle gap", () => {
  it.each(golden.staleOracleGap.rows)("$staleSec s at volatility $volAnn", (r) => {
    const gap = staleOracleGap({
      volatility: r.volAnn,
      staleSeconds: r.staleSec,
      deviationThreshold: r.deviationThreshold,
      z: r.z,
    });
    expect(value(gap)).toBeCloseTo(r.gap, 15);
  });

  it("does not go back in time", () => {
    const feed = { volatility: 0.8, staleSeconds: -1, deviationThreshold: 0, z: 3 };
    expect(fields(staleOracleGap(feed))).toEqual(["staleSeconds"]);
  });
});

describe("liquidation cascade", () => {
  const levels = golden.cascade.book.map(({ liqPrice, size }) => ({ liquidationPriceUsd: liqPrice, size }));

  it.each(golden.cascade.rows)("shock $shock at impact $lambdaUsdPerUnit ends at $finalPrice", (r) => {
    const input = { levels, priceUsd: r.P0, shock: -r.shock };
    const result = value(liquidationCascade(input, r.lambdaUsdPerUnit));
    expect(result.path).toEqual(r.path);
    expect(result.finalPriceUsd).toBe(r.finalPrice);
    expect(result.liquidated).toBe(r.liquidated);
    expect(result.amplification).toBeCloseTo(r.amplification, 12);
  });

  it("has its tipping point where depth lets the whole book go", () => {
    const { thresholds, tipping } = value(cascadeTippingPoint({ levels, priceUsd: 3000, shock: -0.04 }));
    expect(thresholds.map(({ liquidated }) => liquidated)).toEqual([500, 1000, 5500]);
    [0.15, 0.16, 0.18].forEach((impact, i) => {
      expect(thresholds[i]?.impactUsdPerUnit).toBeCloseTo(impact, 12);
    });
    expect(tipping).toEqual(thresholds[2]);
  });

  const books = fc.array(
    fc.record({
      liquidationPriceUsd: fc.integer({ min: 1, max: 6000 }),
      size: fc.integer({ min: 0, max: 1000 }),
    }),
    { maxLength: 12 },
  );
  const shocks = fc.constantFrom(-0.3, -0.04, 0.04, 0.3);

  it("outcomes on either side of every threshold are those that the iteration finds", () => {
    fc.assert(
      fc.property(books, shocks, (book, shock) => {
        const input = { levels: book, priceUsd: 3000, shock };
        const start = value(liquidationCascade(input, 0)).liquidated;
        let before = start;
        for (const { impactUsdPerUnit, liquidated } of value(cascadeTippingPoint(input)).thresholds) {
          const at = (factor: number) =>
            value(liquidationCascade(input, impactUsdPerUnit * factor)).liquidated;
          expect(at(1 - 1e-9)).toBe(before);
          expect(at(1 + 1e-9)).toBeGreaterThanOrEqual(liquidated);
          before = at(1 + 1e-9);
          if (before > liquidated) return; // another threshold lies within the tolerance
        }
        expect(value(liquidationCascade(input, 1e12)).liquidated).toBe(before);
      }),
      { numRuns: 500 },
    );
  });

  it("squeezes shorts on the way up", () => {
    const input = { levels: [{ liquidationPriceUsd: 110, size: 10 }], priceUsd: 100, shock: 0.1 };
    expect(value(liquidationCascade(input, 0.5)).finalPriceUsd).toBeCloseTo(115, 12);
  });

  it("does not start without anything to liquidate, and does not fall below zero", () => {
    const calm = value(cascadeTippingPoint({ levels, priceUsd: 3000, shock: -0.02 }));
    expect(calm).toEqual({ thresholds: [], tipping: null });
    const all = value(liquidationCascade({ levels, priceUsd: 3000, shock: -0.04 }, 100));
    expect(all.finalPriceUsd).toBe(0);
  });

  it("names a wrong input", () => {
    expect(fields(liquidationCascade({ levels, priceUsd: 0, shock: -0.1 }, 0))).toEqual(["priceUsd"]);
    expect(fields(liquidationCascade({ levels, priceUsd: 1, shock: -0.1 }, -1))).toEqual([
      "impactUsdPerUnit",
    ]);
    expect(fields(cascadeTippingPoint({ levels, priceUsd: 1, shock: 0 }))).toEqual(["shock"]);
    const bad = [{ liquidationPriceUsd: 1, size: Number.NaN }];
    expect(fields(cascadeTippingPoint({ levels: bad, priceUsd: 1, shock: -0.1 }))).toEqual([
      "levels[0].size",
    ]);
  });
});

describe("auto-deleveraging of the best hedge", () => {
  const parameters = { covariance: [[0.04 ** 2]], z: 2.326, horizonDays: 1, recovery: 0.25 };
  const [row] = golden.adl.rows;
  const hedge = { id: "hedge", deltaUsd: [row?.hedgeDelta ?? 0], unrealisedPnlUsd: 8000, eligible: true };
  const other = { id: "other", deltaUsd: [row?.otherDelta ?? 0], unrealisedPnlUsd: -8000, eligible: true };

  it("multiplies the risk just when the hedge has paid off", () => {
    const result = value(deleverageBestHedge([other, hedge], parameters));
    expect(result.closed).toBe("hedge");
    expect(result.varBeforeUsd).toBeCloseTo(row?.varBefore ?? 0, 8);
    expect(result.varAfterUsd).toBeCloseTo(row?.varAfter ?? 0, 8);
    expect(result.forgonePnlUsd).toBe(6000);
    expect(result.stressUsd).toBeCloseTo((row?.varAfter ?? 0) - (row?.varBefore ?? 0) + 6000, 8);
  });

  it("closes nothing that a venue cannot, or that is no hedge", () => {
    const fixed = [other, hedge].map((leg) => ({ ...leg, eligible: false }));
    const longs = [other, { ...other, id: "more" }];
    for (const legs of [fixed, longs]) {
      expect(value(deleverageBestHedge(legs, parameters))).toMatchObject({ closed: null, stressUsd: 0 });
    }
  });

  it("names a wrong input", () => {
    expect(fields(deleverageBestHedge([hedge], { ...parameters, recovery: 2 }))).toEqual(["recovery"]);
    expect(fields(deleverageBestHedge([{ ...hedge, deltaUsd: [] }], parameters))).toEqual([
      "legs[0].deltaUsd.length",
    ]);
  });
});

describe("liquidation engine off", () => {
  const input = { equityUsd: 1000, deltaUsd: [100_000], covariance: [[0.64]], z: 3, delaySeconds: 3600 };

  it("leaves a shortfall when the outage outruns the equity", () => {
    const loss = 3 * 0.8 * Math.sqrt(3600 / 31_536_000) * 100_000;
    const result = value(engineOffShortfall(input));
    expect(result.lossUsd).toBeCloseTo(loss, 8);
    expect(result.shortfallUsd).toBeCloseTo(loss - 1000, 8);
    expect(value(engineOffShortfall({ ...input, equityUsd: 5000 })).shortfallUsd).toBe(0);
  });

  it("names a negative delay", () => {
    expect(fields(engineOffShortfall({ ...input, delaySeconds: -1 }))).toEqual(["delaySeconds"]);
  });
});

describe("failures as rows of the scenario matrix", () => {
  const instruments: Instrument[] = ["gmx", "synthetix"].flatMap((venue): Instrument[] => [
    { id: `${venue}:ETH`, chainId: 1, venue, underlying: "ETH", kind: "perp" },
    { id: `${venue}:WETH`, chainId: 1, venue, underlying: "ETH", kind: "spot" },
    { id: `${venue}:USDC`, chainId: 1, venue, underlying: "USDC", kind: "spot", stable: true },
  ]);
  const nettingSets: NettingSet[] = ["gmx", "synthetix"].map((venue) => ({
    id: `${venue}-set`,
    chainId: 1,
    venue,
    account: "a",
    marginMode: "cross",
  }));
  const position = (venue: string, asset: string, quantity: number, costUsd = 0): BookPosition => ({
    id: `${venue} ${asset}`,
    instrumentId: `${venue}:${asset}`,
    nettingSetId: `${venue}-set`,
    quantity,
    costUsd,
    isCollateral: asset !== "ETH",
  });
  const positions = [
    position("gmx", "ETH", 10, 29_000), // value 1,000
    position("gmx", "USDC", 5000),
    position("synthetix", "ETH", -9, -27_900), // value 900
    position("synthetix", "WETH", 2), // value 6,000
  ];
  const market = { timestamp: NOW, marks: new Map(instruments.map((one) => [one.id, markOf(one)])) };
  const run = (...failures: Failure[]) =>
    stressFailures({ positions, nettingSets, instruments, market, failures });

  it("a stale feed shows the leg that moves and hides the one that hedges it, in the direction that hurts", () => {
    const { positionIds, rows, issues } = run({
      kind: "staleOracle",
      name: "synthetix feed sleeps",
      underlying: "ETH",
      staleInstruments: ["synthetix:ETH", "synthetix:WETH"],
      gap: 0.05,
    });
    expect(issues).toEqual([]);
    expect(positionIds).toEqual(positions.map(({ id }) => id));
    expect(rows[0]?.direction).toBe("down");
    expect([...(rows[0]?.pnl ?? [])]).toEqual([-1500, 0, 0, 0]);
    expect(rows[0]?.byVenue).toEqual(
      new Map([
        ["gmx", -1500],
        ["synthetix", 0],
      ]),
    );
    const other = run({
      kind: "staleOracle",
      name: "gmx feed sleeps",
      underlying: "ETH",
      staleInstruments: ["gmx:ETH"],
      gap: 0.05,
    });
    expect(other.rows[0]).toMatchObject({ direction: "up", totalUsd: -1050 });
  });

  it("a single venue's mark hits that venue's holders only", () => {
    const { rows } = run({
      kind: "mispricing",
      name: "x",
      venue: "synthetix",
      underlying: "ETH",
      move: -0.35,
    });
    expect(rows[0]?.totalUsd).toBeCloseTo(0.35 * 3000 * 7, 9);
    expect(rows[0]?.byVenue.get("gmx")).toBe(0);
  });

  it("a depeg takes from holdings and from claims that settle in the coin", () => {
    const { rows } = run({
      kind: "depeg",
      name: "usdc",
      stable: "USDC",
      priceUsd: 0.88,
      settledSets: ["gmx-set"],
    });
    const pnl = [...(rows[0]?.pnl ?? [])];
    expect(pnl[0]).toBeCloseTo(-120, 10);
    expect(pnl[1]).toBeCloseTo(-600, 10);
    expect(pnl.slice(2)).toEqual([0, 0]);
  });

  it("a venue that is gone takes a share of positive equity, and no more of a set that owes", () => {
    const { rows } = run({ kind: "venueOut", name: "gmx", venue: "gmx", lossGivenDefault: 0.5 });
    expect(rows[0]?.totalUsd).toBe(-3000);
    const owing = stressFailures({
      positions: [position("gmx", "ETH", 10, 40_000), position("gmx", "USDC", 5000)],
      nettingSets,
      instruments,
      market,
      failures: [{ kind: "venueOut", name: "gmx", venue: "gmx", lossGivenDefault: 1 }],
    });
    expect(owing.rows[0]?.totalUsd).toBe(0);
  });

  it.each<[string, Failure]>([
    ["gap", { kind: "staleOracle", name: "f", underlying: "ETH", staleInstruments: [], gap: 1 }],
    ["underlying", { kind: "staleOracle", name: "f", underlying: "DOGE", staleInstruments: [], gap: 0.1 }],
    [
      "staleInstruments[0]",
      { kind: "staleOracle", name: "f", underlying: "ETH", staleInstruments: ["?"], gap: 0.1 },
    ],
    ["move", { kind: "mispricing", name: "f", venue: "gmx", underlying: "ETH", move: Number.NaN }],
    ["venue", { kind: "mispricing", name: "f", venue: "?", underlying: "ETH", move: -0.1 }],
    ["priceUsd", { kind: "depeg", name: "f", stable: "USDC", priceUsd: -1, settledSets: [] }],
    ["settledSets[0]", { kind: "depeg", name: "f", stable: "USDC", priceUsd: 0.9, settledSets: ["?"] }],
    ["lossGivenDefault", { kind: "venueOut", name: "f", venue: "gmx", lossGivenDefault: 2 }],
  ])("with a wrong %s is an issue, and the other rows stand", (field, failure) => {
    const good: Failure = { kind: "venueOut", name: "gmx", venue: "gmx", lossGivenDefault: 1 };
    const { rows, issues } = run(failure, good);
    expect(issues).toMatchObject([{ code: "INVALID_INPUT", field: `failures[0].${field}`, subject: "f" }]);
    expect(rows.map(({ name }) => name)).toEqual(["gmx"]);
    expect(rows[0]?.totalUsd).toBe(-6000);
  });

  it("keep a bad position out and name it", () => {
    const bad = { ...position("gmx", "ETH", Number.NaN), id: "bad" };
    const failures: Failure[] = [{ kind: "venueOut", name: "gmx", venue: "gmx", lossGivenDefault: 1 }];
    const { rows, issues } = stressFailures({
      positions: [...positions, bad],
      nettingSets,
      instruments,
      market,
      failures,
    });
    expect(rows[0]?.totalUsd).toBe(-6000);
    expect(issues).toMatchObject([{ field: "positions[bad].quantity" }]);
  });
});
