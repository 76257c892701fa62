import { describe, expect, test } from "vitest";
import type { MarginReport } from "../../../../engine/margin/report.ts";
import type { Issue } from "../../../../engine/result.ts";
import { deriveV2Adapter } from "../../../../src/api/venues/derive-v2.ts";
import { deriveMarket } from "../../../../src/catalog/deriveMarkets.ts";
import { CASH, Rows, SET, WAD, wad } from "./rows.ts";

const NOW = 1_789_649_739;
const DAY = 86_400;
const view = (rows: Rows) => deriveV2Adapter.view(rows.all);
const codes = (issues: readonly Issue[]) => issues.map(({ code }) => code);

function reportOf(rows: Rows): MarginReport {
  const [margin] = view(rows).margins;
  if (margin?.report.ok !== true) throw new Error(JSON.stringify(margin?.report));
  return margin.report.value;
}

/** ETH at 1,950 with its perpetual at 1,951, at par stablecoin and with no funding running. */
function ether(): Rows {
  const rows = new Rows(NOW);
  rows.stable(WAD);
  rows.spot("1", wad(1_950));
  rows.perpPrice("1", WAD);
  rows.accrual("1", "perpAggregatedFunding", wad(6));
  rows.accrual("1", "perpFundingRate", 0n);
  return rows;
}

describe("a sub-account with cash, a coin and a perpetual", () => {
  const rows = ether();
  // 10,000 lent since the index stood at 1.00; it stands at 1.05: 10,500.
  rows.cash(wad(10_000), { interestIndex: WAD.toString() });
  rows.accrual("cash", "cashSupplyIndex", wad(1.05));
  rows.accrual("cash", "cashBorrowIndex", wad(1.2));
  rows.coin(deriveMarket("1")?.base ?? "", "ETH", 2n * WAD);
  // 10 long, entered at 19,010. Funding: 3 owed, and the running sum moved from 5 to 6: 10 more owed.
  const perpId = rows.perp("1", 10n * WAD, 19_010n * 10n ** 30n, {
    unsettledFunding: wad(-3).toString(),
    lastAggregatedFunding: wad(5).toString(),
  });
  const seen = view(rows);

  test("is one cross netting set", () => {
    expect(seen.nettingSets).toEqual([
      { id: SET, chainId: 957, venue: "derive-v2", account: "4242", marginMode: "cross" },
    ]);
  });

  test("its positions carry amounts with interest, and costs with funding", () => {
    const base = `957:derive-v2:${deriveMarket("1")?.base?.toLowerCase()}`;
    const cash = `957:derive-v2:${CASH}`;
    const of = (instrumentId: string) => {
      const { id, nettingSetId, ...rest } = seen.positions.find(
        (one) => one.instrumentId === instrumentId,
      ) ?? {
        id: "",
        nettingSetId: "",
      };
      expect(id).toContain(SET);
      expect(nettingSetId).toBe(SET);
      return rest;
    };
    expect(of(perpId)).toEqual({ instrumentId: perpId, quantity: 10, costUsd: 19_023, isCollateral: false });
    expect(of(base)).toEqual({ instrumentId: base, quantity: 2, costUsd: 0, isCollateral: true });
    expect(of(cash)).toEqual({ instrumentId: cash, quantity: 10_500, costUsd: 0, isCollateral: true });
  });

  test("its marks are the venue's own: spot, spot plus difference, the stablecoin's feed", () => {
    expect([...seen.marks].map(([id, mark]) => [id.split(":").at(-1), mark])).toEqual([
      [CASH, { kind: "linear", priceUsd: 1, carryUsdPerYear: 0, carryShortUsdPerYear: -0 }],
      [deriveMarket("1")?.base?.toLowerCase(), { kind: "linear", priceUsd: 1_950, carryUsdPerYear: 0 }],
      [deriveMarket("1")?.perp?.toLowerCase(), { kind: "linear", priceUsd: 1_951, carryUsdPerYear: 0 }],
    ]);
  });

  test("its margin is the StandardManager's, by hand", () => {
    // Unsettled: 10 x 1,951 - 19,023 = 487. Perp MM 5 % and IM 6.6 % of 19,510: 975.5 and 1,287.66.
    // Coin 2 x 1,950 = 3,900: counts 80 % = 3,120, and 93.75 % of that = 2,925 initially.
    const report = reportOf(rows);
    expect(report.model).toBe("derive-standard");
    expect(report.equityUsd).toBeCloseTo(10_500 + 487 + 3_900, 9);
    expect(report.maintenanceUsd).toBeCloseTo(975.5 + (3_900 - 3_120), 9);
    expect(report.initialUsd).toBeCloseTo(1_287.66 + (3_900 - 2_925), 9);
  });

  test("its perpetual can be traded at fee and margin per unit", () => {
    expect(seen.tradable).toEqual([
      {
        instrumentId: perpId,
        nettingSetId: SET,
        costRate: 0.0003,
        initialPerUnitUsd: expect.closeTo(0.066 * 1_951, 12),
        maintenancePerUnitUsd: expect.closeTo(0.05 * 1_951, 12),
        lot: 0,
      },
    ]);
  });

  test("every round that a number rests on is named, once", () => {
    const { perpFeed, spotFeed } = deriveMarket("1") ?? {};
    const named = seen.rounds.map(({ address, feedId }) => `${address} ${feedId}`).sort();
    expect(named).toEqual(
      [
        `${spotFeed?.toLowerCase()} spot`,
        `${perpFeed?.toLowerCase()} spotDiff`,
        "0x9c61888497d716f5bbd93d5e13d443cc375f1424 spot",
      ].sort(),
    );
    for (const round of seen.rounds) expect(round).toMatchObject({ chainId: 957, publishedAt: NOW });
  });

  test("the same rows give the same view", () => {
    expect(view(rows)).toEqual(seen);
  });
});

