import { ponder } from "ponder:registry";
import { provenanceOf } from "../../ledger/provenance.ts";
import { record } from "../record.ts";
import { configFacts, signersSet } from "./config.ts";

ponder.on("ChainlinkOcr1:ConfigSet", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const set = { ...event.args, faultsBorne: event.args.threshold };
  await record(context.db, at, signersSet(at.chainId, event.log.address, set));
});

ponder.on("ChainlinkOcr2:ConfigSet", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const set = { ...event.args, faultsBorne: event.args.f };
  await record(context.db, at, signersSet(at.chainId, event.log.address, set));
});

ponder.on("ChainlinkFlux:RoundDetailsUpdated", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const { minSubmissionCount, maxSubmissionCount, restartDelay, timeout } = event.args;
  const after = { minSubmissionCount, maxSubmissionCount, restartDelay, timeout };
  await record(context.db, at, configFacts(at.chainId, event.log.address, "rounds", after));
});

ponder.on("ChainlinkDual:CutoffTimeSet", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const after = { cutoffSeconds: event.args.cutoffTime };
  await record(context.db, at, configFacts(at.chainId, event.log.address, "cutoff", after));
});

ponder.on("ChainlinkDual:PrimaryFeedUnlocked", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const after = { roundId: event.args.primaryRoundId };
  await record(context.db, at, configFacts(at.chainId, event.log.address, "unlockedRound", after));
});

ponder.on("ChainlinkDual:SecondaryRoundIdUpdated", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const after = { roundId: event.args.secondaryRoundId };
  await record(context.db, at, configFacts(at.chainId, event.log.address, "secondaryRound", after));
});
