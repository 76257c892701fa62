import { oraclePendingPrice } from "ponder:schema";
import type { FactOf, Provenance } from "../facts.ts";
import { originColumns } from "../provenance.ts";
import { storableSeconds } from "../storableSeconds.ts";
import type { Store } from "../store.ts";

/** Holds a value that can still be challenged, in place of the feed's last one. */
export async function writePendingPrice(
  store: Store,
  at: Provenance,
  fact: FactOf<"pendingPrice">,
): Promise<void> {
  const { address, feedId, price, finalAt } = fact;
  const publishedAt = storableSeconds(fact.publishedAt);
  const values = { price, publishedAt, finalAt, state: "pending", ...originColumns(at) } as const;
  await store
    .insert(oraclePendingPrice)
    .values({ chainId: at.chainId, address, feedId, ...values })
    .onConflictDoUpdate(values);
}

/** Notes what became of the pending value. Nothing when none is on record: it came before the first indexed block. */
export async function writePendingOutcome(
  store: Store,
  at: Provenance,
  { address, feedId, outcome }: FactOf<"pendingOutcome">,
): Promise<void> {
  const key = { chainId: at.chainId, address, feedId };
  const row = await store.find(oraclePendingPrice, key);
  if (row?.state === "pending") await store.update(oraclePendingPrice, key).set({ state: outcome });
}
