import { ponder } from "ponder:registry";
import { blockProvenance } from "./block.ts";
import { recall, remember } from "./memory.ts";
import { RULES } from "./record.ts";
import { priceSourcesOf, sequencersOf } from "./sources.ts";
import { lookAtAges } from "./watch/ages.ts";
import type { AnomalyChange } from "./watch/anomaly.ts";

/** Looks for silent feeds: silence logs nothing, so a block's clock has to ask. */
ponder.on("OracleClock:block", async ({ event, context }) => {
  const at = blockProvenance(context.chain.id, event.block);
  const scheduled = priceSourcesOf(at.chainId).filter(({ heartbeatSeconds }) => heartbeatSeconds !== null);
  // A feed that never spoke since the first indexed block has no age yet; coverage lists it as silent.
  const feeds = await recall(context.db, at.chainId, scheduled);
  const sequencers = await recall(context.db, at.chainId, sequencersOf(at.chainId));
  const changes: AnomalyChange[] = [];
  lookAtAges(feeds.records, sequencers.records, at.timestamp, RULES.parameters.sequencer, changes);
  await remember(context.db, at, feeds, changes);
  await remember(context.db, at, sequencers, []);
});
