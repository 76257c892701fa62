import {
  collateralBalance,
  forwardPrice,
  marketAccrual,
  position,
  venueAccount,
  venueMarket,
  venueParameter,
} from "ponder:schema";
import type { Address } from "viem";
import { deriveAsset, deriveMarket } from "../../catalog/deriveMarkets.ts";
import type { Store } from "../../ledger/store.ts";
import type { AccountState } from "./accounts.ts";
import { type ResolvedAsset, resolveAsset } from "./assets.ts";
import type { IndexRecord } from "./interest.ts";
import { CASH_MARKET, CROSS, DERIVE_V2, parameters } from "./names.ts";
import { lower } from "./units.ts";

/** What the tables say before a log, read by primary key only. Fields are copied: rows change when they are written. */

/** An asset from the catalog, else from what `AssetWhitelisted` recorded. */
export async function readAsset(store: Store, chainId: number, address: Address): Promise<ResolvedAsset> {
  if (deriveAsset(address) !== undefined) return resolveAsset(address, null);
  const key = { chainId, venue: DERIVE_V2, scope: lower(address) };
  const type = await store.find(venueParameter, { ...key, name: parameters.assetType });
  const market = await store.find(venueParameter, { ...key, name: parameters.assetMarket });
  if (type === null || market === null) return resolveAsset(address, null);
  const marketId = market.value.toString();
  return resolveAsset(address, {
    assetType: Number(type.value),
    marketId,
    underlying: await readUnderlying(store, chainId, marketId),
  });
}

/** The underlying of a market from the catalog, else as `MarketCreated` recorded it. */
export async function readUnderlying(store: Store, chainId: number, marketId: string): Promise<string> {
  const known = deriveMarket(marketId)?.underlying;
  if (known !== undefined) return known;
  const row = await store.find(venueMarket, { chainId, venue: DERIVE_V2, marketId });
  return row?.underlying ?? `unknown:market ${marketId}`;
}

export async function readAccount(
  store: Store,
  chainId: number,
  accountId: bigint,
): Promise<AccountState | null> {
  const row = await store.find(venueAccount, { chainId, venue: DERIVE_V2, account: accountId.toString() });
  return row === null ? null : { holder: row.holder, manager: row.manager };
}

export async function readPosition(store: Store, chainId: number, accountId: bigint, instrumentId: string) {
  const account = accountId.toString();
  const row = await store.find(position, { chainId, venue: DERIVE_V2, account, instrumentId, pool: CROSS });
  return row === null ? null : { size: row.size, venueState: row.venueState };
}

/** Whether the account ever held an asset as collateral. */
export async function isNewCollateral(store: Store, chainId: number, accountId: bigint, asset: Address) {
  const key = { chainId, venue: DERIVE_V2, account: accountId.toString(), pool: CROSS, assetId: asset };
  return (await store.find(collateralBalance, key)) === null;
}

export async function readForward(store: Store, chainId: number, marketId: string, expiry: number) {
  const row = await store.find(forwardPrice, { chainId, venue: DERIVE_V2, marketId, expiry });
  if (row === null) return null;
  const { publishedAt, settlementStartAggregate, currentSpotAggregate } = row;
  return { expiry, publishedAt, settlementStartAggregate, currentSpotAggregate };
}

export async function readIndex(store: Store, chainId: number, name: string): Promise<IndexRecord | null> {
  const row = await store.find(marketAccrual, { chainId, venue: DERIVE_V2, marketId: CASH_MARKET, name });
  return row === null ? null : { value: row.value, timestamp: row.timestamp };
}
