import { type Context, ponder } from "ponder:registry";
import { oraclePhase } from "ponder:schema";
import type { Address } from "viem";
import { chainlinkProxyAbi } from "../../../abis/chainlink.ts";
import { writeFacts } from "../../ledger/write.ts";
import { blockProvenance } from "../block.ts";
import { chainlinkFeedsOf } from "./feed.ts";
import { phaseChange } from "./phaseChange.ts";
import { phaseFacts } from "./phaseFacts.ts";

type PhaseContext = Context<"ChainlinkPhases:block">;

/** Reads which aggregator stands behind each proxy: the deployed proxies log nothing when it changes. */
ponder.on("ChainlinkPhases:block", async ({ event, context }) => {
  const at = blockProvenance(context.chain.id, event.block);
  for (const feed of chainlinkFeedsOf(at.chainId)) {
    const proxy = feed.proxy.toLowerCase() as Address;
    const read = await readProxy(context, proxy);
    const facts = phaseFacts(feed, read);
    const known = read === null ? null : await findPhase(context, proxy, read.phaseId);
    if (read === null || known !== null) {
      // An unchanged phase is not written again, so that its row keeps the block at which it was first seen.
      await writeFacts(
        context.db,
        at,
        facts.filter(({ kind }) => kind !== "phase"),
      );
      continue;
    }
    const before = await phaseBefore(context, proxy, read.phaseId);
    await writeFacts(context.db, at, [...facts, ...(before === null ? [] : phaseChange(feed, before, read))]);
  }
});

function findPhase({ db, chain }: PhaseContext, proxy: Address, phaseId: number) {
  return db.find(oraclePhase, { chainId: chain.id, proxy, phaseId });
}

/** The newest phase on record before this one: proxies can move twice between two reads. */
async function phaseBefore(context: PhaseContext, proxy: Address, phaseId: number) {
  for (let id = phaseId - 1; id > 0; id--) {
    const row = await findPhase(context, proxy, id);
    if (row !== null) return row;
  }
  return null;
}

async function readProxy(context: PhaseContext, address: Address) {
  try {
    const call = { abi: chainlinkProxyAbi, address, retryEmptyResponse: false } as const;
    const aggregator = await context.client.readContract({ ...call, functionName: "aggregator" });
    const phaseId = await context.client.readContract({ ...call, functionName: "phaseId" });
    return { aggregator: aggregator.toLowerCase() as Address, phaseId };
  } catch {
    return null;
  }
}
