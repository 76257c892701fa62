import { describe, expect, it } from "vitest";
import { pmrmMargin } from "../../../../engine/margin/derive/pmrm.ts";
import type { PmrmParameters } from "../../../../engine/margin/derive/pmrmParameters.ts";
import type { StandardAccount } from "../../../../engine/margin/derive/standard.ts";
import { standardMargin } from "../../../../engine/margin/derive/standard.ts";
import { impliedVolatility } from "../../../../engine/pricing/impliedVolatility.ts";
import {
  legacyExample,
  oracleAndDepegExample,
  severalMarketsExample,
  shortCallsExample,
  spreadExample,
} from "../../../fixtures/margin/deriveDocumentation.ts";
import { expectWithin } from "../../figures.ts";
import { leg, NOW, STANDARD_BTC, standardAccount, standardMarket, WEEK } from "./accounts.ts";
import { value } from "./value.ts";

const YEARS = WEEK / 31_536_000;
/** The examples print whole dollars that are exact. */
const EXACT = 1e-7;

/** The volatility at which a call has the example's mark, as the contract is given volatilities. */
function volatilityOf(price: number, forward: number, strike: number): number {
  const { impliedVolatility: solved } = impliedVolatility({
    right: "call",
    price,
    forward,
    strike,
    timeToExpiry: YEARS,
    rate: 0,
  });
  return solved ?? Number.NaN;
}

const forwardAt = (variable: number) => [{ expiry: NOW + WEEK, fixed: 0, variable, confidence: 1 }];
/** The rates of the documentation: those of the first release. */
const rules = { ...STANDARD_BTC, perp: { mmReq: 0.065, imReq: 0.1 } };

function close(actual: number, printed: number): void {
  expectWithin(Math.abs(actual - printed), EXACT, `${actual} is not ${printed}`);
}

describe("StandardManager documentation examples", () => {
  it("1: three short calls", () => {
    const { spot, cash, shortCalls, strike, mark, expect: printed } = shortCallsExample;
    const calls = leg({ strike, amount: -shortCalls, volatility: volatilityOf(mark, spot, strike) });
    const market = { spot: { price: spot, confidence: 1 }, options: [calls], forwards: forwardAt(spot) };
    const { balances, expiries } = value(standardMargin(standardAccount(market, { cash })));
    close(expiries[0]?.isolatedInitial ?? NaN, printed.optionInitial);
    close(expiries[0]?.isolatedMaintenance ?? NaN, printed.optionMaintenance);
    close(balances.initialMargin, printed.initial);
    close(balances.maintenanceMargin, printed.maintenance);
  });

  const spread = (() => {
    const { spot, forward, size, shortStrike, longStrike, shortMark } = spreadExample;
    const short = { amount: -size, volatility: volatilityOf(shortMark, forward, shortStrike) };
    return {
      spot: { price: spot, confidence: 1 },
      forwards: forwardAt(forward),
      options: [leg({ strike: shortStrike, ...short }), leg({ strike: longStrike, amount: size })],
    };
  })();

  it("2: a call spread is margined at its largest loss, not leg by leg", () => {
    const { expect: printed } = spreadExample;
    const { balances, expiries } = value(standardMargin(standardAccount(spread)));
    close(expiries[0]?.isolatedInitial ?? NaN, printed.isolatedInitial);
    close(expiries[0]?.isolatedMaintenance ?? NaN, printed.isolatedMaintenance);
    close(expiries[0]?.maxLossInitial ?? NaN, printed.maxLoss);
    close(balances.initialMargin, printed.margin);
    close(balances.maintenanceMargin, printed.margin);
  });

  const severalMarkets = (changes: { confidence?: number; stablePrice?: number } = {}): StandardAccount => {
    const { cash, btcPerp, btc } = severalMarketsExample;
    const { confidence = 1, stablePrice = 1 } = changes;
    const perp = { size: btcPerp, price: btc, confidence, unrealisedUsd: 0 };
    const btcMarket = standardMarket({
      spot: { price: btc, confidence: 1 },
      perp,
      parameters: rules,
      forwards: [],
    });
    const ethMarket = standardMarket({ marketId: "ETH", ...spread });
    return { ...standardAccount({}, { cash, stablePrice }), markets: [ethMarket, btcMarket] };
  };

  it("3: markets and cash add up", () => {
    const { expect: printed } = severalMarketsExample;
    const { balances, terms } = value(standardMargin(severalMarkets()));
    const perp = terms.find(({ name }) => name === "BTC.perp");
    close(-(perp?.initialUsd ?? NaN), printed.perpInitial);
    close(-(perp?.maintenanceUsd ?? NaN), printed.perpMaintenance);
    close(balances.initialMargin, printed.initial);
    close(balances.maintenanceMargin, printed.maintenance);
  });

  it("4: a doubtful feed and a stablecoin off its peg raise the initial margin alone", () => {
    const { confidence, stablePrice, expect: printed } = oracleAndDepegExample;
    const { balances, terms } = value(standardMargin(severalMarkets({ confidence, stablePrice })));
    const charged = (name: string) => -(terms.find((term) => term.name === name)?.initialUsd ?? NaN);
    close(charged("BTC.perp.oracle"), printed.oracle);
    close(charged("ETH.depeg"), printed.depegEth);
    close(charged("BTC.depeg"), printed.depegBtc);
    close(balances.initialMargin, printed.initial);
    close(balances.maintenanceMargin, printed.maintenance);
  });
});

