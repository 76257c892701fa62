import { describe, expect, test } from "vitest";
import type { Right } from "../../../engine/book/instrument.ts";
import {
  black76Greeks,
  black76Price,
  type OptionGreeks,
  priceAdjusted,
} from "../../../engine/pricing/black76.ts";
import { blackScholesGreeks, blackScholesPrice } from "../../../engine/pricing/blackScholes.ts";
import exactBlackScholes from "../../fixtures/pricing/exact-black-scholes.json" with { type: "json" };
import exactBlack76 from "../../fixtures/pricing/exact-black76.json" with { type: "json" };
import external from "../../fixtures/pricing/external-options.json" with { type: "json" };
import strata from "../../fixtures/pricing/strata-black.json" with { type: "json" };
import venues from "../../fixtures/pricing/venue-samples.json" with { type: "json" };
import { expectClose, unwrap } from "./tolerance.ts";

const PRICE_TOLERANCE = 1e-12; // of max(S, K)
const GREEK_TOLERANCE = 1e-10;
const GREEK_FLOOR = 1e-12;

function right(type: string): Right {
  return type === "put" ? "put" : "call";
}

/** Compares every named measure: the price against the larger of spot and strike, the rest relatively. */
function expectMeasures(greeks: object, expected: object, scale: number): void {
  const measures = new Map<string, number>(Object.entries(greeks));
  for (const [name, value] of Object.entries(expected)) {
    if (name === "price") expectClose(measures.get(name) ?? NaN, value, 0, PRICE_TOLERANCE * scale);
    else expectClose(measures.get(name) ?? NaN, value, GREEK_TOLERANCE, GREEK_FLOOR);
  }
}

/** Every measure that a source prints of an option, by the engine. */
function measuresOf(row: (typeof external.rows)[number]): Record<string, number> {
  const common = {
    right: right(row.type),
    strike: row.K,
    timeToExpiry: row.T,
    volatility: row.vol,
    rate: row.r,
  };
  const spot = row.S ?? row.F ?? NaN;
  const greeks = unwrap(
    row.model === "Black76"
      ? black76Greeks({ ...common, forward: spot })
      : blackScholesGreeks({ ...common, spot, carry: row.r - (row.q ?? 0) }),
  );
  return {
    ...greeks,
    elasticity: (greeks.delta * spot) / greeks.price,
    thetaPerDay365: greeks.theta / 365,
    dividendRho: -row.T * spot * greeks.delta,
  };
}

describe("external sources to the digits that they print", () => {
  test.each(external.rows)("$id ($source)", (row) => {
    const measures = measuresOf(row);
    const tolerance = new Map<string, number>(Object.entries(row.tolerance));
    for (const [name, printed] of Object.entries(row.expect)) {
      expectClose(measures[name] ?? NaN, printed, 0, tolerance.get(name) ?? 0);
    }
  });
});

describe("external sources to 50 digits", () => {
  test("all 93 options", () => expect(external.rows).toHaveLength(93));

  test.each(external.rows)("$id", (row) => {
    expectMeasures(measuresOf(row), row.exact, Math.max(row.S ?? row.F ?? NaN, row.K));
  });

  test("a price of 1e-26 keeps ten digits", () => {
    const row = external.rows.find((candidate) => candidate.id === "pyvollib-000-call");
    const price = blackScholesPrice({
      right: "call",
      spot: 100,
      strike: 1000,
      timeToExpiry: 0.5,
      volatility: 0.3,
      rate: 0.05,
      carry: 0.05,
    });
    expectClose(price, row?.exact.price ?? NaN, 1e-10);
  });

  test("Strata's 63 undiscounted calls", () => {
    let compared = 0;
    for (const [i, strike] of strata.strikes.entries()) {
      for (const [j, volatility] of strata.vols.entries()) {
        const input = {
          right: "call",
          forward: strata.F,
          strike,
          timeToExpiry: strata.T,
          volatility,
          rate: 0,
        } as const;
        expectClose(black76Price(input), strata.prices[i]?.[j] ?? NaN, 1e-13);
        compared++;
      }
    }
    expect(compared).toBe(63);
  });
});

