import { oracleFeed } from "ponder:schema";
import type { Fact, PriceFact, Provenance } from "../ledger/facts.ts";
import type { Store } from "../ledger/store.ts";
import { writeFacts } from "../ledger/write.ts";
import { checkDeviations } from "./checks/deviations.ts";
import { checkStaleness } from "./checks/staleness.ts";
import { sourcesOfAsset } from "./sources.ts";

/**
 * Writes the facts of one log and looks at every price among them with the checks that need only this chain's facts.
 * Venue and oracle handlers end here.
 */
export async function record(store: Store, at: Provenance, facts: readonly Fact[]): Promise<void> {
  await writeFacts(store, at, facts);
  for (const fact of facts) if (fact.kind === "price") await checkPrice(store, at, fact);
}

async function checkPrice(store: Store, at: Provenance, fact: PriceFact): Promise<void> {
  const sources = sourcesOfAsset(at.chainId, fact.asset);
  const own = sources.find(({ address, feedId }) => address === fact.address && feedId === fact.feedId);
  if (own === undefined) return;
  const read = (source: { address: `0x${string}`; feedId: string }) =>
    store.find(oracleFeed, { chainId: at.chainId, address: source.address, feedId: source.feedId });
  const ownRow = await read(own);
  if (ownRow === null) return;
  await writeFacts(store, at, checkStaleness(at, own, ownRow));
  for (const other of sources) {
    if (other === own) continue;
    const otherRow = await read(other);
    if (otherRow === null) continue;
    await writeFacts(store, at, checkDeviations(at, own, ownRow, other, otherRow));
  }
}