describe("legacy portfolio manager documentation example, recomputed by its formula", () => {
  const { spot, forward, days, rate, cash, call, put, scenarios, markToMarket } = legacyExample;
  const expiry = NOW + days * 86_400;
  const parameters: PmrmParameters = {
    scenarios: scenarios.map(([move, volShock]) => ({ spotShock: 1 + move, volShock, dampening: 1 })),
    margin: { imFactor: 1.25, baseStaticDiscount: 0.95, rateMultScale: 1, rateAddScale: 0.12 },
    volShock: {
      volRangeUp: 0.5,
      volRangeDown: 0.275,
      shortTermPower: 0.3,
      longTermPower: 0.13,
      dteFloorSeconds: 86_400,
    },
    // The scenarios alone are compared, so that no other charge matters.
    basis: { scenarioSpotUp: 1, scenarioSpotDown: 1, addFactor: 0, multFactor: 0 },
    contingency: {
      pegLossThreshold: 0,
      pegLossFactor: 0,
      confThreshold: 0,
      confMargin: 0,
      basePercent: 0,
      perpPercent: 0,
      optionPercent: 0,
    },
  };
  const margin = value(
    pmrmMargin(
      {
        timestamp: NOW,
        cash,
        stablePrice: 1,
        spot: { price: spot, confidence: 1 },
        base: 0,
        options: [
          leg({ expiry, strike: call.strike, amount: 1, volatility: call.volatility }),
          leg({ expiry, strike: put.strike, amount: -1, volatility: put.volatility, right: "put" }),
        ],
        expiries: [{ expiry, fixed: 0, variable: forward, confidence: 1, rate, rateConfidence: 1 }],
      },
      parameters,
    ),
  );

  it("has 23 scenarios and its worst is the last", () => {
    expect(scenarios).toHaveLength(23);
    expect(margin.worstScenario?.index).toBe(22);
    expectWithin(Math.abs(margin.balances.markToMarket - markToMarket), 1e-9);
  });

  it.each(scenarios.map(([move, vol, pnl], i) => ({ move, vol, pnl, i })))(
    "spot $move, volatility $vol",
    ({ pnl, i }) => {
      // Printed with ten digits.
      expectWithin(Math.abs((margin.scenarioPnl[i] ?? NaN) - pnl), 1e-7);
    },
  );
});
