import { oracleFeed } from "ponder:schema";
import type { Fact, FeedConfigFact, PriceFact, Provenance } from "../ledger/facts.ts";
import type { Store } from "../ledger/store.ts";
import { writeFacts } from "../ledger/write.ts";
import { toNumber } from "../toNumber.ts";
import { configChange, configFinding } from "./checks/configChange.ts";
import { isFresh } from "./checks/freshness.ts";
import { labelOf } from "./checks/profile.ts";
import { roundOf } from "./checks/reading.ts";
import { graceSecondsOf } from "./grace.ts";
import { notedOnly, recall, recallOne, remember, rememberOne } from "./memory.ts";
import type { PriceSource } from "./source.ts";
import { sequencersOf, sourceOf, sourcesOfPair } from "./sources.ts";
import { isChainSettled } from "./watch/ages.ts";
import type { AnomalyChange } from "./watch/anomaly.ts";
import { note } from "./watch/feed.ts";
import { inputOfPrice } from "./watch/indexed.ts";
import { lookAtSequencer } from "./watch/lookAtSequencer.ts";
import { lookAtUpdate } from "./watch/lookAtUpdate.ts";
import { isRejection, parseUpdate } from "./watch/parseUpdate.ts";
import { rulesOf } from "./watch/rules.ts";

/** Every rule with its fixed defaults; what feeds promise is in their profiles. */
export const RULES = rulesOf();
/** What ratios are quoted in. */
const QUOTE_ASSETS = ["ETH", "BTC"];

/**
 * Writes the facts of one log and looks at every price among them with every rule that needs only this chain's facts.
 * Venue and oracle handlers end here.
 */
export async function record(store: Store, at: Provenance, facts: readonly Fact[]): Promise<void> {
  await writeFacts(store, at, facts);
  for (const fact of facts) {
    if (fact.kind === "price") await watchPrice(store, at, fact);
    if (fact.kind === "feedConfig") await watchConfig(store, at, fact);
  }
}

/** What a feed says of every round is no change of what is behind it. */
const ROUTINE: readonly FeedConfigFact["change"][] = ["unlockedRound", "secondaryRound", "rejectedValue"];

async function watchConfig(store: Store, at: Provenance, fact: FeedConfigFact): Promise<void> {
  const source = sourceOf(at.chainId, fact);
  if (source === undefined || ROUTINE.includes(fact.change)) return;
  const own = await recallOne(store, at.chainId, source);
  const { profile, state } = own;
  const rounds = state.last === null ? [] : [roundOf(profile, state.last)];
  const finding = configFinding(
    labelOf(profile),
    { [fact.change]: fact.before },
    { [fact.change]: fact.after },
    rounds,
  );
  const recollection = notedOnly(own);
  const changes: AnomalyChange[] = [];
  note(own, configChange, finding, at.timestamp, changes);
  await remember(store, at, recollection, changes);
}

async function watchPrice(store: Store, at: Provenance, fact: PriceFact): Promise<void> {
  const { chainId } = at;
  const source = sourceOf(chainId, fact);
  if (source === undefined) return;
  const update = parseUpdate(inputOfPrice(at, fact));
  // Facts have the shape of an update; only a time past the year 5138 is none, and the rules cannot reckon with it.
  if (isRejection(update)) return;
  const own = await recallOne(store, chainId, source);
  if (source.kind === "sequencer") {
    const changes = lookAtSequencer(own, update, at.timestamp, RULES.parameters.sequencer);
    return rememberOne(store, at, own, changes);
  }
  const others = sourcesOfPair(chainId, source).filter((other) => other !== source);
  const peers = await recall(store, chainId, others);
  const sequencers = await recall(store, chainId, sequencersOf(chainId));
  const quotePrices = await readQuotePrices(store, at);
  const changes = lookAtUpdate(own, update, {
    rules: RULES,
    group: [own, ...peers.records],
    quotePrices: () => quotePrices,
    isSettled: (id, now) => isChainSettled(sequencers.records, id, now, RULES.parameters.sequencer),
  });
  await rememberOne(store, at, own, changes);
  await remember(store, at, peers, []);
}

/** Dollar prices of ether and bitcoin: of each the first feed of the catalog that is fresh. */
async function readQuotePrices(store: Store, at: Provenance): Promise<number[]> {
  const prices: number[] = [];
  for (const asset of QUOTE_ASSETS) {
    for (const source of sourcesOfPair(at.chainId, { asset, quote: "USD" })) {
      const price = await readFresh(store, at, source);
      if (price === null) continue;
      prices.push(price);
      break;
    }
  }
  return prices;
}

async function readFresh(store: Store, at: Provenance, source: PriceSource): Promise<number | null> {
  const { address, feedId, heartbeatSeconds } = source;
  const row = await store.find(oracleFeed, { chainId: at.chainId, address, feedId });
  if (row === null) return null;
  const grace = graceSecondsOf(at.chainId);
  if (!isFresh(row.publishedAt, heartbeatSeconds, grace, at.timestamp)) return null;
  return toNumber(row.price, row.decimals);
}
