import type { Instrument } from "../../../../engine/book/instrument.ts";
import type { Mark } from "../../../../engine/book/market.ts";
import { isStable } from "../../../catalog/assets.ts";
import { deriveMarket, deriveStableFeed } from "../../../catalog/deriveMarkets.ts";
import { DERIVE_V2 } from "../../../venues/derive-v2/names.ts";
import { cashCarry } from "./cash.ts";
import { expiryForward, volatilityQuote } from "./expiries.ts";
import { CASH_ID, engineId, type HeldCoin, type HeldOption, type Holdings } from "./holdings.ts";
import { perpCarry } from "./perpCost.ts";
import { perpQuote, type Source, spotQuote, stableQuote } from "./quotes.ts";

/** Instruments and marks of a view, by engine id. */
export interface MarkedInstruments {
  readonly instruments: Map<string, Instrument>;
  readonly marks: Map<string, Mark>;
}

/** Describes and marks everything that the accounts hold. What has no price keeps its instrument and has no mark. */
export function markHoldings(source: Source, accounts: readonly Holdings[]): MarkedInstruments {
  const marked: MarkedInstruments = { instruments: new Map(), marks: new Map() };
  const once = (venueId: string, add: (id: string) => void) => {
    const id = engineId(source, venueId);
    if (!marked.instruments.has(id)) add(id);
  };
  for (const { cash, coins, perps, options } of accounts) {
    if (cash !== 0) once(CASH_ID, (id) => addCash(source, marked, id));
    for (const coin of coins) once(coin.assetId, (id) => addCoin(source, marked, id, coin));
    for (const option of options) once(option.instrumentId, (id) => addOption(source, marked, id, option));
    for (const { instrumentId, marketId } of perps) addPerp(source, marked, instrumentId, marketId);
  }
  return marked;
}

/** Adds a perpetual, held or only tradable, unless it is there already. */
export function addPerp(
  source: Source,
  marked: MarkedInstruments,
  instrumentId: string,
  marketId: string,
): void {
  const id = engineId(source, instrumentId);
  if (marked.instruments.has(id)) return;
  const underlying = underlyingOf(source, marketId, instrumentId);
  marked.instruments.set(id, { ...base(source, id, underlying), kind: "perp" });
  const quote = perpQuote(source, marketId);
  if (quote === null) return;
  marked.marks.set(id, {
    kind: "linear",
    priceUsd: quote.price,
    carryUsdPerYear: perpCarry(source, marketId),
  });
}

function addCash(source: Source, marked: MarkedInstruments, id: string): void {
  marked.instruments.set(id, {
    ...base(source, id, deriveStableFeed.underlying),
    kind: "spot",
    stable: true,
  });
  const { long, short } = cashCarry(source);
  marked.marks.set(id, {
    kind: "linear",
    priceUsd: stableQuote(source).price,
    carryUsdPerYear: long,
    carryShortUsdPerYear: short,
  });
}

function addCoin(source: Source, marked: MarkedInstruments, id: string, coin: HeldCoin): void {
  const { asset, marketId } = coin;
  marked.instruments.set(id, { ...base(source, id, asset), kind: "spot", stable: isStable(asset) });
  if (marketId === null) return;
  const quote = spotQuote(source, marketId);
  if (quote !== null) marked.marks.set(id, { kind: "linear", priceUsd: quote.price, carryUsdPerYear: 0 });
}

function addOption(source: Source, marked: MarkedInstruments, id: string, option: HeldOption): void {
  const { marketId, expiry, strike, right, instrumentId } = option;
  const underlying = underlyingOf(source, marketId, instrumentId);
  marked.instruments.set(id, {
    ...base(source, id, underlying),
    kind: "option",
    right,
    strike,
    expiry,
    settlement: "usd",
  });
  const mark = optionMark(source, id, option);
  if (mark !== null) marked.marks.set(id, mark);
}

/**
 * Mark of an option: forward and smile volatility while it lives, without discounting as the StandardManager prices
 * it; after expiry the settlement price, however late somebody settles it.
 */
function optionMark(source: Source, id: string, { marketId, expiry, strike }: HeldOption): Mark | null {
  const forward = expiryForward(source, marketId, expiry);
  if (forward === null) return null;
  const forwardUsd = forward.fixed + forward.variable;
  if (expiry <= source.lookup.clock.timestamp) {
    return { kind: "linear", priceUsd: forwardUsd, carryUsdPerYear: 0 };
  }
  if (forward.fixed > 0) {
    source.findings.report(
      "UNSUPPORTED",
      id,
      `${((100 * forward.fixed) / forwardUsd).toFixed(1)} % of the settlement average of expiry ${expiry} is fixed: delta is counted as if all of it still moved`,
    );
  }
  const quote = volatilityQuote(source, marketId, expiry, strike);
  return quote === null ? null : { kind: "option", forwardUsd, volatility: quote.volatility, rate: 0 };
}

function base(source: Source, id: string, underlying: string) {
  return { id, chainId: source.lookup.clock.chainId, venue: DERIVE_V2, underlying };
}

function underlyingOf({ lookup }: Source, marketId: string, instrumentId: string): string {
  return (
    lookup.instrument(instrumentId)?.underlying ??
    deriveMarket(marketId)?.underlying ??
    `unknown:${instrumentId}`
  );
}
