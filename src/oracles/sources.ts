import type { Address } from "viem";
import { CHAINLINK_FEED_ID, chainlinkFeedsOf } from "./chainlink/feed.ts";
import { deriveSources } from "./derive.ts";
import { gmxV2Sources } from "./gmxV2.ts";
import type { PriceSource } from "./source.ts";

interface ChainSources {
  readonly all: readonly PriceSource[];
  readonly byAsset: ReadonlyMap<string, readonly PriceSource[]>;
}

const byChain = new Map<number, ChainSources>();

/** Every feed of a chain that the catalog knows, in a fixed order. */
export function priceSourcesOf(chainId: number): readonly PriceSource[] {
  return sourcesOf(chainId).all;
}

/** The feeds of one asset on a chain. */
export function sourcesOfAsset(chainId: number, asset: string): readonly PriceSource[] {
  return sourcesOf(chainId).byAsset.get(asset) ?? [];
}

function sourcesOf(chainId: number): ChainSources {
  const known = byChain.get(chainId);
  if (known !== undefined) return known;
  const all = [...chainlinkSources(chainId), ...deriveSources(chainId), ...gmxV2Sources(chainId)];
  const byAsset = new Map<string, PriceSource[]>();
  for (const source of all) byAsset.set(source.asset, [...(byAsset.get(source.asset) ?? []), source]);
  const sources = { all, byAsset };
  byChain.set(chainId, sources);
  return sources;
}

function chainlinkSources(chainId: number): PriceSource[] {
  return chainlinkFeedsOf(chainId).map((feed) => ({
    address: feed.proxy.toLowerCase() as Address,
    feedId: CHAINLINK_FEED_ID,
    asset: feed.asset,
    quote: feed.quote,
    kind: "oracle",
    family: "chainlink",
    heartbeatSeconds: feed.heartbeatSeconds,
    deviation: feed.deviation,
  }));
}
