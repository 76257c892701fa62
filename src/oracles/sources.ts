import { api3Sources } from "./api3/feeds.ts";
import { chainlinkSources } from "./chainlink/feed.ts";
import { chronicleSources } from "./chronicle/feeds.ts";
import { deriveSources } from "./derive.ts";
import { gmxV2Sources } from "./gmxV2.ts";
import { pythSources } from "./pyth/feeds.ts";
import { redstoneSources } from "./redstone/feeds.ts";
import type { PriceSource } from "./source.ts";

interface ChainSources {
  readonly all: readonly PriceSource[];
  readonly byAsset: ReadonlyMap<string, readonly PriceSource[]>;
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
];

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
  const all = families.flatMap((sourcesOnChain) => sourcesOnChain(chainId));
  const byAsset = new Map<string, PriceSource[]>();
  for (const source of all) byAsset.set(source.asset, [...(byAsset.get(source.asset) ?? []), source]);
  const sources = { all, byAsset };
  byChain.set(chainId, sources);
  return sources;
}
