import type { Address } from "viem";
import { type DeriveAssetClass, deriveAsset, deriveMarkets } from "../../catalog/deriveMarkets.ts";
import type { InstrumentFact, MarketFact } from "../../ledger/facts.ts";
import { DECIMALS, DERIVE_V2 } from "./names.ts";
import { decodeSubId } from "./subId.ts";
import { lower, strike30 } from "./units.ts";

/** An asset contract with everything that its balances need to be understood. */
export interface ResolvedAsset {
  /** Lower case. */
  readonly address: Address;
  readonly assetClass: DeriveAssetClass | "unknown";
  /** StandardManager market id; null for cash and for unknown assets. */
  readonly marketId: string | null;
  readonly underlying: string;
}

/** What `AssetWhitelisted` said of an asset that the catalog does not list. */
export interface WhitelistedAsset {
  readonly assetType: number;
  readonly marketId: string;
  readonly underlying: string;
}

/** `AssetType` of the StandardManager, in the order of its enum; 0 is not set. */
export const assetTypes = [null, "option", "perp", "base"] as const;

/**
 * Says what an asset is: from the catalog, else from what the chain whitelisted, else unknown.
 * An unknown asset keeps its address as its name, so that nothing held is lost.
 */
export function resolveAsset(address: Address, whitelisted: WhitelistedAsset | null): ResolvedAsset {
  const key = lower(address);
  const known = deriveAsset(key);
  if (known !== undefined) {
    const { assetClass, market } = known;
    return {
      address: key,
      assetClass,
      marketId: market?.marketId ?? null,
      underlying: market?.underlying ?? "USDC",
    };
  }
  const assetClass = whitelisted === null ? null : (assetTypes[whitelisted.assetType] ?? null);
  if (whitelisted === null || assetClass === null) {
    return { address: key, assetClass: "unknown", marketId: null, underlying: `unknown:${key}` };
  }
  return { address: key, assetClass, marketId: whitelisted.marketId, underlying: whitelisted.underlying };
}

/** The symbol of a market's name on chain, or `unknown:<name>` when the catalog does not list the name. */
export function underlyingOfName(name: string): string {
  return deriveMarkets.find((market) => market.name === name)?.underlying ?? `unknown:${name}`;
}

/** The id of what an asset and sub-id hold: `asset:subId` for options, the asset for perpetuals. */
export function instrumentIdOf(asset: ResolvedAsset, subId: bigint): string {
  return asset.assetClass === "option" ? `${asset.address}:${subId}` : asset.address;
}

/** The market that an asset belongs to; none for cash and unknown assets. */
export function marketFacts({ marketId, underlying }: ResolvedAsset): MarketFact[] {
  return marketId === null ? [] : [{ kind: "market", venue: DERIVE_V2, marketId, underlying, terms: {} }];
}

/** The instrument of a sub-id and the market that it is traded in. */
export function instrumentFacts(asset: ResolvedAsset, subId: bigint): (MarketFact | InstrumentFact)[] {
  const { assetClass, marketId, underlying } = asset;
  if (marketId === null || (assetClass !== "option" && assetClass !== "perp")) return [];
  const instrument = {
    kind: "instrument",
    venue: DERIVE_V2,
    instrumentId: instrumentIdOf(asset, subId),
    instrumentKind: assetClass,
    marketId,
    underlying,
    quote: "USD",
    settlementAsset: "USDC",
    sizeDecimals: DECIMALS,
  } as const;
  if (assetClass === "perp") return [...marketFacts(asset), instrument];
  const { expiry, strike8, right } = decodeSubId(subId);
  return [...marketFacts(asset), { ...instrument, expiry, strike: strike30(strike8), right }];
}
