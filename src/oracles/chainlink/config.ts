import type { Address } from "viem";
import type { JsonObject } from "../../ledger/json.ts";
import type { FeedConfigFact } from "../../ledger/oracleFacts.ts";
import { CHAINLINK_FEED_ID, feedOfAggregator } from "./feed.ts";

/** What an aggregator logged of its own configuration. Empty for an aggregator that the catalog does not list. */
export function configFacts(
  chainId: number,
  aggregator: Address,
  change: FeedConfigFact["change"],
  after: JsonObject,
  before: JsonObject = {},
): FeedConfigFact[] {
  const known = feedOfAggregator(chainId, aggregator);
  if (known === undefined) return [];
  const { proxy, asset } = known.feed;
  return [
    {
      kind: "feedConfig",
      address: proxy.toLowerCase() as Address,
      feedId: CHAINLINK_FEED_ID,
      asset,
      change,
      before,
      after: { aggregator: aggregator.toLowerCase(), ...after },
    },
  ];
}

interface SignerSet {
  readonly previousConfigBlockNumber: number;
  readonly configCount: bigint;
  readonly signers: readonly Address[];
  /** How many faulty nodes are borne: `threshold` of OCR1, `f` of OCR2. */
  readonly faultsBorne: number;
}

/** ConfigSet: who may report from now on. The event names the set before only by its block; 0 when it is the first. */
export function signersSet(chainId: number, aggregator: Address, set: SignerSet): FeedConfigFact[] {
  const after = {
    signers: set.signers.map((signer) => signer.toLowerCase()),
    faultsBorne: set.faultsBorne,
    configCount: Number(set.configCount),
  };
  return configFacts(chainId, aggregator, "signers", after, { setAtBlock: set.previousConfigBlockNumber });
}
