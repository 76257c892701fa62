import type { StandardAccount, StandardMarket } from "../../../../engine/margin/derive/standard.ts";
import { fail, type Issue, ok, type Result } from "../../../../engine/result.ts";
import type { Holdings } from "./holdings.ts";
import { quoteOptions, quotePerp, unpriced } from "./legs.ts";
import { type Source, spotQuote, stableQuote } from "./quotes.ts";
import { depegParameters, standardParameters } from "./standardParameters.ts";

/**
 * A sub-account as the StandardManager margins it: its holdings market by market, with the quotes and rules of each.
 * Fails with everything that is missing, because one unpriced leg leaves the whole account without a margin.
 */
export function standardAccount(source: Source, holdings: Holdings): Result<StandardAccount> {
  const missing: Issue[] = holdings.unread.map((id) => unpriced(id, "unknown terms"));
  for (const { assetId, marketId } of holdings.coins) {
    if (marketId === null) missing.push(unpriced(assetId, "no market"));
  }
  const marketIds = new Set(
    [...holdings.options, ...holdings.perps, ...holdings.coins].flatMap(({ marketId }) => marketId ?? []),
  );
  const markets = [...marketIds].flatMap((marketId) => {
    const market = standardMarket(source, holdings, marketId);
    if (market.ok) return [market.value];
    missing.push(...market.issues);
    return [];
  });
  if (missing.length > 0) return fail(...missing);
  return ok({
    timestamp: source.lookup.clock.timestamp,
    cash: holdings.cash,
    stablePrice: stableQuote(source).price,
    depeg: depegParameters(source),
    markets,
  });
}

function standardMarket(source: Source, holdings: Holdings, marketId: string): Result<StandardMarket> {
  const ofMarket = <T extends { marketId: string | null }>(held: readonly T[]) =>
    held.filter((one) => one.marketId === marketId);
  const held = {
    options: ofMarket(holdings.options),
    perps: ofMarket(holdings.perps),
    coins: ofMarket(holdings.coins),
  };
  const spot = spotQuote(source, marketId);
  const options = quoteOptions(source, held.options);
  const missing = [...options.missing];
  if (spot === null) missing.push(unpriced(source.lookup.marketSubject(marketId), "no spot price"));
  const [heldPerp] = held.perps;
  const perp = heldPerp === undefined ? undefined : quotePerp(source, heldPerp);
  if (perp !== undefined && "code" in perp) missing.push(perp);
  const parameters = standardParameters(source, marketId, {
    options: held.options.length > 0,
    perp: heldPerp !== undefined,
    base: held.coins.length > 0,
  });
  if ("code" in parameters) missing.push(parameters);
  if (spot === null || "code" in parameters || (perp !== undefined && "code" in perp) || missing.length > 0) {
    return fail(...missing);
  }
  return ok({
    marketId,
    spot,
    parameters,
    ...(perp === undefined ? {} : { perp }),
    base: held.coins.reduce((sum, coin) => sum + coin.amount, 0),
    options: options.legs,
    forwards: options.forwards,
  });
}
