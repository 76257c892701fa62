import type { Address } from "viem";
import { chainById } from "../catalog/chains.ts";
import type { FeedKey } from "../ledger/facts.ts";
import { CHAINLINK_FEED_ID, chainlinkFeedsOf } from "./chainlink/feed.ts";
import { deriveSources } from "./derive.ts";
import { gmxV2Sources } from "./gmxV2.ts";

/** A feed of an asset on one chain, with what its operator promises about it. */
export interface PriceSource extends FeedKey {
  readonly asset: string;
  readonly family: string;
  /** Longest time between updates; null for oracles that publish only when somebody trades. */
  readonly heartbeatSeconds: number | null;
  /** Move that forces an update, as a fraction; 0 where none is promised. */
  readonly deviation: number;
}

const byChain = new Map<number, readonly PriceSource[]>();

/** Every feed of a chain that the catalog knows, in a fixed order: the first of an asset is its reference. */
export function priceSourcesOf(chainId: number): readonly PriceSource[] {
  const known = byChain.get(chainId);
  if (known !== undefined) return known;
  const sources = [...chainlinkSources(chainId), ...deriveSources(chainId), ...gmxV2Sources(chainId)];
  byChain.set(chainId, chainById(chainId) === undefined ? [] : sources);
  return sources;
}

/** The feeds of one asset on a chain. */
export function sourcesOfAsset(chainId: number, asset: string): readonly PriceSource[] {
  return priceSourcesOf(chainId).filter((source) => source.asset === asset);
}

function chainlinkSources(chainId: number): PriceSource[] {
  return chainlinkFeedsOf(chainId).map((feed) => ({
    address: feed.proxy.toLowerCase() as Address,
    feedId: CHAINLINK_FEED_ID,
    asset: feed.asset,
    family: "chainlink",
    heartbeatSeconds: feed.heartbeatSeconds,
    deviation: feed.deviation,
  }));
}