describe("cash", () => {
  test("accrues between events: a debt grows with the borrow index", () => {
    const rows = ether();
    rows.cash(wad(-1_000), { interestIndex: wad(1.1).toString() });
    rows.accrual("cash", "cashSupplyIndex", wad(1.05));
    rows.accrual("cash", "cashBorrowIndex", wad(1.21));
    expect(view(rows).positions[0]?.quantity).toBeCloseTo(-1_100, 12);
  });

  test("is truncated as the contract truncates", () => {
    const rows = ether();
    // 2 / 3 = 0.666…6 (18 digits), times 3 = 1.999…8.
    rows.cash(3n, { interestIndex: "3" });
    rows.accrual("cash", "cashSupplyIndex", 2n);
    expect(view(rows).positions[0]?.quantity).toBe(1e-18);
  });

  test("whose index was never seen is counted without interest and reported", () => {
    const rows = ether();
    rows.cash(WAD);
    rows.accrual("cash", "cashSupplyIndex", wad(1.05));
    const seen = view(rows);
    expect(seen.positions[0]?.quantity).toBe(1);
    expect(seen.issues).toContainEqual(
      expect.objectContaining({ code: "MISSING_PARAMETER", subject: "957:derive-v2:4242" }),
    );
  });

  test("earns and pays the rates of the last accrual", () => {
    const rows = ether();
    rows.cash(WAD, { interestIndex: WAD.toString() });
    rows.accrual("cash", "cashSupplyRate", wad(0.04));
    rows.accrual("cash", "cashBorrowRate", wad(0.09));
    expect(view(rows).marks.get(`957:derive-v2:${CASH}`)).toEqual({
      kind: "linear",
      priceUsd: 1,
      carryUsdPerYear: 0.04,
      carryShortUsdPerYear: -0.09,
    });
  });

  test("is at par, with a finding, until the stablecoin's feed is heard", () => {
    const rows = new Rows(NOW);
    rows.cash(WAD);
    const seen = view(rows);
    expect(seen.marks.get(`957:derive-v2:${CASH}`)).toMatchObject({ priceUsd: 1 });
    expect(codes(seen.issues)).toContain("UNPRICED");
    expect(reportOf(rows).equityUsd).toBe(1);
  });
});

