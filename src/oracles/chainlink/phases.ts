import { type Context, ponder } from "ponder:registry";
import { oraclePhase } from "ponder:schema";
import type { Address } from "viem";
import { chainlinkProxyAbi } from "../../../abis/chainlink.ts";
import type { ChainlinkFeed } from "../../catalog/feeds.ts";
import type { PhaseFact, Provenance } from "../../ledger/facts.ts";
import { writeFacts } from "../../ledger/write.ts";
import { blockProvenance } from "../block.ts";
import { notedOnly, recallOne, remember } from "../memory.ts";
import { sourceOf } from "../sources.ts";
import type { AnomalyChange } from "../watch/anomaly.ts";
import { note } from "../watch/feed.ts";
import { CHAINLINK_FEED_ID, chainlinkFeedsOf } from "./feed.ts";
import { lookAtPhase, phaseOf } from "./lookAtPhase.ts";
import { phaseChange } from "./phaseChange.ts";

type PhaseContext = Context<"ChainlinkPhases:block">;

/** Reads which aggregator stands behind each proxy: the deployed proxies log nothing when it changes. */
ponder.on("ChainlinkPhases:block", async ({ event, context }) => {
  const at = blockProvenance(context.chain.id, event.block);
  for (const feed of chainlinkFeedsOf(at.chainId)) {
    const proxy = feed.proxy.toLowerCase() as Address;
    const { phase, findings } = lookAtPhase(feed, await readProxy(context, proxy));
    if (phase !== null) await writePhase(context, at, feed, phase);
    const source = sourceOf(at.chainId, { address: proxy, feedId: CHAINLINK_FEED_ID });
    if (source === undefined) continue;
    const own = await recallOne(context.db, at.chainId, source);
    const recollection = notedOnly(own);
    const changes: AnomalyChange[] = [];
    for (const { rule, finding } of findings) note(own, rule, finding, at.timestamp, changes);
    await remember(context.db, at, recollection, changes);
  }
});

/** An unchanged phase is not written again, so that its row keeps the block at which it was first seen. */
async function writePhase(context: PhaseContext, at: Provenance, feed: ChainlinkFeed, phase: PhaseFact) {
  const { proxy, phaseId } = phase;
  if ((await findPhase(context, proxy, phaseId)) !== null) return;
  const before = await phaseBefore(context, proxy, phaseId);
  const missed = await readMissed(context, feed, before?.phaseId ?? 0, phaseId);
  const known = missed.at(-1) ?? before;
  const change = known === null ? [] : phaseChange(feed, known, phase);
  await writeFacts(context.db, at, [...missed, phase, ...change]);
}

/**
 * The phases between two: a proxy can move twice between two reads, and had moved before the first. None where the proxy does
 * not keep them.
 */
async function readMissed(
  context: PhaseContext,
  feed: ChainlinkFeed,
  after: number,
  before: number,
): Promise<PhaseFact[]> {
  const phases: PhaseFact[] = [];
  for (let phaseId = after + 1; phaseId < before; phaseId++) {
    const aggregator = await readPhase(context, feed.proxy.toLowerCase() as Address, phaseId);
    if (aggregator === null) break;
    phases.push(phaseOf(feed, phaseId, aggregator));
  }
  return phases;
}

async function readPhase({ client }: PhaseContext, address: Address, phaseId: number) {
  try {
    const call = { abi: chainlinkProxyAbi, address, retryEmptyResponse: false } as const;
    const read = await client.readContract({ ...call, functionName: "phaseAggregators", args: [phaseId] });
    return read.toLowerCase() as Address;
  } catch {
    return null;
  }
}

function findPhase({ db, chain }: PhaseContext, proxy: Address, phaseId: number) {
  return db.find(oraclePhase, { chainId: chain.id, proxy, phaseId });
}

/** The newest phase on record before this one. */
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
