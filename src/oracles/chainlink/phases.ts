import { type Context, ponder } from "ponder:registry";
import { oraclePhase } from "ponder:schema";
import type { Address } from "viem";
import { chainlinkProxyAbi } from "../../../abis/chainlink.ts";
import { writeFacts } from "../../ledger/write.ts";
import { blockProvenance } from "../block.ts";
import { chainlinkFeedsOf } from "./feed.ts";
import { phaseFacts } from "./phaseFacts.ts";

/** Reads which aggregator stands behind each proxy: the deployed proxies log nothing when it changes. */
ponder.on("ChainlinkPhases:block", async ({ event, context }) => {
  const at = blockProvenance(context.chain.id, event.block);
  for (const feed of chainlinkFeedsOf(at.chainId)) {
    const proxy = feed.proxy.toLowerCase() as Address;
    const read = await readProxy(context, proxy);
    const facts = phaseFacts(feed, read);
    const known =
      read === null
        ? null
        : await context.db.find(oraclePhase, { chainId: at.chainId, proxy, phaseId: read.phaseId });
    // An unchanged phase is not written again, so that its row keeps the block at which it was first seen.
    await writeFacts(context.db, at, known === null ? facts : facts.filter(({ kind }) => kind !== "phase"));
  }
});

async function readProxy(context: Context<"ChainlinkPhases:block">, address: Address) {
  try {
    const call = { abi: chainlinkProxyAbi, address, retryEmptyResponse: false } as const;
    const aggregator = await context.client.readContract({ ...call, functionName: "aggregator" });
    const phaseId = await context.client.readContract({ ...call, functionName: "phaseId" });
    return { aggregator: aggregator.toLowerCase() as Address, phaseId };
  } catch {
    return null;
  }
}
