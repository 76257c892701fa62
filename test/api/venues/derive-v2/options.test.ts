import { describe, expect, test } from "vitest";
import { deriveV2Adapter } from "../../../../src/api/venues/derive-v2.ts";
import { deriveMarket } from "../../../../src/catalog/deriveMarkets.ts";
import { Rows, WAD, wad } from "./rows.ts";

const view = (rows: Rows) => deriveV2Adapter.view(rows.all);

/** The recorded smile of BTC, block 44814062. */
const smile = {
  a: "97272545053122",
  b: "8735673227689764",
  rho: "-219178659550839320",
  m: "-6470669769677905",
  sigma: "8945917635152553",
  forward: "76735401147929650000000",
  refTau: "2180365296800000",
};
const smileExpiry = 1_789_718_400;

describe("volatility", () => {
  test.each([
    [76_000, 0.29223],
    [70_000, 0.5246],
    [60_000, 0.5246],
  ] as const)(
    "strike %i: by the smile's own forward and reference time, not the live ones",
    (strike, volatility) => {
      const rows = new Rows(1_789_649_739);
      // The live forward and the time left are both far from the smile's own.
      rows.spot("2", wad(90_000));
      rows.forward("2", smileExpiry, wad(-500));
      rows.smile("2", smileExpiry, smile, wad(0.95));
      const id = rows.option("2", { expiry: smileExpiry, strike: wad(strike), right: "put" }, WAD);
      expect(view(rows).marks.get(id)).toEqual({
        kind: "option",
        forwardUsd: 89_500,
        volatility: expect.closeTo(volatility, 5),
        rate: 0,
      });
    },
  );

  test("a smile whose contract would revert leaves the option unpriced, with a reason", () => {
    const rows = new Rows(1_789_649_739);
    rows.spot("2", wad(76_000));
    rows.forward("2", smileExpiry, 0n);
    rows.smile("2", smileExpiry, { ...smile, a: "-97272545053122", b: "0" });
    const id = rows.option("2", { expiry: smileExpiry, strike: wad(76_000), right: "call" }, WAD);
    const seen = view(rows);
    expect(seen.marks.has(id)).toBe(false);
    expect(seen.issues).toContainEqual(expect.objectContaining({ code: "UNPRICED" }));
    expect(seen.positions.map(({ instrumentId }) => instrumentId)).toEqual([id]);
    expect(seen.margins[0]?.report.ok).toBe(false);
  });
});

describe("the settlement window", () => {
  // Recorded: spot at block 44545492, forward of 08:00 UTC signed 1,024 s before expiry at block 44545507.
  const expiry = 1_789_113_600;
  const rows = new Rows(1_789_112_629);
  rows.spot("2", 77_256_210_171_126_060_000_000n, { at: 1_789_112_591 });
  rows.forward("2", expiry, -317_683_361_383_387_800n, {
    at: 1_789_112_576,
    start: 4_638_352_302_805_933_000_000_000n,
    current: 64_671_300_708_783_200_000_000_000n,
  });
  rows.flatSmile("2", expiry, wad(0.4));
  rows.stable(WAD);
  const id = rows.option("2", { expiry, strike: wad(77_000), right: "call" }, -WAD);
  const seen = view(rows);

  // (64,671,300.7087832 - 4,638,352.302805933) / 1,800 and (77,256.21017112606 - 0.3176833613833878) x 1,024 / 1,800.
  const fixed = 60_032_948.405977264 / 1_800;
  const variable = (77_255.89248776468 * 1_024) / 1_800;

  test("settlementStartAggregate is not zero: fixed part and moving part add up to a forward near spot", () => {
    expect(seen.marks.get(id)).toMatchObject({ forwardUsd: expect.closeTo(fixed + variable, 8) });
    expect(Math.abs(fixed + variable - 77_256)).toBeLessThan(60);
  });

  test("delta cannot follow the fixed part, which is said with its share", () => {
    const share = ((100 * fixed) / (fixed + variable)).toFixed(1);
    expect(seen.issues).toContainEqual(
      expect.objectContaining({
        code: "UNSUPPORTED",
        subject: id,
        message: expect.stringContaining(`${share} %`),
      }),
    );
  });

  test("margin moves only the moving part with spot", () => {
    const worthless = new Rows(rows.clock.timestamp);
    worthless.feeds.push(...rows.feeds);
    worthless.forwards.push(...rows.forwards);
    worthless.flatSmile("2", expiry, 0n);
    worthless.option("2", { expiry, strike: wad(77_000), right: "call" }, -WAD);
    worthless.cash(wad(20_000));
    const [margin] = view(worthless).margins;
    if (margin?.report.ok !== true) throw new Error(JSON.stringify(margin));
    // 20,000 - (fixed + variable f - 77,000) - 9 % x spot x f = 0
    const spot = 77_256.21017112606;
    const factor = (20_000 + 77_000 - fixed) / (variable + 0.09 * spot);
    expect(margin.report.value.liquidationDistance).toBeCloseTo(factor - 1, 8);
  });

  test("data older than five minutes is stale inside the window, whatever its heartbeat", () => {
    const late = new Rows(1_789_112_576 + 301);
    late.spot("2", wad(77_256), { at: late.clock.timestamp });
    late.forward("2", expiry, 0n, { at: 1_789_112_576, start: WAD, current: wad(60_000_000) });
    late.flatSmile("2", expiry, wad(0.4));
    late.option("2", { expiry, strike: wad(77_000), right: "call" }, -WAD);
    expect(view(late).issues).toContainEqual(
      expect.objectContaining({ code: "STALE", message: expect.stringContaining("settlement window") }),
    );
  });
});

