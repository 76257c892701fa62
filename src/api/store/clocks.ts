import { type ReadonlyDrizzle, sql } from "ponder";
import { z } from "zod";
import type * as schema from "../../../ponder.schema.ts";
import { chainById } from "../../catalog/chains.ts";

export type Database = ReadonlyDrizzle<typeof schema>;

/** How far a chain is indexed. Every answer carries one of these for each chain that it rests on. */
export interface AsOf {
  readonly chainId: number;
  readonly chain: string;
  readonly blockNumber: number;
  /** Unix seconds of that block. */
  readonly timestamp: number;
  /** Newest block that a reorg can no longer undo. */
  readonly finalizedBlockNumber: number;
}

const checkpointRow = z.object({
  chain_id: z.coerce.number().int(),
  latest_checkpoint: z.string().length(75),
  finalized_checkpoint: z.string().length(75),
});

/** Reads how far every chain is indexed, from Ponder's own checkpoints. Chains that have not begun are absent. */
export async function readClocks(db: Database): Promise<AsOf[]> {
  const result = await db.execute(
    sql`select chain_id, latest_checkpoint, finalized_checkpoint from _ponder_checkpoint order by chain_id`,
  );
  return z
    .array(checkpointRow)
    .parse(result.rows)
    .map((row) => {
      const latest = decodeCheckpoint(row.latest_checkpoint);
      return {
        chainId: row.chain_id,
        chain: chainById(row.chain_id)?.name ?? String(row.chain_id),
        blockNumber: latest.blockNumber,
        timestamp: latest.timestamp,
        finalizedBlockNumber: decodeCheckpoint(row.finalized_checkpoint).blockNumber,
      };
    });
}

/** A checkpoint is 75 digits: timestamp (10), chain (16), block (16), transaction (16), event type (1), event (16). */
export function decodeCheckpoint(checkpoint: string): { timestamp: number; blockNumber: number } {
  return { timestamp: Number(checkpoint.slice(0, 10)), blockNumber: Number(checkpoint.slice(26, 42)) };
}
