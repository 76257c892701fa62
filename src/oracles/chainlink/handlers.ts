import { ponder } from "ponder:registry";
import { oracleFeed, oracleSubmission } from "ponder:schema";
import type { Address } from "viem";
import { provenanceOf } from "../../ledger/provenance.ts";
import { record } from "../record.ts";
import { CHAINLINK_FEED_ID, feedOfAggregator } from "./feed.ts";
import { roundFact } from "./rounds.ts";
import { sequencerStatus } from "./sequencer.ts";

ponder.on("ChainlinkOcr1:NewTransmission", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const fact = roundFact(at, {
    aggregator: event.log.address,
    roundId: BigInt(event.args.aggregatorRoundId),
    answer: event.args.answer,
    observations: event.args.observations,
    observedAt: at.timestamp,
  });
  if (fact !== null) await record(context.db, at, [fact]);
});

ponder.on("ChainlinkOcr2:NewTransmission", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const fact = roundFact(at, {
    aggregator: event.log.address,
    roundId: BigInt(event.args.aggregatorRoundId),
    answer: event.args.answer,
    observations: event.args.observations,
    observedAt: event.args.observationsTimestamp,
  });
  if (fact !== null) await record(context.db, at, [fact]);
});

/** A node's answer comes before the median that it moves, so that round finds it by its key. */
ponder.on("ChainlinkFlux:SubmissionReceived", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const { submission, round, oracle } = event.args;
  await record(context.db, at, [
    {
      kind: "submission",
      aggregator: event.log.address.toLowerCase() as Address,
      roundId: round.toString(),
      node: oracle.toLowerCase() as Address,
      answer: submission,
    },
  ]);
});

/** Flux aggregators log only this; OCR aggregators log it after NewTransmission, for the round that is already written. */
ponder.on("ChainlinkAggregator:AnswerUpdated", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const { roundId, current, updatedAt } = event.args;
  const aggregator = event.log.address.toLowerCase() as Address;
  const known = feedOfAggregator(at.chainId, aggregator);
  if (known === undefined) return;
  const newest = await context.db.find(oracleFeed, {
    chainId: at.chainId,
    address: known.feed.proxy.toLowerCase() as Address,
    feedId: CHAINLINK_FEED_ID,
  });
  const isAmendment = newest?.roundId === roundId.toString() && newest.publishedAt <= at.timestamp;
  // The median that is on record, told once more: after NewTransmission, or by a node that did not move it.
  if (isAmendment && newest.price === current) return;
  const submissions = await context.db.find(oracleSubmission, {
    chainId: at.chainId,
    aggregator,
    roundId: roundId.toString(),
  });
  const fact = roundFact(at, {
    aggregator,
    roundId,
    answer: current,
    observations: Object.values(submissions?.answers ?? {}).map(BigInt),
    observedAt: Number(updatedAt),
  });
  if (fact !== null) await record(context.db, at, [{ ...fact, ...(isAmendment ? { isAmendment } : {}) }]);
});

ponder.on("ChainlinkSequencer:AnswerUpdated", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  await record(context.db, at, sequencerStatus(at, event.args));
});
