import { ponder } from "ponder:registry";
import { oracleFeed } from "ponder:schema";
import { writeFacts } from "../ledger/write.ts";
import { blockProvenance } from "./block.ts";
import { checkStaleness } from "./checks/staleness.ts";
import { priceSourcesOf } from "./sources.ts";

/** Looks for silent feeds: silence logs nothing, so a block's clock has to ask. */
ponder.on("OracleClock:block", async ({ event, context }) => {
  const at = blockProvenance(context.chain.id, event.block);
  for (const source of priceSourcesOf(at.chainId)) {
    if (source.heartbeatSeconds === null) continue;
    const { address, feedId } = source;
    const row = await context.db.find(oracleFeed, { chainId: at.chainId, address, feedId });
    // A feed that never spoke since the first indexed block has no age yet; coverage lists it as silent.
    if (row !== null) await writeFacts(context.db, at, checkStaleness(at, source, row));
  }
});
