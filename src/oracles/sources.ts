import type { Address } from "viem";
import type { FeedKey } from "../ledger/facts.ts";
import { CHAINLINK_FEED_ID, chainlinkFeedsOf } from "./chainlink/feed.ts";
import { deriveSources } from "./derive.ts";
import { gmxV2Sources } from "./gmxV2.ts";
import type { PriceSource } from "./source.ts";

interface ChainSources {
  readonly all: readonly PriceSource[];
  readonly sequencers: readonly PriceSource[];
  readonly byKey: ReadonlyMap<string, PriceSource>;
  readonly byPair: ReadonlyMap<string, readonly PriceSource[]>;
}

const byChain = new Map<number, ChainSources>();

/** Every feed of a chain that the catalog knows, in a fixed order. */
export function priceSourcesOf(chainId: number): readonly PriceSource[] {
  return sourcesOf(chainId).all;
}

/** The uptime feeds of a chain's sequencer. */
export function sequencersOf(chainId: number): readonly PriceSource[] {
  return sourcesOf(chainId).sequencers;
}

/** The source of a feed; undefined when the catalog does not list it. */
export function sourceOf(chainId: number, key: FeedKey): PriceSource | undefined {
  return sourcesOf(chainId).byKey.get(keyOf(key));
}

/** The feeds of one asset in one quote on a chain. */
export function sourcesOfPair(
  chainId: number,
  pair: { readonly asset: string; readonly quote: string },
): readonly PriceSource[] {
  return sourcesOf(chainId).byPair.get(pairOf(pair)) ?? [];
}

function sourcesOf(chainId: number): ChainSources {
  const known = byChain.get(chainId);
  if (known !== undefined) return known;
  const all = [...chainlinkSources(chainId), ...deriveSources(chainId), ...gmxV2Sources(chainId)];
  const byPair = new Map<string, PriceSource[]>();
  for (const source of all) byPair.set(pairOf(source), [...(byPair.get(pairOf(source)) ?? []), source]);
  const sources = {
    all,
    sequencers: all.filter(({ kind }) => kind === "sequencer"),
    byKey: new Map(all.map((source) => [keyOf(source), source])),
    byPair,
  };
  byChain.set(chainId, sources);
  return sources;
}

function keyOf({ address, feedId }: FeedKey): string {
  return `${address}:${feedId}`;
}

function pairOf({ asset, quote }: { readonly asset: string; readonly quote: string }): string {
  return `${asset}/${quote}`;
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
