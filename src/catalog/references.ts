import type { Catalog } from "./shape.ts";

/** Names that the catalog uses without an entry of their own: each by its path and how to mend it. */
export function danglingNames(catalog: Catalog): string[] {
  const tokens = Object.entries(catalog.gmxV2Markets).flatMap(([chain, markets]) =>
    markets.flatMap(([, index, long, short], i) =>
      [index, long, short]
        .filter((symbol) => symbol !== null && catalog.gmxV2Tokens[chain]?.[symbol] === undefined)
        .map(
          (symbol) =>
            `gmxV2Markets.${chain}.${i}: unknown token "${symbol}": add it to the chain's tokens in src/catalog/tokens`,
        ),
    ),
  );
  const marketIds = new Set(catalog.deriveMarkets.map(({ marketId }) => marketId));
  const overrides = catalog.deriveLibOverrides.flatMap(({ marketId }, i) =>
    marketIds.has(marketId)
      ? []
      : [
          `deriveLibOverrides.${i}.marketId: unknown market "${marketId}": add it to src/catalog/deriveMarkets`,
        ],
  );
  return [...tokens, ...overrides];
}
