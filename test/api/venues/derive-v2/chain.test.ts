import { describe, expect, test } from "vitest";
import type { DeriveBalances } from "../../../../engine/margin/derive/balances.ts";
import type { MarginReport } from "../../../../engine/margin/report.ts";
import type { Result } from "../../../../engine/result.ts";
import { deriveV2Adapter } from "../../../../src/api/venues/derive-v2.ts";
import { deriveMarketOf, deriveMarketOfLibrary } from "../../../../src/catalog/deriveMarkets.ts";
import { libraryParameters, scenariosUpdated } from "../../../../src/venues/derive-v2/portfolioMargin.ts";
import pm2 from "../../../fixtures/margin/derive/pm2-chain-cases.json" with { type: "json" };
import standard from "../../../fixtures/margin/derive/standard-chain-cases.json" with { type: "json" };
import { Rows, wad } from "./rows.ts";

/** The venue's own three numbers out of a report. */
function balancesOf(report: Result<MarginReport> | undefined): DeriveBalances {
  if (report?.ok !== true || !("balances" in report.value)) throw new Error(JSON.stringify(report));
  return report.value.balances as DeriveBalances;
}

describe("rows reproduce what the deployed StandardManager answered at block 3988392", () => {
  test.each(standard.rows.map((row) => [`${row[2]} ${row[1]} ${row[0]}`, row] as const))("%s", (_, row) => {
    const [expiry, strike, right, amount, im, mm, mtm] = row as [number, number, "call" | "put", ...number[]];
    const market = standard.expiries[String(expiry) as keyof typeof standard.expiries];
    const vol = market.vols[String(strike) as keyof typeof market.vols];
    const rows = new Rows(standard.timestamp);
    rows.stable(wad(1));
    rows.spot("2", wad(standard.spot));
    rows.forward("2", expiry, wad(market.forward) - wad(standard.spot));
    rows.flatSmile("2", expiry, wad(vol));
    rows.option("2", { expiry, strike: wad(strike), right }, wad(amount ?? 0));
    const balances = balancesOf(deriveV2Adapter.view(rows.all).margins[0]?.report);
    expect(Math.abs(balances.initialMargin - (im ?? 0))).toBeLessThan(1e-9);
    expect(Math.abs(balances.maintenanceMargin - (mm ?? 0))).toBeLessThan(1e-9);
    expect(Math.abs(balances.markToMarket - (mtm ?? 0))).toBeLessThan(1e-9);
  });
});

type Snapshot = (typeof pm2.snapshots)[keyof typeof pm2.snapshots];
type Expiry = {
  var: string;
  fixed: string;
  fconf: string;
  rate: string;
  rconf: string;
  vols: Record<string, string[]>;
};

/** A struct of the library as its event carries it. */
function struct(names: readonly string[], values: readonly string[]): Record<string, bigint> {
  return Object.fromEntries(names.map((name, i) => [name, BigInt(values[i] ?? "")]));
}

const structs = {
  margin: [
    "imFactor",
    "mmFactor",
    "shortRateMultScale",
    "longRateMultScale",
    "shortRateAddScale",
    "longRateAddScale",
    "shortBaseStaticDiscount",
    "longBaseStaticDiscount",
  ],
  volShock: ["volRangeUp", "volRangeDown", "shortTermPower", "longTermPower", "dteFloor", "minVolUpShock"],
  basis: ["scenarioSpotUp", "scenarioSpotDown", "basisContAddFactor", "basisContMultFactor"],
  other: [
    "pegLossThreshold",
    "pegLossFactor",
    "confThreshold",
    "confMargin",
    "MMPerpPercent",
    "IMPerpPercent",
    "MMOptionPercent",
    "IMOptionPercent",
  ],
  skew: [
    "linearBaseCap",
    "absBaseCap",
    "linearCBase",
    "absCBase",
    "minKStar",
    "widthScale",
    "volParamStatic",
    "volParamScale",
  ],
} as const;

/** Writes a snapshot's rules as the facts that their events would have made. */
function addRules(rows: Rows, manager: `0x${string}`, library: `0x${string}`, snapshot: Snapshot): void {
  rows.facts(libraryParameters(library, "margin", struct(structs.margin, snapshot.margin)));
  rows.facts(libraryParameters(library, "volShock", struct(structs.volShock, snapshot.volShock)));
  rows.facts(libraryParameters(library, "basisContingency", struct(structs.basis, snapshot.basis)));
  rows.facts(libraryParameters(library, "otherContingency", struct(structs.other, snapshot.other)));
  rows.facts(libraryParameters(library, "skewShock", struct(structs.skew, snapshot.skew)));
  const grid = snapshot.scenarios.map(([spotShock, volShock, dampeningFactor]) => ({
    spotShock: BigInt(String(spotShock)),
    volShock: Number(volShock),
    dampeningFactor: BigInt(String(dampeningFactor)),
  }));
  rows.facts(scenariosUpdated("pmrm2", manager, grid));
}

