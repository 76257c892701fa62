import { type Context, ponder } from "ponder:registry";
import { oraclePhase } from "ponder:schema";
import type { Address } from "viem";
import { chainlinkProxyAbi } from "../../../abis/chainlink.ts";
import type { PhaseFact, Provenance } from "../../ledger/facts.ts";
import { writeFacts } from "../../ledger/write.ts";
import { blockProvenance } from "../block.ts";
import { recallOne, remember } from "../memory.ts";
import { sourceOf } from "../sources.ts";
import type { AnomalyChange } from "../watch/anomaly.ts";
import { note } from "../watch/feed.ts";
import { CHAINLINK_FEED_ID, chainlinkFeedsOf } from "./feed.ts";
import { lookAtPhase } from "./lookAtPhase.ts";

/** Reads which aggregator stands behind each proxy: the deployed proxies log nothing when it changes. */
ponder.on("ChainlinkPhases:block", async ({ event, context }) => {
  const at = blockProvenance(context.chain.id, event.block);
  for (const feed of chainlinkFeedsOf(at.chainId)) {
    const proxy = feed.proxy.toLowerCase() as Address;
    const { phase, findings } = lookAtPhase(feed, await readProxy(context, proxy));
    if (phase !== null) await writePhase(context, at, phase);
    const source = sourceOf(at.chainId, { address: proxy, feedId: CHAINLINK_FEED_ID });
    if (source === undefined) continue;
    const { own, recollection } = await recallOne(context.db, at.chainId, source);
    const changes: AnomalyChange[] = [];
    for (const { rule, finding } of findings) note(own, rule, finding, at.timestamp, changes);
    await remember(context.db, at, recollection, changes);
  }
});

/** An unchanged phase is not written again, so that its row keeps the block at which it was first seen. */
async function writePhase({ db }: Context<"ChainlinkPhases:block">, at: Provenance, phase: PhaseFact) {
  const { proxy, phaseId } = phase;
  const known = await db.find(oraclePhase, { chainId: at.chainId, proxy, phaseId });
  if (known === null) await writeFacts(db, at, [phase]);
}

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
