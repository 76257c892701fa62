const depths: Readonly<Record<number, number>> = { 1: 65, 11155111: 65, 137: 200, 42161: 240, 42170: 240 };

/**
 * Blocks behind the head that the indexer takes as final: a chain must be longer than this for its backfill to see
 * anything. The numbers are those of ponder 0.17.7 (src/utils/finality.ts); a test compares them.
 */
export function finalityDepth(chainId: number): number {
  return depths[chainId] ?? 30;
}
