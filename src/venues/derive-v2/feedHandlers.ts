import { ponder } from "ponder:registry";
import { provenanceOf } from "../../ledger/provenance.ts";
import { writeFacts } from "../../ledger/write.ts";
import { record } from "../../oracles/record.ts";
import {
  forwardUpdated,
  heartbeatUpdated,
  rateUpdated,
  spotDiffCapUpdated,
  spotDiffUpdated,
  spotUpdated,
  staticRateUpdated,
  volUpdated,
} from "./feeds.ts";

ponder.on("DeriveSpotFeed:SpotPriceUpdated", async ({ event, context }) => {
  const facts = spotUpdated(event.log.address, event.args);
  await record(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("DeriveSpotDiffFeed:SpotDiffUpdated", async ({ event, context }) => {
  const facts = spotDiffUpdated(event.log.address, event.args);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("DeriveSpotDiffFeed:SpotDiffCapUpdated", async ({ event, context }) => {
  const facts = spotDiffCapUpdated(event.log.address, event.args);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("DeriveForwardFeed:ForwardDataUpdated", async ({ event, context }) => {
  const facts = forwardUpdated(event.log.address, event.args);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("DeriveVolFeed:VolDataUpdated", async ({ event, context }) => {
  const facts = volUpdated(event.log.address, event.args);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("DeriveRateFeed:RateUpdated", async ({ event, context }) => {
  const facts = rateUpdated(event.log.address, event.args);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("DeriveStaticRateFeed:RateUpdated", async ({ event, context }) => {
  const facts = staticRateUpdated(event.log.address, event.args);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});

const feedKinds = {
  DeriveSpotFeed: "spot",
  DeriveSpotDiffFeed: "perp",
  DeriveForwardFeed: "forward",
  DeriveVolFeed: "vol",
  DeriveRateFeed: "rate",
} as const;

for (const contract of Object.keys(feedKinds) as (keyof typeof feedKinds)[]) {
  ponder.on(`${contract}:HeartbeatUpdated`, async ({ event, context }) => {
    const facts = heartbeatUpdated(feedKinds[contract], event.log.address, event.args);
    await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
  });
}
