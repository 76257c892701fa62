import type { Address, Hex } from "viem";
import type { Fact, FeedKey, PriceFact } from "../../ledger/facts.ts";
import type { PointerFact } from "../../ledger/oracleFacts.ts";
import { API3, API3_SERVER, assetOfDapi } from "./feeds.ts";

/** API3's values have 18 decimals. */
const DECIMALS = 18;

interface Value {
  readonly value: bigint;
  /** Unix seconds: a beacon's as signed, a beacon set's as aggregated from its beacons. */
  readonly timestamp: number;
}

/** A value of the data that a name points at. Empty for a name that the catalog does not list. */
export function namedValue(name: Hex, update: Value, of: Partial<FeedKey> = {}): PriceFact[] {
  const asset = assetOfDapi(name);
  if (asset === undefined) return [];
  return [
    {
      kind: "price",
      address: of.address ?? API3_SERVER,
      feedId: of.feedId ?? name,
      family: API3,
      asset,
      quote: "USD",
      decimals: DECIMALS,
      price: update.value,
      roundId: `${update.timestamp}`,
      publishedAt: update.timestamp,
    },
  ];
}

/** The feed of one consumer whose updates are auctioned: by the consumer's proxy, or by its number at the extension. */
export function auctionedFeed(address: Address, name: Hex, dappId?: bigint): FeedKey {
  return {
    address: address.toLowerCase() as Address,
    feedId: dappId === undefined ? name : `${dappId}:${name}`,
  };
}

/** That a name points at data, both ways: updates name the data only. */
export function pointers(name: Hex, data: Hex): PointerFact[] {
  const pointer = { kind: "pointer", address: API3_SERVER } as const;
  return [
    { ...pointer, name, target: data },
    { ...pointer, name: data, target: name },
  ];
}

/** SetDapiName: a name points at other data from now on. Empty for a name that the catalog does not list. */
export function dapiNameSet(name: Hex, data: Hex, before: Hex | null): Fact[] {
  const asset = assetOfDapi(name);
  if (asset === undefined) return [];
  return [
    ...pointers(name, data),
    {
      kind: "feedConfig",
      address: API3_SERVER,
      feedId: name,
      asset,
      change: "dataFeed",
      before: before === null ? {} : { dataFeedId: before },
      after: { dataFeedId: data },
    },
  ];
}
