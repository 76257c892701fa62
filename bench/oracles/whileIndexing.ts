import "../support/ponderModules.ts";
import type { FactOf, Provenance } from "../../src/ledger/facts.ts";
import { randomSource } from "./randomSource.ts";

const { record } = await import("../../src/oracles/record.ts");
const { sourcesOfPair } = await import("../../src/oracles/sources.ts");
const { memoryStore } = await import("../../test/support/memoryStore.ts");

const ARBITRUM = 42161;
const WARM_UP = 500;

/** What one price costs while indexing. */
export interface IndexingCost {
  /** Feeds of the asset that have spoken. */
  readonly feeds: number;
  readonly microseconds: number;
}

/**
 * Records prices of every feed of ether on Arbitrum in turn, over rows in memory: the ledger's writes, the rows read of the
 * feed and its peers, all rules, and the rows written. The database is not in it.
 */
export async function whileIndexing(updates: number): Promise<IndexingCost> {
  const { store } = memoryStore();
  const sources = sourcesOfPair(ARBITRUM, { asset: "ETH", quote: "USD" });
  const random = randomSource(7);
  let price = 3000;
  let spent = 0;
  for (let i = 0; i < WARM_UP + updates; i++) {
    const source = sources[i % sources.length];
    if (source === undefined) throw new Error("the catalog has no feed of ether on Arbitrum");
    price *= 1 + (random() - 0.5) * 0.0004;
    const timestamp = 1_765_000_000 + i;
    const at: Provenance = {
      chainId: ARBITRUM,
      blockNumber: i,
      timestamp,
      transactionHash: "0x01",
      logIndex: 0,
    };
    const { address, feedId, family, asset, quote } = source;
    const fact: FactOf<"price"> = {
      kind: "price",
      address,
      feedId,
      family,
      asset,
      quote,
      decimals: 8,
      price: BigInt(Math.round(price * 1e8)),
      roundId: String(Math.floor(i / sources.length) + 1),
      publishedAt: timestamp,
    };
    const start = performance.now();
    await record(store, at, [fact]);
    if (i >= WARM_UP) spent += performance.now() - start;
  }
  return { feeds: sources.length, microseconds: (1000 * spent) / updates };
}
