import { liquidityRisk } from "../../pricing/concentratedLiquidity.ts";
import { fail, ok } from "../../result.ts";
import type { LiquidityInstrument } from "../instrument.ts";
import type { LiquidityMark } from "../market.ts";
import { checkNumbers, NO_CARRY, NO_CURVE_RISK, type PricingContext, type RowResult } from "./context.ts";

/** Row of one unit of liquidity between two prices of a pool against USD. Fees earned are not valued. */
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
  const range = { liquidity: 1, lowerPrice, upperPrice };
  const spot = mark.spotUsd;
  const { valueUsd, delta, gamma } = liquidityRisk(range, spot);
  return ok({
    instrument,
    priceUsd: valueUsd,
    referenceUsd: spot,
    delta,
    deltaPa: null,
    gamma,
    ...NO_CURVE_RISK,
    ...NO_CARRY,
    tenor: "perpetual",
    pnl: context.moves.map((move) => liquidityRisk(range, spot * (1 + move)).valueUsd - valueUsd),
  });
}