describe("expired options", () => {
  const expiry = 1_789_113_600;
  const start = wad(4_638_352);
  const expired = (at: number) => {
    const rows = new Rows(expiry + 3 * 86_400);
    rows.stable(WAD);
    rows.spot("2", wad(99_999));
    rows.forward("2", expiry, wad(50), { at, start, current: start + wad(77_300) * 1_800n });
    return rows;
  };

  test("not settled yet are valued at the settlement price, not at today's, and not dropped", () => {
    const rows = expired(expiry);
    const call = rows.option("2", { expiry, strike: wad(77_000), right: "call" }, -2n * WAD);
    rows.cash(wad(1_000));
    const seen = view(rows);
    expect(seen.marks.get(call)).toEqual({ kind: "linear", priceUsd: 77_300, carryUsdPerYear: 0 });
    const [margin] = seen.margins;
    if (margin?.report.ok !== true) throw new Error(JSON.stringify(margin));
    expect(margin.report.value.equityUsd).toBeCloseTo(1_000 - 2 * 300, 9);
  });

  test("without data signed for the second of expiry have no price: a finding, and no margin", () => {
    const rows = expired(expiry - 1);
    const call = rows.option("2", { expiry, strike: wad(77_000), right: "call" }, -WAD);
    const seen = view(rows);
    expect(seen.marks.has(call)).toBe(false);
    expect(seen.issues).toContainEqual(
      expect.objectContaining({
        code: "UNPRICED",
        message: expect.stringContaining("settlement price is not known"),
      }),
    );
    expect(seen.margins[0]?.report.ok).toBe(false);
  });

  test("a settled expiry is never stale", () => {
    const rows = expired(expiry);
    rows.option("2", { expiry, strike: wad(77_000), right: "call" }, -WAD);
    expect(view(rows).issues.filter(({ code }) => code === "STALE")).toEqual([]);
  });
});

describe("heartbeats", () => {
  const NOW = 1_789_649_739;
  const expiry = NOW + 30 * 86_400;
  /** Everything as old as asked, in seconds. */
  const aged = (ages: { spot?: number; forward?: number; vol?: number; perp?: number }) => {
    const rows = new Rows(NOW);
    rows.stable(WAD);
    rows.spot("2", wad(76_000), { at: NOW - (ages.spot ?? 0) });
    rows.perpPrice("2", WAD, WAD, NOW - (ages.perp ?? 0));
    rows.accrual("2", "perpAggregatedFunding", 0n);
    rows.accrual("2", "perpFundingRate", 0n);
    rows.forward("2", expiry, WAD, { at: NOW - (ages.forward ?? 0) });
    const one = WAD.toString();
    const flat = { a: wad(0.16).toString(), b: "0", rho: "0", m: "0", sigma: "0", forward: one, refTau: one };
    rows.smile("2", expiry, flat, WAD, NOW - (ages.vol ?? 0));
    rows.option("2", { expiry, strike: wad(80_000), right: "call" }, -WAD);
    rows.perp("2", WAD, 76_000n * 10n ** 30n, { lastAggregatedFunding: "0" });
    return rows;
  };
  const stale = (rows: Rows) =>
    view(rows)
      .issues.filter(({ code }) => code === "STALE")
      .map(({ subject }) => subject);
  const { spotFeed, forwardFeed, volFeed, perpFeed } = deriveMarket("2") ?? {};

  test("nothing is stale at its heartbeat", () => {
    expect(stale(aged({ spot: 180, forward: 3_600, vol: 1_200, perp: 1_200 }))).toEqual([]);
  });

  test.each([
    ["spot", { spot: 181 }, `957:${spotFeed?.toLowerCase()}:spot`],
    ["forward", { forward: 3_601 }, `957:${forwardFeed?.toLowerCase()}:forward:${expiry}`],
    ["vol", { vol: 1_201 }, `957:${volFeed?.toLowerCase()}:vol:${expiry}`],
    ["perp", { perp: 1_201 }, `957:${perpFeed?.toLowerCase()}:spotDiff`],
  ] as const)("%s is stale one second after its own heartbeat, and alone", (_, ages, subject) => {
    expect(stale(aged(ages))).toEqual([subject]);
  });

  test("a heartbeat that was indexed replaces the catalog's", () => {
    const rows = aged({ spot: 181 });
    const fact = {
      kind: "parameter",
      venue: "derive-v2",
      scope: "2",
      name: "heartbeat.spot",
      decimals: 0,
    } as const;
    rows.facts([{ ...fact, value: 200n }]);
    expect(stale(rows)).toEqual([]);
  });

  test("stale data is used and reported: the number stays, with its warning", () => {
    const seen = view(aged({ spot: 100_000 }));
    expect(seen.margins[0]?.report.ok).toBe(true);
  });
});
