import { forwardPrice, interestRate, volSmile } from "ponder:schema";
import type { FactOf, Provenance } from "../facts.ts";
import { originColumns } from "../provenance.ts";
import type { Store } from "../store.ts";

function expiryKey(at: Provenance, fact: FactOf<"smile" | "forward" | "rate">) {
  return { chainId: at.chainId, venue: fact.venue, marketId: fact.marketId, expiry: fact.expiry };
}

/** Replaces the smile of an expiry; the chain's log order decides between pushes of one block. */
export async function writeSmile(store: Store, at: Provenance, fact: FactOf<"smile">): Promise<void> {
  const values = {
    model: fact.model,
    parameters: fact.parameters,
    confidence: fact.confidence,
    publishedAt: fact.publishedAt,
    ...originColumns(at),
  };
  await store
    .insert(volSmile)
    .values({ ...expiryKey(at, fact), ...values })
    .onConflictDoUpdate(values);
}

/** Replaces the forward of an expiry. */
export async function writeForward(store: Store, at: Provenance, fact: FactOf<"forward">): Promise<void> {
  const values = {
    spotDifference: fact.spotDifference,
    settlementStartAggregate: fact.settlementStartAggregate,
    currentSpotAggregate: fact.currentSpotAggregate,
    confidence: fact.confidence,
    publishedAt: fact.publishedAt,
    ...originColumns(at),
  };
  await store
    .insert(forwardPrice)
    .values({ ...expiryKey(at, fact), ...values })
    .onConflictDoUpdate(values);
}

/** Replaces the interest rate of an expiry. */
export async function writeRate(store: Store, at: Provenance, fact: FactOf<"rate">): Promise<void> {
  const values = {
    rate: fact.rate,
    confidence: fact.confidence,
    publishedAt: fact.publishedAt,
    ...originColumns(at),
  };
  await store
    .insert(interestRate)
    .values({ ...expiryKey(at, fact), ...values })
    .onConflictDoUpdate(values);
}
