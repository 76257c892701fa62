import type { FeedKey } from "../ledger/facts.ts";
import { api3Sources } from "./api3/feeds.ts";
import { chainlinkSources } from "./chainlink/feed.ts";
import { chronicleSources } from "./chronicle/feeds.ts";
import { deriveSources } from "./derive.ts";
import { gmxV2Sources } from "./gmxV2.ts";
import { pythSources } from "./pyth/feeds.ts";
import { redstoneSources } from "./redstone/feeds.ts";
import type { PriceSource } from "./source.ts";
import { uniswapSources } from "./uniswap.ts";
import { feedName } from "./watch/indexed.ts";

interface ChainSources {
  readonly all: readonly PriceSource[];
  readonly sequencers: readonly PriceSource[];
  readonly byKey: ReadonlyMap<string, PriceSource>;
  readonly byPair: ReadonlyMap<string, readonly PriceSource[]>;
}

/** Every family of oracles: a new one is a new line here. */
const families: readonly ((chainId: number) => PriceSource[])[] = [
  chainlinkSources,
  deriveSources,
  gmxV2Sources,
  pythSources,
  redstoneSources,
  chronicleSources,
  api3Sources,
  uniswapSources,
];

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
  return sourcesOf(chainId).byKey.get(feedName(key));
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
  const all = families.flatMap((sourcesOnChain) => sourcesOnChain(chainId));
  const byPair = new Map<string, PriceSource[]>();
  for (const source of all) byPair.set(pairOf(source), [...(byPair.get(pairOf(source)) ?? []), source]);
  const sources = {
    all,
    sequencers: all.filter(({ kind }) => kind === "sequencer"),
    byKey: new Map(all.map((source) => [feedName(source), source])),
    byPair,
  };
  byChain.set(chainId, sources);
  return sources;
}

function pairOf({ asset, quote }: { readonly asset: string; readonly quote: string }): string {
  return `${asset}/${quote}`;
}
