import { ponder } from "ponder:registry";
import { provenanceOf } from "../../ledger/provenance.ts";
import { record } from "../record.ts";
import { invalidValueSkipped, valueUpdate } from "./decode.ts";

ponder.on("RedstoneAdapter:ValueUpdate", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  await record(context.db, at, valueUpdate(at.chainId, event.args));
});

ponder.on("RedstoneAdapter:UpdateSkipDueToInvalidValue", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  await record(context.db, at, invalidValueSkipped(at.chainId, event.args.dataFeedId));
});
