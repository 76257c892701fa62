import { chainById, chains } from "../../catalog/chains.ts";
import type { AnomalyFact, Provenance } from "../../ledger/facts.ts";
import type { PriceSource } from "../source.ts";
import { silenceVerdict, stale } from "./stale.ts";

/** How late past its heartbeat a feed of a chain may be, in seconds. */
export function graceSecondsOf(chainId: number): number {
  const chain = chainById(chainId);
  return chain === undefined ? 0 : chains[chain.name].graceSeconds;
}

/** The staleness look at one source; nothing for a source without a heartbeat, which may be silent for as long as it likes. */
export function checkStaleness(
  at: Provenance,
  source: PriceSource,
  newest: { readonly publishedAt: number; readonly roundId: string },
): AnomalyFact[] {
  const { address, feedId, asset, heartbeatSeconds } = source;
  if (heartbeatSeconds === null) return [];
  const finding = silenceVerdict({
    label: `${source.family} ${asset}`,
    ageSeconds: at.timestamp - newest.publishedAt,
    heartbeatSeconds,
    graceSeconds: graceSecondsOf(at.chainId),
    newest: { roundId: newest.roundId, publishedAt: newest.publishedAt },
  });
  return [{ kind: "anomaly", address, feedId, rule: stale.name, asset, finding: finding ?? null }];
}