describe("rows reproduce what the deployed PMRMLib_2 answered", () => {
  // A flat smile carries one volatility an expiry, so cases with several strikes in one are left to the engine's test.
  const cases = pm2.cases.filter(({ legs }) => {
    const strikes = new Map<unknown, unknown>();
    return legs.every(([expiry, strike]) => {
      const only = strikes.get(expiry) ?? strike;
      strikes.set(expiry, only);
      return only === strike;
    });
  });

  test("the cases cover three markets and perpetuals", () => {
    expect(cases.length).toBeGreaterThanOrEqual(15);
    expect(new Set(cases.map(({ snapshot }) => snapshot.split("_")[0]))).toEqual(
      new Set(["BTC", "ETH", "HYPE"]),
    );
    expect(cases.some(({ perp }) => perp !== "0")).toBe(true);
  });

  test.each(cases.map((one) => [one.name, one] as const))(
    "%s",
    (_, { snapshot: name, legs, perp, perpEntry, cash, chain }) => {
      const snapshot = pm2.snapshots[name as keyof typeof pm2.snapshots];
      const library = pm2.libraries[name.split("_")[0] as keyof typeof pm2.libraries] as `0x${string}`;
      const market = deriveMarketOfLibrary(library);
      if (market?.pmrm2 === undefined) throw new Error(`no market of ${library}`);
      const { marketId, pmrm2: manager } = market;
      const rows = new Rows(snapshot.timestamp);
      rows.manager = manager.toLowerCase() as `0x${string}`;
      addRules(rows, manager, library, snapshot);
      const spot = BigInt(snapshot.spot[0] ?? "");
      rows.spot(marketId, spot, { confidence: BigInt(snapshot.spot[1] ?? "") });
      rows.stable(BigInt(snapshot.stable[0] ?? ""));
      const perpPrice = BigInt(snapshot.perp[0] ?? "");
      rows.perpPrice(marketId, perpPrice - spot, BigInt(snapshot.perp[1] ?? ""));
      if (cash !== "0") rows.cash(BigInt(cash));
      for (const [at, strike, isCall, amount] of legs) {
        const expiry = Number(at);
        const quotes = (snapshot.expiries as unknown as Record<string, Expiry>)[String(at)];
        const [vol, confidence] = quotes?.vols[String(strike)] ?? [];
        if (quotes === undefined || vol === undefined) throw new Error(`no quotes of ${at}`);
        rows.forward(marketId, expiry, BigInt(quotes.var) - spot, { confidence: BigInt(quotes.fconf) });
        rows.flatSmile(marketId, expiry, BigInt(vol), BigInt(confidence ?? "0"));
        rows.rate(marketId, expiry, BigInt(quotes.rate), BigInt(quotes.rconf));
        const terms = { expiry, strike: BigInt(String(strike)), right: isCall ? "call" : "put" } as const;
        rows.option(marketId, terms, BigInt(String(amount)));
      }
      const size = BigInt(perp);
      // Without an entry price on record the chain was asked about a position without unsettled P&L.
      const entry = BigInt(perpEntry ?? perpPrice);
      if (size !== 0n) rows.perp(marketId, size, (size * entry) / 10n ** 6n, { lastAggregatedFunding: "0" });

      const [margin] = deriveV2Adapter.view(rows.all).margins;
      const balances = balancesOf(margin?.report);
      const scale = Number(snapshot.spot[0]) / 1e18;
      expect(Math.abs(balances.initialMargin - Number(chain.IM) / 1e18) / scale).toBeLessThan(1e-13);
      expect(Math.abs(balances.maintenanceMargin - Number(chain.MM) / 1e18) / scale).toBeLessThan(1e-13);
      expect(Math.abs(balances.markToMarket - Number(chain.mtm) / 1e18) / scale).toBeLessThan(1e-13);
      if (margin?.report.ok) expect(margin.report.value.worstScenario?.index).toBe(chain.worstScenarioIndex);
    },
  );

  test("managers and libraries of the snapshots are the catalog's", () => {
    for (const library of Object.values(pm2.libraries)) {
      expect(deriveMarketOf("pmrmLib2", library)?.pmrm2).toBeDefined();
    }
  });
});
