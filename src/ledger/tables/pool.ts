import { liquidityPool, poolTick } from "ponder:schema";
import { continuityBreak } from "../continuity.ts";
import type { FactOf, Provenance } from "../facts.ts";
import { originColumns } from "../provenance.ts";
import type { Store } from "../store.ts";
import { writeIntegrity } from "./integrity.ts";

type PoolRow = typeof liquidityPool.$inferSelect;

/**
 * Replaces a pool's price and active liquidity. A swap that stayed between two usable ticks crossed none, so its liquidity
 * must be the one on record: a difference is an integrity anomaly. Longer swaps are checked on the read side, over the ticks.
 */
export async function writePool(store: Store, at: Provenance, fact: FactOf<"pool">): Promise<void> {
  const { kind: _, event, address, poolId, ...terms } = fact;
  const key = { chainId: at.chainId, address, poolId };
  const row = await store.find(liquidityPool, key);
  const broken = row !== null && crossedNothing(row, fact) && continuityBreak(fact.liquidity, row.liquidity);
  const values = {
    ...terms,
    isComplete: event === "initialize" || (row?.isComplete ?? false),
    swappedAt: event === "swap" ? at.timestamp : null,
    ...originColumns(at),
  };
  await store
    .insert(liquidityPool)
    .values({ ...key, ...values })
    .onConflictDoUpdate(values);
  if (!broken) return;
  await writeIntegrity(store, at, {
    kind: "integrity",
    venue: fact.family,
    subject: poolId,
    rule: "active-liquidity",
    ...broken,
  });
}

/** Adds a change of liquidity to its two ticks, and to what is active when the pool's tick lies between them. */
export async function writePoolLiquidity(
  store: Store,
  at: Provenance,
  fact: FactOf<"poolLiquidity">,
): Promise<void> {
  const { lowerTick, upperTick, delta } = fact;
  await addToTick(store, at, fact, lowerTick, delta);
  await addToTick(store, at, fact, upperTick, -delta);
  const key = { chainId: at.chainId, address: fact.address, poolId: fact.poolId };
  const row = await store.find(liquidityPool, key);
  if (row === null || row.tick < lowerTick || row.tick >= upperTick) return;
  await store.update(liquidityPool, key).set({ liquidity: row.liquidity + delta, ...originColumns(at) });
}

async function addToTick(
  store: Store,
  at: Provenance,
  { address, poolId, delta }: FactOf<"poolLiquidity">,
  tick: number,
  net: bigint,
): Promise<void> {
  const origin = { blockNumber: at.blockNumber, timestamp: at.timestamp };
  await store
    .insert(poolTick)
    .values({ chainId: at.chainId, address, poolId, tick, gross: delta, net, ...origin })
    .onConflictDoUpdate((row) => ({ gross: row.gross + delta, net: row.net + net, ...origin }));
}

/** Only after a swap that was indexed is the row's tick the pool's own. */
function crossedNothing(row: PoolRow, fact: FactOf<"pool">): boolean {
  const interval = (tick: number) => Math.floor(tick / fact.tickSpacing);
  return row.swappedAt !== null && fact.event === "swap" && interval(row.tick) === interval(fact.tick);
}
