import { fail, ok } from "../../result.ts";
import type { PerpInstrument, SpotInstrument } from "../instrument.ts";
import type { LinearMark } from "../market.ts";
import { checkNumbers, NO_CURVE_RISK, type PricingContext, type RowResult } from "./context.ts";

/** Row of a perp or a coin: worth its mark, delta 1; funding and borrow are cash, shown as carry and not as delta. */
export function linearRow(
  instrument: PerpInstrument | SpotInstrument,
  mark: LinearMark,
  context: PricingContext,
): RowResult {
  const carryLong = mark.carryUsdPerYear;
  const carryShort = mark.carryShortUsdPerYear ?? -carryLong;
  const issues = checkNumbers(
    "marks",
    instrument,
    ["priceUsd", mark.priceUsd, "nonNegative"],
    ["carryUsdPerYear", carryLong, "finite"],
    ["carryShortUsdPerYear", carryShort, "finite"],
  );
  if (issues.length > 0) return fail(...issues);
  return ok({
    instrument,
    priceUsd: mark.priceUsd,
    referenceUsd: mark.priceUsd,
    delta: 1,
    deltaPa: null,
    gamma: 0,
    ...NO_CURVE_RISK,
    carryLongUsdPerYear: carryLong,
    carryShortUsdPerYear: carryShort,
    tenor: "perpetual",
    pnl: context.moves.map((move) => mark.priceUsd * move),
  });
}
