import type { Address } from "viem";
import { deriveV2 } from "./deployments.ts";
import { deriveCollateralMarkets } from "./deriveMarkets/collaterals.ts";
import type { DeriveMarket } from "./deriveMarkets/market.ts";
import { deriveOptionMarkets } from "./deriveMarkets/options.ts";
import { derivePerpMarkets } from "./deriveMarkets/perps.ts";

export type { DeriveHeartbeats, DeriveMarket } from "./deriveMarkets/market.ts";

/** Every market of Derive's StandardManager whose feeds are known, in order of kind. */
export const deriveMarkets: readonly DeriveMarket[] = [
  ...deriveOptionMarkets,
  ...derivePerpMarkets,
  ...deriveCollateralMarkets,
];

/**
 * Perpetuals of markets that were created after the feeds were last read: their balances are indexed, their market id
 * comes from `AssetWhitelisted`, and they stay unpriced. Source: Derive public/get_all_currencies, 2025-12 or later.
 */
export const laterDerivePerps: readonly Address[] = [
  "0xB9eC5Eec61c1cfDffDADAD97E0FcfF65B176ff12", // VVV
  "0xf0A41f3397354A06dC87f5177c99109307c0Fd96", // ADA
  "0xaaAeeF7214ab45c9Bf35d907cF6d90f0c112eaD0", // XAUT
  "0x9b479ff853481387072CdD8d0f4088940C233a3C", // CC
  "0xC831B39aFdE2220A839b82078557f488bf6F8e36", // PUMP
  "0xfE048c80E0d8b753f2Ef3E069b36d13A3d04f877", // LIT
];

/**
 * Parameter libraries that the second portfolio margin gives to single accounts (`LibOverrideUpdated`), by market.
 * Source: gelatotrade/Derive-Option-Surface docs/paper2/DATA_STATUS.md.
 */
export const deriveLibOverrides: readonly { readonly marketId: string; readonly library: Address }[] = [
  { marketId: "2", library: "0x4E8ea8AfEb1f7583C3D1e27176D864Fa652546C8" },
  { marketId: "48", library: "0xF4CAEA4e521642D9dD2A4751140Cc73d78ADAA17" },
];

/** Feed of the stablecoin that cash is counted in, and its heartbeat. */
export const deriveStableFeed = {
  address: deriveV2.stableFeed,
  underlying: "USDC",
  heartbeatSeconds: 3_600,
} as const;

/** First block with portfolio margin of the second version (its rate feed was the first contract deployed). */
export const derivePmrm2StartBlock = 24_712_300;

/** Addresses of one role over all markets, without repeats. */
export function deriveAddresses(role: keyof DeriveMarket): Address[] {
  const found = deriveMarkets.map((market) => market[role]);
  return [...new Set(found.filter((value) => typeof value === "string"))] as Address[];
}

/** What an asset contract is. */
export type DeriveAssetClass = "cash" | "option" | "perp" | "base";

/** The class of an asset address and the market that it belongs to (none for cash). */
export interface DeriveAsset {
  readonly assetClass: DeriveAssetClass;
  readonly market: DeriveMarket | null;
}

const assetRoles = ["option", "perp", "base"] as const;

const byAsset = new Map<string, DeriveAsset>([
  [deriveV2.cash.toLowerCase(), { assetClass: "cash", market: null }],
  ...deriveMarkets.flatMap((market) =>
    assetRoles.flatMap((role) => {
      const address = market[role];
      return address === undefined
        ? []
        : [[address.toLowerCase(), { assetClass: role, market }] satisfies [string, DeriveAsset]];
    }),
  ),
]);

/** The asset of an address in any case, or undefined when the catalog does not know it. */
export function deriveAsset(address: string): DeriveAsset | undefined {
  return byAsset.get(address.toLowerCase());
}

const byId = new Map(deriveMarkets.map((market) => [market.marketId, market]));

/** The market of a StandardManager id, or undefined when the catalog does not know it. */
export function deriveMarket(marketId: string): DeriveMarket | undefined {
  return byId.get(marketId);
}

const byRole = new Map<string, DeriveMarket>();
for (const market of deriveMarkets) {
  for (const [role, address] of Object.entries(market)) {
    const key = `${role}:${String(address).toLowerCase()}`;
    if (!byRole.has(key)) byRole.set(key, market);
  }
}

/** The market that a feed, a perpetual or a manager serves; the first, where several share a feed. */
export function deriveMarketOf(role: keyof DeriveMarket, address: string): DeriveMarket | undefined {
  return byRole.get(`${role}:${address.toLowerCase()}`);
}

/** The market of a parameter library, its managers' own or one for single accounts. */
export function deriveMarketOfLibrary(library: string): DeriveMarket | undefined {
  const wanted = library.toLowerCase();
  const override = deriveLibOverrides.find((entry) => entry.library.toLowerCase() === wanted);
  return override === undefined ? deriveMarketOf("pmrmLib2", library) : deriveMarket(override.marketId);
}
