import type { Hex } from "viem";
import type { PriceFact } from "../../ledger/facts.ts";
import type { FeedConfigFact } from "../../ledger/oracleFacts.ts";
import { REDSTONE, redstoneFeed } from "./feeds.ts";

/** RedStone's price feeds have 8 decimals. */
const DECIMALS = 8;

/** ValueUpdate: a new value of a feed; `updatedAt` is the block's time. Empty for a feed that the catalog does not list. */
export function valueUpdate(
  chainId: number,
  update: { readonly dataFeedId: Hex; readonly value: bigint; readonly updatedAt: bigint },
): PriceFact[] {
  const feed = redstoneFeed(chainId, update.dataFeedId);
  if (feed === undefined) return [];
  const { address, feedId, asset, quote } = feed;
  return [
    {
      kind: "price",
      address,
      feedId,
      family: REDSTONE,
      asset,
      quote,
      decimals: DECIMALS,
      price: update.value,
      roundId: update.updatedAt.toString(),
      publishedAt: Number(update.updatedAt),
    },
  ];
}

/**
 * UpdateSkipDueToInvalidValue: the adapter refused a report, mostly a value of zero. The other two skips, by the time of the
 * block or of the data, are relayers that came second: they change nothing and are not indexed.
 */
export function invalidValueSkipped(chainId: number, id: Hex): FeedConfigFact[] {
  const feed = redstoneFeed(chainId, id);
  if (feed === undefined) return [];
  const { address, feedId, asset } = feed;
  const after = { reason: "invalid value" };
  return [{ kind: "feedConfig", address, feedId, asset, change: "rejectedValue", before: {}, after }];
}