describe("perpetuals", () => {
  const held = (rows: Rows, venueState = { lastAggregatedFunding: wad(6).toString() }) =>
    rows.perp("1", WAD, 1_900n * 10n ** 30n, venueState);

  test.each([
    ["above", 300, 1_950 * 1.06],
    ["below", -300, 1_950 * 0.94],
  ] as const)("the difference to spot is capped at 6 %% of spot: %s", (_, difference, price) => {
    const rows = new Rows(NOW);
    rows.spot("1", wad(1_950));
    rows.perpPrice("1", wad(difference));
    const id = held(rows);
    const seen = view(rows);
    expect(seen.marks.get(id)).toMatchObject({ priceUsd: expect.closeTo(price, 9) });
    expect(seen.issues.map(({ message }) => message).join()).toContain("capped at 6 %");
  });

  test("a cap that was indexed is the cap", () => {
    const rows = new Rows(NOW);
    rows.spot("1", wad(1_950));
    rows.perpPrice("1", wad(300));
    const fact = {
      kind: "parameter",
      venue: "derive-v2",
      scope: "1",
      name: "perp.spotDiffCap",
      decimals: 18,
    } as const;
    rows.facts([{ ...fact, value: wad(0.1) }]);
    const id = held(rows);
    const seen = view(rows);
    expect(seen.marks.get(id)).toMatchObject({ priceUsd: expect.closeTo(2_145, 9) });
    expect(seen.issues.map(({ message }) => message).join()).not.toContain("capped");
  });

  test("P&L and funding are unsettled until a hook runs: funding runs on at the last rate", () => {
    const rows = new Rows(NOW);
    rows.spot("1", wad(2_000));
    rows.perpPrice("1", 0n);
    rows.accrual("1", "perpFundingRate", wad(0.0001));
    rows.accrual("1", "perpAggregatedFunding", wad(6));
    // The sum was logged half an hour ago: 2,000 x 0.0001 / 2 = 0.1 USD more a unit.
    rows.accruals.push({
      ...rows.accruals.splice(-1)[0],
      timestamp: NOW - 1_800,
    } as (typeof rows.accruals)[number]);
    const id = held(rows, { lastAggregatedFunding: wad(4).toString() });
    const seen = view(rows);
    expect(seen.positions[0]?.costUsd).toBeCloseTo(1_900 + 2 + 0.1, 9);
    // A long pays 2,000 x 0.0001 an hour.
    expect(seen.marks.get(id)).toMatchObject({ carryUsdPerYear: -0.2 * 8_760 });
  });

  test("funding that was not indexed is reported, not taken for zero", () => {
    const rows = new Rows(NOW);
    rows.spot("1", wad(2_000));
    rows.perpPrice("1", 0n);
    held(rows, {} as { lastAggregatedFunding: string });
    const messages = view(rows)
      .issues.filter(({ code }) => code === "MISSING_PARAMETER")
      .map(({ message }) => message);
    expect(messages.some((message) => message.includes("owes or is owed is not counted"))).toBe(true);
    expect(messages.some((message) => message.includes("carry is counted as 0"))).toBe(true);
  });

  test("an entry that was not indexed is reported, and the position has no P&L", () => {
    const rows = ether();
    rows.perp("1", 10n * WAD, null, { lastAggregatedFunding: wad(6).toString() });
    const seen = view(rows);
    expect(seen.positions[0]?.costUsd).toBe(19_510);
    expect(codes(seen.issues)).toContain("INTEGRITY");
  });

  test("a disabled perpetual keeps its frozen price", () => {
    const rows = ether();
    rows.accrual("1", "perpFrozenPrice", wad(1_500));
    const id = held(rows);
    const seen = view(rows);
    expect(seen.marks.get(id)).toMatchObject({ priceUsd: 1_500 });
    expect(seen.tradable).toEqual([]);
  });

  test("without a word of its own feed it is marked at spot, with a finding", () => {
    const rows = new Rows(NOW);
    rows.spot("1", wad(2_000));
    const id = held(rows);
    const seen = view(rows);
    expect(seen.marks.get(id)).toMatchObject({ priceUsd: 2_000 });
    expect(
      seen.issues.some(({ code, message }) => code === "STALE" && message.includes("marked at spot")),
    ).toBe(true);
  });

  test("half the gap between the impact prices is part of the cost of trading", () => {
    const rows = ether();
    held(rows);
    rows.accrual("1", "perpImpactAskDiff", wad(2.95));
    rows.accrual("1", "perpImpactBidDiff", wad(-0.95));
    expect(view(rows).tradable[0]?.costRate).toBeCloseTo(0.0003 + 1.95 / 1_950, 15);
  });

  test("a perpetual that is not held can be traded where options are", () => {
    const rows = ether();
    const expiry = NOW + 30 * DAY;
    rows.forward("1", expiry, 0n);
    rows.flatSmile("1", expiry, wad(0.6));
    rows.option("1", { expiry, strike: wad(2_000), right: "call" }, -WAD);
    const seen = view(rows);
    const perpId = `957:derive-v2:${deriveMarket("1")?.perp?.toLowerCase()}`;
    expect(seen.tradable.map(({ instrumentId }) => instrumentId)).toEqual([perpId]);
    expect(seen.instruments.some(({ id }) => id === perpId)).toBe(true);
    expect(seen.marks.get(perpId)).toMatchObject({ priceUsd: 1_951 });
    expect(seen.positions.map(({ instrumentId }) => instrumentId)).not.toContain(perpId);
  });
});
