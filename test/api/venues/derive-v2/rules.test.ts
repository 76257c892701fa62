import { describe, expect, test } from "vitest";
import type { Issue } from "../../../../engine/result.ts";
import { deriveV2Adapter } from "../../../../src/api/venues/derive-v2.ts";
import { deriveMarket } from "../../../../src/catalog/deriveMarkets.ts";
import {
  baseMarginSet,
  depegSet,
  optionMarginParamsSet,
  oracleContingencySet,
  perpMarginSet,
} from "../../../../src/venues/derive-v2/parameters.ts";
import { libOverrideUpdated, libraryParameters } from "../../../../src/venues/derive-v2/portfolioMargin.ts";
import { Rows, WAD, wad } from "./rows.ts";

const NOW = 1_789_649_739;
const view = (rows: Rows) => deriveV2Adapter.view(rows.all);
const missing = (issues: readonly Issue[]) => issues.filter(({ code }) => code === "MISSING_PARAMETER");
const ETH_PM2 = deriveMarket("1")?.pmrm2?.toLowerCase() as `0x${string}`;
const ETH_PM1 = deriveMarket("1")?.pmrm?.toLowerCase() as `0x${string}`;
const ETH_LIBRARY = deriveMarket("1")?.pmrmLib2 as `0x${string}`;

function shortCall(): Rows {
  const rows = new Rows(NOW);
  const expiry = NOW + 30 * 86_400;
  rows.stable(WAD);
  rows.spot("1", wad(2_000));
  rows.perpPrice("1", 0n);
  rows.accrual("1", "perpAggregatedFunding", 0n);
  rows.accrual("1", "perpFundingRate", 0n);
  rows.accrual("1", "perpImpactAskDiff", 0n);
  rows.accrual("1", "perpImpactBidDiff", 0n);
  rows.forward("1", expiry, 0n);
  // A volatility of nothing: the option is out of the money and worth nothing, so requirements are round.
  rows.flatSmile("1", expiry, 0n);
  rows.rate("1", expiry, 0n);
  rows.option("1", { expiry, strike: wad(2_100), right: "call" }, -WAD);
  return rows;
}

const marginOf = (rows: Rows) => {
  const [margin] = view(rows).margins;
  return margin?.report.ok === true ? margin.report.value : undefined;
};
const failureOf = (rows: Rows): readonly Issue[] => {
  const [margin] = view(rows).margins;
  return margin?.report.ok === false ? margin.report.issues : [];
};

describe("rules of the StandardManager", () => {
  test("that were not indexed are as read on chain, with a finding for each group", () => {
    const rows = shortCall();
    // IM share: 15 % less the 5 % it is out of the money, at least 13 %: 260. MM: 9 %: 180.
    expect(marginOf(rows)).toMatchObject({
      initialUsd: expect.closeTo(260, 9),
      maintenanceUsd: expect.closeTo(180, 9),
    });
    const messages = missing(view(rows).issues).map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringContaining(
        "perp margin rules of market 1 were not indexed: the values read on chain on 2025-12-08",
      ),
      expect.stringContaining("depeg rule was not indexed"),
      expect.stringContaining("option margin rules of market 1"),
    ]);
  });

  test("that were indexed are used, and nothing is missing", () => {
    const rows = shortCall();
    rows.facts(
      optionMarginParamsSet({
        marketId: 1n,
        maxSpotReq: wad(0.3),
        minSpotReq: wad(0.2),
        mmCallSpotReq: wad(0.1),
        mmPutSpotReq: wad(0.1),
        MMPutMtMReq: wad(0.1),
        // As logged: the two are the other way round.
        unpairedIMScale: wad(1.1),
        unpairedMMScale: wad(1.2),
        mmOffsetScale: wad(1.05),
      }),
    );
    rows.facts(perpMarginSet({ marketId: 1n, perpMMRequirement: wad(0.05), perpIMRequirement: wad(0.066) }));
    rows.facts(depegSet({ threshold: wad(0.99), depegFactor: wad(2) }));
    // 30 % less 5 % = 25 %: 500. MM 10 %: 200.
    expect(marginOf(rows)).toMatchObject({
      initialUsd: expect.closeTo(500, 9),
      maintenanceUsd: expect.closeTo(200, 9),
    });
    expect(missing(view(rows).issues)).toEqual([]);
  });

  test("a coin's share and scale are read from its own event", () => {
    const rows = shortCall();
    rows.coin(deriveMarket("1")?.base ?? "", "ETH", WAD);
    rows.facts(baseMarginSet({ marketId: 1n, baseAssetMarginFactor: wad(0.5), baseAssetIMScale: wad(0.4) }));
    // 2,000 of coin counts 1,000, initially 400.
    expect(marginOf(rows)).toMatchObject({
      initialUsd: expect.closeTo(260 + 1_600, 9),
      maintenanceUsd: expect.closeTo(180 + 1_000, 9),
    });
  });

  test("OracleContingencySet has no market id: another value than on record puts every market in doubt", () => {
    const same = {
      prepThreshold: wad(0.55),
      optionThreshold: wad(0.55),
      baseThreshold: wad(0.55),
      OCFactor: WAD,
    };
    const doubt = (rows: Rows) =>
      missing(view(rows).issues).filter(({ message }) => message.includes("confidence"));
    const unchanged = shortCall();
    unchanged.facts(oracleContingencySet(same));
    expect(doubt(unchanged)).toEqual([]);
    const changed = shortCall();
    changed.facts(oracleContingencySet({ ...same, optionThreshold: wad(0.9) }));
    expect(doubt(changed)).toMatchObject([{ subject: "957:derive-v2:market:1" }]);
    expect(marginOf(changed)?.initialUsd).toBeCloseTo(260, 9);
  });

  test("confidence below the threshold is charged, as the lesser of forward and spot", () => {
    const rows = shortCall();
    rows.feeds.length = 0;
    rows.stable(WAD);
    rows.spot("1", wad(2_000), { confidence: wad(0.5) });
    // (1 - 0.5) x 2,000 more initial margin.
    expect(marginOf(rows)).toMatchObject({
      initialUsd: expect.closeTo(1_260, 9),
      maintenanceUsd: expect.closeTo(180, 9),
    });
  });

  test("a stablecoin below its peg is charged in margin and in what a perpetual needs", () => {
    const rows = shortCall();
    rows.feeds.length = 0;
    rows.stable(wad(0.98));
    rows.spot("1", wad(2_000));
    // (0.99 - 0.98) x 2 x 2,000 = 40 a unit.
    expect(marginOf(rows)?.initialUsd).toBeCloseTo(300, 9);
    expect(view(rows).tradable[0]?.initialPerUnitUsd).toBeCloseTo(0.066 * 2_000 + 40, 9);
  });
});

