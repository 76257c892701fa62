import { type Address, zeroAddress } from "viem";
import { gmxMarket, gmxToken } from "../../catalog/tokens/gmxMarket.ts";
import type { Fact } from "../../ledger/facts.ts";
import type { GmxLog } from "./eventLog.ts";
import { venue } from "./names.ts";

/** A token in the catalog's words: `unknown:<address>` without decimals when the catalog does not know it. */
export function tokenTerms(chainId: number, token: Address): { asset: string; decimals: number | null } {
  const known = gmxToken(chainId, token);
  return known === null
    ? { asset: `unknown:${token.toLowerCase()}`, decimals: null }
    : { asset: known.asset, decimals: known.decimals };
}

interface MarketTokens {
  readonly market: Address;
  readonly indexToken: Address;
  readonly longToken: Address;
  readonly shortToken: Address;
}

/** A market and its perp. A market without an index token only swaps: it has no perp, and trades its long token. */
function marketFacts(chainId: number, tokens: MarketTokens): Fact[] {
  const marketId = tokens.market.toLowerCase();
  const isSwapOnly = tokens.indexToken === zeroAddress;
  const index = tokenTerms(chainId, isSwapOnly ? tokens.longToken : tokens.indexToken);
  const market: Fact = {
    kind: "market",
    venue,
    marketId,
    underlying: index.asset,
    terms: {
      isSwapOnly,
      indexToken: tokens.indexToken.toLowerCase(),
      longToken: tokens.longToken.toLowerCase(),
      shortToken: tokens.shortToken.toLowerCase(),
    },
  };
  return isSwapOnly ? [market] : [market, perp(marketId, index.asset, index.decimals)];
}

function perp(marketId: string, underlying: string, sizeDecimals: number | null): Fact {
  return {
    kind: "instrument",
    venue,
    instrumentId: marketId,
    instrumentKind: "perp",
    marketId,
    underlying,
    quote: "USD",
    settlementAsset: "USD",
    sizeDecimals,
  };
}

/** MarketCreated: the market's address is under `marketToken`. */
export function marketCreated({ at, items }: GmxLog): Fact[] {
  return marketFacts(at.chainId, {
    market: items.address("marketToken"),
    indexToken: items.address("indexToken"),
    longToken: items.address("longToken"),
    shortToken: items.address("shortToken"),
  });
}

/**
 * A market that has positions but whose creation was not indexed: from the catalog, else with unknown terms, so that
 * the position is kept though it cannot be priced.
 */
export function unseenMarket(chainId: number, market: Address): Fact[] {
  const known = gmxMarket(chainId, market);
  if (known === null) {
    const marketId = market.toLowerCase();
    const underlying = `unknown:${marketId}`;
    return [{ kind: "market", venue, marketId, underlying, terms: {} }, perp(marketId, underlying, null)];
  }
  return marketFacts(chainId, {
    market: known.market,
    indexToken: known.index?.address ?? zeroAddress,
    longToken: known.long.address,
    shortToken: known.short.address,
  });
}
