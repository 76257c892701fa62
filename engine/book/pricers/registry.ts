import { fail } from "../../result.ts";
import type { Instrument } from "../instrument.ts";
import type { Mark } from "../market.ts";
import { type PricingContext, type RowResult, unpricedInstrument } from "./context.ts";
import { linearRow } from "./linear.ts";
import { liquidityRow } from "./liquidity.ts";
import { optionRow } from "./option.ts";
import { powerPerpRow } from "./powerPerp.ts";

/** What the sheet can price, and with which kind of mark. A new kind of instrument is named here. */
export function instrumentRow(
  instrument: Instrument,
  mark: Mark | undefined,
  context: PricingContext,
): RowResult {
  if (mark === undefined) return fail(unpricedInstrument(instrument, "no mark is given"));
  const mismatch = () =>
    fail(unpricedInstrument(instrument, `a ${mark.kind} mark does not price a ${instrument.kind}`));
  switch (instrument.kind) {
    case "perp":
    case "spot":
      return mark.kind === "linear" ? linearRow(instrument, mark, context) : mismatch();
    case "option":
      return optionRow(instrument, mark, context);
    case "powerPerp":
      return mark.kind === "powerPerp" ? powerPerpRow(instrument, mark, context) : mismatch();
    case "concentratedLiquidity":
      return mark.kind === "concentratedLiquidity" ? liquidityRow(instrument, mark, context) : mismatch();
  }
}
