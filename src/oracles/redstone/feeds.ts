import { type Address, type Hex, stringToHex } from "viem";
import { chainById } from "../../catalog/chains.ts";
import { type RedstoneFeed, redstoneAdapters } from "../../catalog/redstone.ts";
import type { PriceSource } from "../source.ts";

export const REDSTONE = "redstone";

const byChain: Readonly<Record<string, { adapter: Address; feeds: readonly RedstoneFeed[] }>> =
  redstoneAdapters;

/** The id of a feed at its adapter: the name in ASCII, padded to 32 bytes. */
export function dataFeedId(name: string): Hex {
  return stringToHex(name, { size: 32 });
}

/** RedStone's feeds of a chain: one adapter, a feed an id. */
export function redstoneSources(chainId: number): PriceSource[] {
  const name = chainById(chainId)?.name;
  const deployed = name === undefined ? undefined : byChain[name];
  if (deployed === undefined) return [];
  return deployed.feeds.map((feed) => ({
    address: deployed.adapter.toLowerCase() as Address,
    feedId: dataFeedId(feed.name),
    asset: feed.asset,
    quote: "USD",
    kind: "oracle",
    family: REDSTONE,
    heartbeatSeconds: feed.heartbeatSeconds,
    deviation: feed.deviation,
  }));
}

/** The feed of an id, or undefined when the catalog does not list it. */
export function redstoneFeed(chainId: number, id: Hex): PriceSource | undefined {
  return redstoneSources(chainId).find(({ feedId }) => feedId === id.toLowerCase());
}
