import { describe, expect, it } from "vitest";
import type { Instrument } from "../../../engine/book/instrument.ts";
import type { Mark } from "../../../engine/book/market.ts";
import type { BookPosition, NettingSet } from "../../../engine/book/position.ts";
import type { Scenario } from "../../../engine/book/scenario.ts";
import { buildSheet } from "../../../engine/book/sheet.ts";
import { bookHoldings } from "../../../engine/mandates/bookHoldings.ts";
import { mandateTerms } from "../../../engine/mandates/registry.ts";
import { value } from "../forecast/value.ts";

const NOW = 1_700_000_000;
const base = { chainId: 1, venue: "gmx", underlying: "ETH" };
const instruments: Instrument[] = [
  { ...base, id: "perp", kind: "perp" },
  {
    ...base,
    id: "call",
    kind: "option",
    right: "call",
    strike: 2000,
    expiry: NOW + 30 * 86_400,
    settlement: "usd",
  },
  { ...base, id: "cash", underlying: "USDC", kind: "spot", stable: true },
  { ...base, id: "dark", kind: "perp" },
];
const marks = new Map<string, Mark>([
  ["perp", { kind: "linear", priceUsd: 2000, carryUsdPerYear: -40, carryShortUsdPerYear: 30 }],
  ["call", { kind: "option", forwardUsd: 2010, volatility: 0.6, rate: 0 }],
  ["cash", { kind: "linear", priceUsd: 1, carryUsdPerYear: 0 }],
]);
const scenarios: Scenario[] = [
  { name: "crash", spotMove: -0.3, volShock: { kind: "none" }, timeForwardYears: 0 },
  {
    name: "depeg",
    spotMove: 0,
    spotMoveByUnderlying: { USDC: -0.1 },
    volShock: { kind: "none" },
    timeForwardYears: 0,
  },
];
const { sheet } = buildSheet(instruments, { timestamp: NOW, marks }, scenarios);
const set = (id: string, venue: string): NettingSet => ({
  id,
  chainId: 1,
  venue,
  account: "0x1",
  marginMode: "cross",
});
const hold = (id: string, nettingSetId: string, instrumentId: string, quantity: number): BookPosition => ({
  id,
  nettingSetId,
  instrumentId,
  quantity,
  costUsd: 0,
  isCollateral: false,
});

describe("holdings of a book", () => {
  const { holdings, issues } = bookHoldings(
    [
      hold("1", "b", "call", -3),
      hold("2", "a", "perp", 2),
      hold("3", "a", "perp", -0.5),
      hold("4", "a", "cash", 1000),
      hold("5", "a", "dark", 1),
    ],
    [
      { nettingSetId: "b", instrumentId: "perp" },
      { nettingSetId: "a", instrumentId: "perp" },
    ],
    [set("a", "gmx"), set("b", "derive")],
    sheet,
  );

  it("adds positions of one instrument in one set, and offers what may be traded", () => {
    const found = holdings.legs.map((leg) => [leg.nettingSetId, leg.instrumentId, leg.venue, leg.quantity]);
    expect(found).toEqual([
      ["a", "cash", "gmx", 1000],
      ["a", "perp", "gmx", 1.5],
      ["b", "call", "derive", -3],
      ["b", "perp", "derive", 0],
    ]);
  });

  it("takes prices, greeks, time and scenarios from the sheet", () => {
    const call = holdings.legs[2];
    const row = sheet.rows.get("call");
    expect(call).toMatchObject({ priceUsd: row?.priceUsd, referenceUsd: 2010, scenarioPnlUsd: row?.pnl });
    expect(call?.greeks).toEqual({
      delta: row?.delta,
      gamma: row?.gamma,
      vega: row?.vega,
      theta: row?.theta,
    });
    expect(call?.yearsToExpiry).toBeCloseTo(30 / 365, 15);
    expect(holdings.legs[1]).toMatchObject({
      yearsToExpiry: null,
      carryLongUsdPerYear: -40,
      carryShortUsdPerYear: 30,
    });
  });

  it("keeps a stablecoin out of delta and in the scenarios that name it", () => {
    const cash = holdings.legs[0];
    expect(cash?.greeks.delta).toBe(0);
    expect([...(cash?.scenarioPnlUsd ?? [])]).toEqual([0, expect.closeTo(-0.1, 12)]);
    const forecast = { underlyings: ["ETH"], covariancePerYear: [[0.36]] };
    const target = { targetVolatility: 0.1, capitalUsd: 1e4, tolerance: 0.1, maximumScale: 9 };
    const mandate = { kind: "volatilityTarget", forecast, proportionTolerance: 0.01, ...target } as const;
    expect(value(mandateTerms(mandate, holdings)).terms.rows).toHaveLength(1);
  });

  it("names what it leaves out", () => {
    expect(issues.map(({ code, subject }) => [code, subject])).toEqual([["UNPRICED", "5"]]);
  });
});
