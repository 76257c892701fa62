import type { Address } from "viem";
import { type ChainId, chains } from "../chains.ts";
import { gmxArbitrumMarkets } from "./gmxArbitrumMarkets.ts";
import { gmxArbitrumTokens } from "./gmxArbitrumTokens.ts";
import { gmxAvalancheMarkets } from "./gmxAvalancheMarkets.ts";
import { gmxAvalancheTokens } from "./gmxAvalancheTokens.ts";
import type { CatalogToken } from "./token.ts";

/** Market token, index token (null: swap only), long token, short token, collateral percent, open-interest multiplier. */
export type GmxMarketRow<TokenKey extends string> = readonly [
  market: Address,
  index: TokenKey | null,
  long: TokenKey,
  short: TokenKey,
  minCollateralPercent: number,
  openInterestMultiplier: number,
];

/** What the catalog knows of a GMX v2 market. Factors are the venue's published configuration, as fractions. */
export interface GmxMarket {
  readonly market: Address;
  /** Null for a market that only swaps. */
  readonly index: CatalogToken | null;
  readonly long: CatalogToken;
  readonly short: CatalogToken;
  readonly minCollateralFactor: number;
  readonly minCollateralFactorForOpenInterestMultiplier: number;
}

interface Known {
  readonly tokens: ReadonlyMap<string, CatalogToken>;
  readonly markets: ReadonlyMap<string, GmxMarket>;
}

function known<Key extends string>(
  tokens: Readonly<Record<Key, CatalogToken>>,
  rows: readonly GmxMarketRow<Key>[],
): Known {
  const byAddress = new Map<string, CatalogToken>();
  for (const token of Object.values<CatalogToken>(tokens)) byAddress.set(token.address.toLowerCase(), token);
  const markets = new Map<string, GmxMarket>();
  for (const [market, index, long, short, percent, multiplier] of rows) {
    markets.set(market.toLowerCase(), {
      market,
      index: index === null ? null : tokens[index],
      long: tokens[long],
      short: tokens[short],
      minCollateralFactor: percent / 100,
      minCollateralFactorForOpenInterestMultiplier: multiplier,
    });
  }
  return { tokens: byAddress, markets };
}

const byChain: ReadonlyMap<number, Known> = new Map<ChainId, Known>([
  [chains.arbitrum.id, known(gmxArbitrumTokens, gmxArbitrumMarkets)],
  [chains.avalanche.id, known(gmxAvalancheTokens, gmxAvalancheMarkets)],
]);

/** The token that GMX v2 knows at an address, or null. Any case of the address. */
export function gmxToken(chainId: number, address: string): CatalogToken | null {
  return byChain.get(chainId)?.tokens.get(address.toLowerCase()) ?? null;
}

/** The catalog's entry for a GMX v2 market, or null for one that is not listed. Any case of the address. */
export function gmxMarket(chainId: number, market: string): GmxMarket | null {
  return byChain.get(chainId)?.markets.get(market.toLowerCase()) ?? null;
}
