import { fail, ok } from "../../result.ts";
import type { PowerPerpInstrument } from "../instrument.ts";
import type { PowerPerpMark } from "../market.ts";
import { shockVolatility } from "../scenario.ts";
import {
  checkNumbers,
  NO_CARRY,
  type PricingContext,
  type RowResult,
  unpricedInstrument,
} from "./context.ts";

/**
 * Row of a power perp: scale * S^p / (2 e^(-g f) - 1) with g = (p - 1)(r + p s^2 / 2), f the funding period in years.
 *
 * Funding is paid in kind: the holding shrinks by (index / mark)^(t / f), as Squeeth's normalisation factor does, which
 * is what theta and a scenario in which time passes show. Delta and gamma are at fixed volatility. There is no forward, so rho is the
 * one at fixed spot. Source: White et al., "Everlasting options" (2021); Clark, Leone, Koticha, "Power perpetuals".
 */
export function powerPerpRow(
  instrument: PowerPerpInstrument,
  mark: PowerPerpMark,
  context: PricingContext,
): RowResult {
  const { exponent: p, scale, fundingPeriod: f } = instrument;
  const issues = [
    ...checkNumbers(
      "instruments",
      instrument,
      ["exponent", p, "finite"],
      ["scale", scale, "positive"],
      ["fundingPeriod", f, "positive"],
    ),
    ...checkNumbers(
      "marks",
      instrument,
      ["spotUsd", mark.spotUsd, "positive"],
      ["volatility", mark.volatility, "nonNegative"],
      ["rate", mark.rate, "finite"],
    ),
  ];
  if (issues.length > 0) return fail(...issues);
  const { spotUsd: spot, volatility, rate } = mark;

  const decay = (vol: number) => Math.exp(-f * (p - 1) * (rate + (p * vol * vol) / 2));
  const indexOverMark = (vol: number) => 2 * decay(vol) - 1;
  const shocked = context.volShocks.map((shock) => shockVolatility(volatility, f, shock));
  if (![volatility, ...shocked].every((vol) => indexOverMark(vol) > 0)) {
    return fail(
      unpricedInstrument(instrument, "the growth over one funding period is 2 or more, so no mark is finite"),
    );
  }
  const value = (price: number, vol: number) => (scale * price ** p) / indexOverMark(vol);

  const price = value(spot, volatility);
  // dV/dg = V * slope, dg/ds = growthVega, dg/dr = p - 1.
  const slope = (2 * f * decay(volatility)) / indexOverMark(volatility);
  const growthVega = p * (p - 1) * volatility;
  const delta = (p * price) / spot;
  return ok({
    instrument,
    priceUsd: price,
    referenceUsd: spot,
    delta,
    deltaPa: null,
    gamma: ((p - 1) * delta) / spot,
    vega: price * slope * growthVega,
    theta: (price * Math.log(indexOverMark(volatility))) / f,
    rhoSpot: price * slope * (p - 1),
    rhoForward: 0,
    vanna: delta * slope * growthVega,
    volga: price * slope * (p * (p - 1) + growthVega ** 2 * (2 * slope - f)),
    ...NO_CARRY,
    tenor: "perpetual",
    pnl: context.moves.map((move, s) => {
      const vol = shocked[context.volShockOf[s] ?? -1] ?? Number.NaN;
      const years = context.timeForward[s] ?? Number.NaN;
      return value(spot * (1 + move), vol) * indexOverMark(vol) ** (years / f) - price;
    }),
  });
}
