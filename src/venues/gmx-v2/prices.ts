import type { Fact } from "../../ledger/facts.ts";
import type { GmxLog } from "./eventLog.ts";
import { tokenTerms } from "./markets.ts";
import { FLOAT_DECIMALS } from "./units.ts";

/** Oracle family of GMX's own prices. */
export const priceFamily = "gmx-v2";

/**
 * OraclePriceUpdate: the price that a keeper's transaction used for one token. GMX quotes USD times
 * 10 ** (30 - token decimals) per smallest unit, which read with 30 - token decimals is USD per whole token. A token of
 * unknown decimals keeps the quote per smallest unit and says so.
 *
 * Updates come with orders only, some tokens several times a block; so the round names timestamp, block and log.
 */
export function oraclePriceUpdate({ at, emitter, items }: GmxLog): Fact[] {
  const token = items.address("token");
  const { asset, decimals } = tokenTerms(at.chainId, token);
  const low = items.uint("minPrice");
  const high = items.uint("maxPrice");
  const publishedAt = Number(items.uint("timestamp"));
  return [
    {
      kind: "price",
      address: emitter,
      feedId: token,
      family: priceFamily,
      asset,
      quote: decimals === null ? "USD per smallest unit" : "USD",
      decimals: FLOAT_DECIMALS - (decimals ?? 0),
      price: (low + high) / 2n,
      priceLow: low,
      priceHigh: high,
      roundId: `${publishedAt}-${at.blockNumber}-${at.logIndex}`,
      publishedAt,
    },
  ];
}
