import { type PowerPerpInput, powerPerpGreeks } from "../../pricing/powerPerp.ts";
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
 * Row of a power perp at its fair mark, times `scale`. There is no forward, so rho is the one at fixed spot.
 *
 * Funding is paid in kind: the holding shrinks by (index / mark)^(t / fundingPeriod), as Squeeth's normalisation
 * factor does. Theta is that rule's slope, mark * ln(index / mark) / fundingPeriod, so that it agrees with a scenario in
 * which time passes; cash funding of mark - index would be its first-order term.
 */
export function powerPerpRow(
  instrument: PowerPerpInstrument,
  mark: PowerPerpMark,
  context: PricingContext,
): RowResult {
  const { exponent: p, scale, fundingPeriod: f } = instrument;
  const { spotUsd: spot, volatility, rate } = mark;
  const issues = [
    ...checkNumbers(
      "instruments",
      instrument,
      ["exponent", p, "positive"],
      ["scale", scale, "positive"],
      ["fundingPeriod", f, "positive"],
    ),
    ...checkNumbers(
      "marks",
      instrument,
      ["spotUsd", spot, "positive"],
      ["volatility", volatility, "nonNegative"],
      ["rate", rate, "finite"],
    ),
  ];
  if (issues.length > 0) return fail(...issues);
  const terms: PowerPerpInput = { exponent: p, spot, volatility, rate, fundingPeriod: f };
  const present = powerPerpGreeks(terms);
  const shocked = context.volShocks.map((shock) =>
    powerPerpGreeks({ ...terms, volatility: shockVolatility(volatility, f, shock) }),
  );
  const shockedMarks = shocked.flatMap((greeks) => (greeks.ok ? [greeks.value.price] : []));
  if (!present.ok || shockedMarks.length < shocked.length) {
    const why = "growth over one funding period is 2 or more, now or in a scenario, so no mark is finite";
    return fail(unpricedInstrument(instrument, why));
  }
  const { price, index, delta, gamma, vega, rhoSpot } = present.value;
  const growth = (p - 1) * (rate + (p * volatility * volatility) / 2);
  // d price / d growth = slope * price, and growth moves with volatility by growthVega.
  const slope = (2 * f * Math.exp(-growth * f) * price) / index;
  const growthVega = p * (p - 1) * volatility;
  return ok({
    instrument,
    priceUsd: scale * price,
    referenceUsd: spot,
    delta: scale * delta,
    deltaPa: null,
    gamma: scale * gamma,
    vega: scale * vega,
    theta: (scale * price * Math.log(index / price)) / f,
    rhoSpot: scale * rhoSpot,
    rhoForward: 0,
    vanna: (p * scale * vega) / spot,
    volga: scale * price * slope * (p * (p - 1) + growthVega ** 2 * (2 * slope - f)),
    ...NO_CARRY,
    tenor: "perpetual",
    pnl: context.moves.map((move, s) => {
      const shockedMark = shockedMarks[context.volShockOf[s] ?? -1] ?? Number.NaN;
      const years = context.timeForward[s] ?? Number.NaN;
      return scale * (shockedMark * (1 + move) ** p * (index / shockedMark) ** (years / f) - price);
    }),
  });
}
