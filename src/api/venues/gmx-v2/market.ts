import type { PerpInstrument } from "../../../../engine/book/instrument.ts";
import type { LinearMark } from "../../../../engine/book/market.ts";
import type { Issue } from "../../../../engine/result.ts";
import { venue } from "../../../venues/gmx-v2/names.ts";
import type { GmxFacts, InstrumentRow } from "./facts.ts";
import { type MarketParameters, marketParameters } from "./parameters.ts";
import type { PriceBoard, TokenPrice } from "./prices.ts";
import { carryPerYear, type MarketRates, marketRates } from "./rates.ts";

/** What all positions of one market share. */
export interface MarketView {
  readonly instrument: PerpInstrument;
  /** Price of the index token; null while it cannot be priced. */
  readonly price: TokenPrice | null;
  readonly mark: LinearMark | null;
  readonly parameters: MarketParameters;
  readonly rates: MarketRates;
  readonly issues: readonly Issue[];
}

/**
 * Reads a market's price, parameters and rates, and marks its perp at the middle of GMX's price.
 *
 * Carry is per base unit at the mark, as for a position opened now; the venue charges entry notional, so a position
 * carries the difference itself.
 */
export function marketView(facts: GmxFacts, board: PriceBoard, row: InstrumentRow): MarketView {
  const indexToken = facts.market(row.marketId)?.terms.indexToken;
  const price = typeof indexToken === "string" && row.sizeDecimals !== null ? board.price(indexToken) : null;
  const { parameters, issues: parameterIssues } = marketParameters(facts, row.marketId);
  const { rates, issues: rateIssues } = marketRates(facts, row.marketId, parameters);
  return {
    instrument: {
      kind: "perp",
      id: `${row.chainId}:${venue}:${row.instrumentId}`,
      chainId: row.chainId,
      venue,
      underlying: row.underlying,
    },
    price,
    mark:
      price === null
        ? null
        : {
            kind: "linear",
            priceUsd: price.mid,
            carryUsdPerYear: price.mid * carryPerYear(rates.sides.long),
            carryShortUsdPerYear: price.mid * carryPerYear(rates.sides.short),
          },
    parameters,
    rates,
    issues: [...parameterIssues, ...rateIssues],
  };
}
