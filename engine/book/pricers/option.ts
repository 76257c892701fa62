import { black76Greeks, priceAdjusted } from "../../pricing/black76.ts";
import { blackFormula } from "../../pricing/blackFormula.ts";
import { fail, ok } from "../../result.ts";
import type { OptionInstrument } from "../instrument.ts";
import type { Mark, OptionMark } from "../market.ts";
import { SECONDS_PER_YEAR, tenorOf } from "../row.ts";
import { shockVolatility } from "../scenario.ts";
import {
  checkNumbers,
  NO_CARRY,
  NO_CURVE_RISK,
  type PricingContext,
  type RowResult,
  unpricedInstrument,
} from "./context.ts";

/**
 * Row of a European option. Alive: Black-76 on the venue's forward, so delta is per unit of forward. At or after
 * expiry: the pay-off at a linear mark, which is then the settlement price of the underlying in USD; no greeks left.
 */
export function optionRow(instrument: OptionInstrument, mark: Mark, context: PricingContext): RowResult {
  const terms = checkNumbers(
    "instruments",
    instrument,
    ["strike", instrument.strike, "positive"],
    ["expiry", instrument.expiry, "nonNegative"],
  );
  if (terms.length > 0) return fail(...terms);
  if (instrument.expiry <= context.timestamp) {
    if (mark.kind === "linear") return settledRow(instrument, mark.priceUsd, context);
    return fail(
      unpricedInstrument(instrument, `expired at ${instrument.expiry} and no settlement price is given`),
    );
  }
  if (mark.kind !== "option") {
    return fail(
      unpricedInstrument(
        instrument,
        `a live option needs a forward and a volatility, not a ${mark.kind} mark`,
      ),
    );
  }
  return liveRow(instrument, mark, context);
}

function liveRow(instrument: OptionInstrument, mark: OptionMark, context: PricingContext): RowResult {
  const issues = checkNumbers(
    "marks",
    instrument,
    ["forwardUsd", mark.forwardUsd, "positive"],
    ["volatility", mark.volatility, "nonNegative"],
    ["rate", mark.rate, "finite"],
  );
  if (issues.length > 0) return fail(...issues);
  const { forwardUsd: forward, volatility, rate } = mark;
  const { right, strike } = instrument;
  const years = (instrument.expiry - context.timestamp) / SECONDS_PER_YEAR;
  const greeks = black76Greeks({ right, forward, strike, timeToExpiry: years, volatility, rate });
  if (!greeks.ok) return fail(...greeks.issues.map((issue) => ({ ...issue, subject: instrument.id })));
  const g = greeks.value;

  const isCall = right === "call";
  const rootYears = Math.sqrt(years);
  const discount = Math.exp(-rate * years);
  const volatilities = context.volShocks.map((shock) => shockVolatility(volatility, years, shock));
  const value = (shockedForward: number, factor: number, totalVolatility: number) =>
    blackFormula(isCall, shockedForward * factor, strike * factor, shockedForward / strike, totalVolatility);
  const present = value(forward, discount, volatility * rootYears);
  const revalue = (move: number, s: number) => {
    const shocked = volatilities[context.volShockOf[s] ?? -1] ?? Number.NaN;
    const passed = context.timeForward[s] ?? Number.NaN;
    if (passed === 0) return value(forward * (1 + move), discount, shocked * rootYears) - present;
    const left = Math.max(0, years - passed);
    return value(forward * (1 + move), Math.exp(-rate * left), shocked * Math.sqrt(left)) - present;
  };
  return ok({
    instrument,
    priceUsd: g.price,
    referenceUsd: forward,
    delta: g.delta,
    deltaPa: instrument.settlement === "coin" ? priceAdjusted(g, forward).deltaPa : null,
    gamma: g.gamma,
    vega: g.vega,
    theta: g.theta,
    rhoSpot: g.rhoSpot,
    rhoForward: g.rhoForward,
    vanna: g.vanna,
    volga: g.volga,
    ...NO_CARRY,
    tenor: tenorOf(instrument.expiry, context.timestamp),
    pnl: context.moves.map(revalue),
  });
}

function settledRow(instrument: OptionInstrument, settlementUsd: number, context: PricingContext): RowResult {
  const issues = checkNumbers("marks", instrument, ["priceUsd", settlementUsd, "nonNegative"]);
  if (issues.length > 0) return fail(...issues);
  const { right, strike, settlement } = instrument;
  return ok({
    instrument,
    priceUsd: Math.max(0, right === "call" ? settlementUsd - strike : strike - settlementUsd),
    referenceUsd: settlementUsd,
    delta: 0,
    deltaPa: settlement === "coin" ? 0 : null,
    gamma: 0,
    ...NO_CURVE_RISK,
    ...NO_CARRY,
    tenor: tenorOf(instrument.expiry, context.timestamp),
    pnl: new Float64Array(context.moves.length),
  });
}
