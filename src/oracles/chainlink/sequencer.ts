import type { Address } from "viem";
import type { PriceFact, Provenance } from "../../ledger/facts.ts";
import { CHAINLINK, CHAINLINK_FEED_ID, SEQUENCER, sequencerFeedOf } from "./feed.ts";

/**
 * AnswerUpdated of an uptime feed: 0 up, 1 down. Its third argument is when the status changed on the parent chain (the
 * `startedAt` of NewRound, which says nothing else), not when it was told here: messages wait until the sequencer is back,
 * so an outage shows as down and up within a few blocks, and is measured between these times. Source: smartcontractkit
 * l2ep BaseSequencerUptimeFeed, ArbitrumSequencerUptimeFeed.
 */
export function sequencerStatus(
  at: Provenance,
  args: { readonly current: bigint; readonly roundId: bigint; readonly updatedAt: bigint },
): PriceFact[] {
  const feed = sequencerFeedOf(at.chainId);
  if (feed === undefined) return [];
  return [
    {
      kind: "price",
      address: feed.proxy.toLowerCase() as Address,
      feedId: CHAINLINK_FEED_ID,
      family: CHAINLINK,
      ...SEQUENCER,
      decimals: 0,
      price: args.current,
      roundId: args.roundId.toString(),
      publishedAt: Number(args.updatedAt),
    },
  ];
}
