import { oracleFeed, oraclePhase, oracleRound } from "ponder:schema";
import type { FactOf, Provenance } from "../facts.ts";
import { originColumns } from "../provenance.ts";
import { storableSeconds } from "../storableSeconds.ts";
import type { Store } from "../store.ts";

/** Appends a round and makes it the feed's newest, unless the feed already holds a younger one. */
export async function writePrice(store: Store, at: Provenance, fact: FactOf<"price">): Promise<void> {
  const feedKey = { chainId: at.chainId, address: fact.address, feedId: fact.feedId };
  const update = {
    price: fact.price,
    priceLow: fact.priceLow ?? fact.price,
    priceHigh: fact.priceHigh ?? fact.price,
    confidence: fact.confidence ?? null,
    roundId: fact.roundId,
    publishedAt: storableSeconds(fact.publishedAt),
    ...originColumns(at),
  };
  await store
    .insert(oracleRound)
    .values({
      ...feedKey,
      ...update,
      decimals: fact.decimals,
      observations: fact.observations?.slice() ?? null,
    })
    .onConflictDoNothing();
  const row = await store.find(oracleFeed, feedKey);
  if (row !== null && row.publishedAt > update.publishedAt) return;
  const values = {
    family: fact.family,
    asset: fact.asset,
    quote: fact.quote,
    decimals: fact.decimals,
    ...update,
  };
  await store
    .insert(oracleFeed)
    .values({ ...feedKey, ...values })
    .onConflictDoUpdate(values);
}

/** Records which aggregator stands behind a proxy. */
export async function writePhase(store: Store, at: Provenance, fact: FactOf<"phase">): Promise<void> {
  const values = {
    aggregator: fact.aggregator,
    isIndexed: fact.isIndexed,
    blockNumber: at.blockNumber,
    timestamp: at.timestamp,
  };
  await store
    .insert(oraclePhase)
    .values({ chainId: at.chainId, proxy: fact.proxy, phaseId: fact.phaseId, ...values })
    .onConflictDoUpdate(values);
}
