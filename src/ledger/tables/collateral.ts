import { collateralBalance } from "ponder:schema";
import { continuityBreak } from "../continuity.ts";
import type { FactOf, Provenance } from "../facts.ts";
import { originColumns } from "../provenance.ts";
import type { Store } from "../store.ts";
import { writeIntegrity } from "./integrity.ts";

/** Upserts a collateral balance's after-state. */
export async function writeCollateral(
  store: Store,
  at: Provenance,
  fact: FactOf<"collateral">,
): Promise<void> {
  const key = {
    chainId: at.chainId,
    venue: fact.venue,
    account: fact.account,
    pool: fact.pool,
    assetId: fact.assetId,
  };
  const row = await store.find(collateralBalance, key);
  const amountBefore = row?.amount ?? 0n;
  const broken = continuityBreak(fact.expectedAmountBefore, amountBefore);
  const values = {
    asset: fact.asset,
    decimals: fact.decimals,
    amount: fact.amount ?? amountBefore,
    venueState: { ...row?.venueState, ...fact.venueState },
    ...originColumns(at),
  };
  await store
    .insert(collateralBalance)
    .values({ ...key, ...values })
    .onConflictDoUpdate(values);
  if (broken !== null) {
    await writeIntegrity(store, at, {
      kind: "integrity",
      venue: fact.venue,
      subject: `${fact.account}:${fact.assetId}`,
      rule: "collateral-continuity",
      ...broken,
    });
  }
}
