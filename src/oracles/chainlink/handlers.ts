import { ponder } from "ponder:registry";
import { oracleFeed } from "ponder:schema";
import { provenanceOf } from "../../ledger/provenance.ts";
import { record } from "../record.ts";
import { roundFact } from "./rounds.ts";

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

/** Flux aggregators log only this; OCR aggregators log it after NewTransmission, for the round that is already written. */
ponder.on("ChainlinkAggregator:AnswerUpdated", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const fact = roundFact(at, {
    aggregator: event.log.address,
    roundId: event.args.roundId,
    answer: event.args.current,
    observations: [],
    observedAt: Number(event.args.updatedAt),
  });
  if (fact === null) return;
  const newest = await context.db.find(oracleFeed, {
    chainId: at.chainId,
    address: fact.address,
    feedId: fact.feedId,
  });
  if (newest?.roundId === fact.roundId && newest.transactionHash === at.transactionHash) return;
  await record(context.db, at, [fact]);
});