describe("portfolio margin", () => {
  test("AccountManagerChanged decides which rule applies: the same book under three managers", () => {
    const rows = shortCall();
    expect(marginOf(rows)?.model).toBe("derive-standard");
    rows.manager = ETH_PM1;
    expect(marginOf(rows)?.model).toBe("derive-pmrm");
    rows.manager = ETH_PM2;
    expect(failureOf(rows)).toMatchObject([
      { code: "MISSING_PARAMETER", subject: "957:derive-v2:4242:cross" },
    ]);
  });

  test("the legacy library logs nothing: its rules are as read by calls, with a finding", () => {
    const rows = shortCall();
    rows.manager = ETH_PM1;
    expect(missing(view(rows).issues)).toMatchObject([
      { message: expect.stringContaining("library of the ETH portfolio manager logs no parameters") },
    ]);
    // Worst scenario, spot + 18 %: the call is 260 in the money. Naked short: 1.5 % of spot. Times 1.25 initially.
    expect(marginOf(rows)).toMatchObject({
      maintenanceUsd: expect.closeTo(260 + 30, 9),
      initialUsd: expect.closeTo(1.25 * 290, 9),
    });
  });

  test("an account with a library of its own is margined by that library's rules, not its manager's", () => {
    const rows = shortCall();
    rows.manager = ETH_PM2;
    rows.facts(libraryParameters(ETH_LIBRARY, "margin", { imFactor: WAD }));
    const override = "0x4E8ea8AfEb1f7583C3D1e27176D864Fa652546C8";
    rows.facts(libOverrideUpdated({ accountId: 4242n, libOverride: override }));
    const [issue] = failureOf(rows);
    expect(issue?.message).toContain(`of library ${override.toLowerCase()}`);
  });

  test("has no tradable lines, because its requirement does not follow one size", () => {
    const rows = shortCall();
    rows.manager = ETH_PM1;
    expect(view(rows).tradable).toEqual([]);
  });

  test("holdings of another market contradict the manager", () => {
    const rows = shortCall();
    rows.manager = deriveMarket("2")?.pmrm?.toLowerCase() as `0x${string}`;
    rows.spot("2", wad(76_000));
    expect(failureOf(rows)).toContainEqual(expect.objectContaining({ code: "INTEGRITY" }));
  });
});

describe("what cannot be margined is said, never zero", () => {
  test("a manager that is not modelled", () => {
    const rows = shortCall();
    rows.manager = "0x00000000000000000000000000000000000000aa";
    expect(failureOf(rows)).toMatchObject([
      { code: "UNSUPPORTED", message: expect.stringContaining("not modelled") },
    ]);
    expect(view(rows).positions).toHaveLength(1);
  });

  test("an unknown manager", () => {
    const rows = shortCall();
    rows.manager = null;
    expect(failureOf(rows)).toMatchObject([
      { code: "UNSUPPORTED", message: expect.stringContaining("not known") },
    ]);
  });

  test("a coin of no market stays a position, unpriced, and leaves its account without a margin", () => {
    const rows = shortCall();
    const stranger = "0x00000000000000000000000000000000000000bb";
    rows.coin(stranger, `unknown:${stranger}`, 5n * WAD, {}, null);
    const seen = view(rows);
    expect(seen.positions.at(-1)).toMatchObject({ instrumentId: `957:derive-v2:${stranger}`, quantity: 5 });
    expect(seen.marks.has(`957:derive-v2:${stranger}`)).toBe(false);
    expect(failureOf(rows)).toMatchObject([{ code: "UNPRICED", subject: stranger }]);
  });

  test("a position whose terms were not indexed", () => {
    const rows = shortCall();
    rows.position("0x00000000000000000000000000000000000000cc:7", WAD, null, {});
    expect(view(rows).issues).toContainEqual(expect.objectContaining({ code: "UNSUPPORTED" }));
    expect(failureOf(rows)).toMatchObject([{ code: "UNPRICED" }]);
  });

  test("a spot that was never heard", () => {
    const rows = shortCall();
    rows.feeds.length = 0;
    expect(view(rows).issues).toContainEqual(
      expect.objectContaining({ code: "UNPRICED", subject: "957:derive-v2:market:1" }),
    );
    expect(failureOf(rows).length).toBeGreaterThan(0);
  });

  test("an account that holds nothing has no netting set", () => {
    expect(view(new Rows(NOW))).toMatchObject({ nettingSets: [], positions: [], margins: [], issues: [] });
  });
});
