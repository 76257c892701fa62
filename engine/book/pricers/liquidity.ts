import { fail, ok } from "../../result.ts";
import type { LiquidityInstrument } from "../instrument.ts";
import type { LiquidityMark } from "../market.ts";
import { checkNumbers, NO_CARRY, NO_CURVE_RISK, type PricingContext, type RowResult } from "./context.ts";

/**
 * Row of one unit of liquidity between two prices of a pool against USD. Delta is the base amount held; gamma is
 * -1 / (2 P^1.5) inside the range and 0 outside. Fees earned are not valued.
 * Source: Uniswap v3 whitepaper, section 6.
 */
export function liquidityRow(
  instrument: LiquidityInstrument,
  mark: LiquidityMark,
  context: PricingContext,
): RowResult {
  const { lowerPrice, upperPrice } = instrument;
  const issues = [
    ...checkNumbers(
      "instruments",
      instrument,
      ["lowerPrice", lowerPrice, "positive"],
      ["upperPrice", upperPrice, "positive"],
    ),
    ...checkNumbers("marks", instrument, ["spotUsd", mark.spotUsd, "positive"]),
  ];
  if (issues.length === 0 && lowerPrice >= upperPrice) {
    issues.push({
      code: "INVALID_INPUT",
      field: `instruments[${instrument.id}].upperPrice`,
      subject: instrument.id,
      message: `upperPrice must be above lowerPrice ${lowerPrice}, got ${upperPrice}`,
    });
  }
  if (issues.length > 0) return fail(...issues);
  const value = (price: number) => {
    const { base, quote } = holdings(price, lowerPrice, upperPrice);
    return base * price + quote;
  };
  const spot = mark.spotUsd;
  const price = value(spot);
  const inRange = spot > lowerPrice && spot < upperPrice;
  return ok({
    instrument,
    priceUsd: price,
    referenceUsd: spot,
    delta: holdings(spot, lowerPrice, upperPrice).base,
    deltaPa: null,
    gamma: inRange ? -0.5 * spot ** -1.5 : 0,
    ...NO_CURVE_RISK,
    ...NO_CARRY,
    tenor: "perpetual",
    pnl: context.moves.map((move) => value(spot * (1 + move)) - price),
  });
}

function holdings(price: number, lower: number, upper: number): { base: number; quote: number } {
  const root = Math.sqrt(Math.min(upper, Math.max(lower, price)));
  return { base: 1 / root - 1 / Math.sqrt(upper), quote: root - Math.sqrt(lower) };
}
