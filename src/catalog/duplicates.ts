import type { Catalog } from "./shape.ts";

interface Entry {
  readonly path: string;
  /** What must be there once. */
  readonly key: string;
}

/** Entries that say twice what can be so only once: the second by its path, and what it repeats. */
export function duplicates(catalog: Catalog): string[] {
  return [
    chainIds(catalog),
    chainlinkAddresses(catalog),
    oracleFeeds(catalog),
    gmxAddresses(catalog),
    deriveMarketIds(catalog),
    deriveAssets(catalog),
    uniswapPools(catalog),
  ].flatMap((entries) => {
    const seen = new Set<string>();
    return entries.flatMap(({ path, key }) => {
      if (seen.has(key)) return [`${path}: ${key} is listed twice: remove one, or correct it`];
      seen.add(key);
      return [];
    });
  });
}

function chainIds({ chains }: Catalog): Entry[] {
  return Object.entries(chains).map(([name, { id }]) => ({ path: `chains.${name}.id`, key: `${id}` }));
}

/** Proxies and aggregators together: a proxy logs nothing, so it is nobody's aggregator. */
function chainlinkAddresses({ chainlinkFeeds }: Catalog): Entry[] {
  return Object.entries(chainlinkFeeds).flatMap(([chain, feeds]) =>
    feeds.flatMap(({ proxy, svrProxy, aggregators }, i) => {
      const path = `chainlinkFeeds.${chain}.${i}`;
      return [
        { path: `${path}.proxy`, key: `${chain}:${proxy.toLowerCase()}` },
        ...(svrProxy === undefined
          ? []
          : [{ path: `${path}.svrProxy`, key: `${chain}:${svrProxy.toLowerCase()}` }]),
        ...aggregators.map(({ address }, j) => ({
          path: `${path}.aggregators.${j}`,
          key: `${chain}:${address.toLowerCase()}`,
        })),
      ];
    }),
  );
}

/** Feeds of the other families, by what names them on chain. */
function oracleFeeds({ chronicleFeeds, pythIds, redstoneAdapters, api3Assets }: Catalog): Entry[] {
  const chronicle = Object.entries(chronicleFeeds).flatMap(([chain, feeds]) =>
    feeds.map(({ address }, i) => ({
      path: `chronicleFeeds.${chain}.${i}`,
      key: `${chain}:${address.toLowerCase()}`,
    })),
  );
  const redstone = Object.entries(redstoneAdapters).flatMap(([chain, { feeds }]) =>
    feeds.map(({ name }, i) => ({
      path: `redstoneAdapters.${chain}.feeds.${i}`,
      key: `redstone:${chain}:${name}`,
    })),
  );
  const pyth = pythIds.map(({ id }, i) => ({ path: `pythIds.${i}`, key: id }));
  const dapis = api3Assets.map((asset, i) => ({ path: `api3Assets.${i}`, key: `api3:${asset}` }));
  return [...chronicle, ...redstone, ...pyth, ...dapis];
}

function gmxAddresses({ gmxV2Tokens, gmxV2Markets }: Catalog): Entry[] {
  const tokens = Object.entries(gmxV2Tokens).flatMap(([chain, bySymbol]) =>
    Object.entries(bySymbol).map(([symbol, { address }]) => ({
      path: `gmxV2Tokens.${chain}.${symbol}`,
      key: `${chain}:${address.toLowerCase()}`,
    })),
  );
  const markets = Object.entries(gmxV2Markets).flatMap(([chain, rows]) =>
    rows.map(([market], i) => ({
      path: `gmxV2Markets.${chain}.${i}`,
      key: `${chain}:${market.toLowerCase()}`,
    })),
  );
  return [...tokens, ...markets];
}

function deriveMarketIds({ deriveMarkets }: Catalog): Entry[] {
  return deriveMarkets.map(({ marketId }, i) => ({ path: `deriveMarkets.${i}.marketId`, key: marketId }));
}

/** An asset or a feed of volatility and forwards belongs to one market; spot feeds are shared. */
function deriveAssets({ deriveMarkets, laterDerivePerps }: Catalog): Entry[] {
  const roles = ["option", "perp", "base", "forwardFeed", "volFeed", "perpFeed", "rateFeed"] as const;
  const known = deriveMarkets.flatMap((market, i) =>
    roles.flatMap((role) => {
      const address = market[role];
      return address === undefined
        ? []
        : [{ path: `deriveMarkets.${i}.${role}`, key: address.toLowerCase() }];
    }),
  );
  const later = laterDerivePerps.map((address, i) => ({
    path: `laterDerivePerps.${i}`,
    key: address.toLowerCase(),
  }));
  return [...known, ...later];
}

function uniswapPools({ uniswapPools: pools }: Catalog): Entry[] {
  return Object.entries(pools).flatMap(([chain, { v3, v4 }]) => [
    ...v3.pools.map(({ address }, i) => ({
      path: `uniswapPools.${chain}.v3.pools.${i}.address`,
      key: `${chain}:${address.toLowerCase()}`,
    })),
    ...v4.pools.map(({ id }, i) => ({
      path: `uniswapPools.${chain}.v4.pools.${i}.id`,
      key: `${chain}:${id}`,
    })),
  ]);
}