describe("own rows to 50 digits", () => {
  test("44 in Black-76, 10 with carry", () => {
    expect([exactBlack76.rows.length, exactBlackScholes.rows.length]).toEqual([44, 10]);
  });

  test.each(exactBlack76.rows)("$id", (row) => {
    const input = {
      right: right(row.type),
      forward: row.F,
      strike: row.K,
      timeToExpiry: row.T,
      volatility: row.vol,
      rate: row.r,
    };
    const greeks = unwrap(black76Greeks(input));
    expectMeasures(greeks, row.usd, Math.max(row.F, row.K));
    expectClose(greeks.rhoSpot, row.rhoSpot, GREEK_TOLERANCE, GREEK_FLOOR);
    expectClose(greeks.rhoForward, -row.T * row.usd.price, GREEK_TOLERANCE, PRICE_TOLERANCE * row.F);
    expect(black76Price(input)).toBe(greeks.price);

    const coin = priceAdjusted(greeks, row.F);
    expectClose(coin.deltaPa, row.coin.deltaPA, GREEK_TOLERANCE, GREEK_FLOOR);
    expectClose(coin.gammaPa, row.coin.gammaPA, GREEK_TOLERANCE, GREEK_FLOOR);
    expectClose(coin.vegaCoin / 100, row.coin.vegaPAper1pct, GREEK_TOLERANCE, GREEK_FLOOR);
    expectClose(coin.thetaCoin / 365, row.coin.thetaPAperDay365, GREEK_TOLERANCE, GREEK_FLOOR);
    expectClose(greeks.price / row.F, row.coin.price, 0, PRICE_TOLERANCE);
  });

  test.each(exactBlackScholes.rows)("$type S=$S K=$K b=$b", (row) => {
    const greeks = blackScholesGreeks({
      right: right(row.type),
      spot: row.S,
      strike: row.K,
      timeToExpiry: row.T,
      volatility: row.vol,
      rate: row.r,
      carry: row.b,
    });
    expectMeasures(unwrap(greeks), row.greeks, Math.max(row.S, row.K));
  });
});

describe("live venue samples", () => {
  const [deribit, okx] = venues.rows;
  if (!deribit || !okx) throw new Error("fixture is incomplete");

  test("Deribit publishes the forward delta, daily theta and the spot-style rho", () => {
    const greeks = sample(deribit.F, deribit.K, deribit.T, (deribit.mark_iv ?? NaN) / 100);
    const expected = deribit.expect;
    expectClose(greeks.price / deribit.F, expected.mark_price_btc ?? NaN, 0, 5e-5);
    expectClose(greeks.delta, expected.delta, 2e-3);
    expectClose(greeks.gamma, expected.gamma, 0, 5e-6);
    expectClose(greeks.vega / 100, expected.vega, 2e-3);
    expectClose(greeks.theta / 365, expected.theta, 2e-3);
    expectClose(greeks.rhoSpot / 100, expected.rho ?? NaN, 2e-3);
    expect(Math.abs(greeks.rhoForward / 100 - (expected.rho ?? NaN))).toBeGreaterThan(1);
  });

  test("OKX's plain greeks are price-adjusted, a third away from the Black-Scholes delta", () => {
    const greeks = sample(okx.F, okx.K, okx.T, okx.markVol ?? NaN);
    const coin = priceAdjusted(greeks, okx.F);
    expectClose(coin.deltaPa, okx.expect.delta, 2e-3);
    expectClose(coin.gammaPa, okx.expect.gamma, 3e-3);
    expectClose(coin.vegaCoin / 100, okx.expect.vega, 2e-3);
    expectClose(coin.thetaCoin / 365, okx.expect.theta, 2e-3);
    expect(greeks.delta / okx.expect.delta).toBeGreaterThan(1.3);
  });

  test("OKX's BS greeks are Black-Scholes on the spot with the basis as carry", () => {
    const carry = okx.impliedCarry ?? NaN;
    const greeks = unwrap(
      blackScholesGreeks({
        right: "call",
        spot: okx.impliedSpot ?? NaN,
        strike: okx.K,
        timeToExpiry: okx.T,
        volatility: okx.markVol ?? NaN,
        rate: carry,
        carry,
      }),
    );
    expectClose(greeks.delta, okx.expect.deltaBS ?? NaN, 2e-3);
    expectClose(greeks.gamma, okx.expect.gammaBS ?? NaN, 2e-3);
    expectClose(greeks.theta / 365, okx.expect.thetaBS ?? NaN, 2e-3);
  });

  function sample(forward: number, strike: number, timeToExpiry: number, volatility: number): OptionGreeks {
    return unwrap(black76Greeks({ right: "call", forward, strike, timeToExpiry, volatility, rate: 0 }));
  }
});
