import { crossChain } from "../../oracles/checks/crossChain.ts";
import { limitsPassed, pairVerdict, panelVerdicts } from "../../oracles/checks/crossSource.ts";
import type { Disagreement } from "../../oracles/checks/disagreement.ts";
import type { Severity, Verdict } from "../../oracles/checks/verdict.ts";
import type { FeedHealth } from "./feedHealth.ts";

/** A feed that differs from the feeds of its own family on other chains. Computed from facts, never stored. */
export interface Divergence {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly chainId: number;
  readonly address: string;
  readonly feedId: string;
  /** The rounds that were compared, one a chain. */
  readonly rounds: readonly Pick<
    Priced,
    "chainId" | "address" | "feedId" | "roundId" | "publishedAt" | "price"
  >[];
  /** When the younger of the prices that disagree was made, in Unix seconds. */
  readonly since: number;
}

/** A feed that has a price. */
type Priced = FeedHealth & { readonly price: number; readonly publishedAt: number };

/**
 * The look across chains at feeds of one asset: those of one family and quote must agree on every chain. It needs the facts of
 * several chains, so it is made when asked and holds no streak: both prices must be fresh at their own chain's clock.
 * Two feeds cannot say which of them is wrong, so both are named; of three or more the one at fault is.
 */
export function divergencesOf(feeds: readonly FeedHealth[]): Divergence[] {
  const groups = new Map<string, Priced[]>();
  for (const feed of feeds) {
    if (!feed.isFresh || feed.kind !== "oracle" || !isPriced(feed)) continue;
    const key = `${feed.family} ${feed.asset}/${feed.quote}`;
    groups.set(key, [...(groups.get(key) ?? []), feed]);
  }
  return [...groups.values()].flatMap((group) => judge(freshestPerChain(group)));
}

function isPriced(feed: FeedHealth): feed is Priced {
  return feed.price !== null && feed.price > 0 && feed.publishedAt !== null;
}

/** A family can have several feeds of an asset on a chain (wrapped forms of a coin): the newest speaks for it. */
function freshestPerChain(group: readonly Priced[]): Priced[] {
  const byChain = new Map<number, Priced>();
  for (const feed of group) {
    const known = byChain.get(feed.chainId);
    if (known === undefined || feed.publishedAt > known.publishedAt) byChain.set(feed.chainId, feed);
  }
  return [...byChain.values()];
}

function judge(feeds: readonly Priced[]): Divergence[] {
  const [a, b] = feeds;
  if (a === undefined || b === undefined) return [];
  const describe = (found: Disagreement, label: string) => ({
    message: `${label} on ${feeds.map(({ chainId }) => chainId).join(", ")} disagree ${limitsPassed(found)}`,
    evidence: {},
  });
  const { parameters } = crossChain;
  if (feeds.length === 2) {
    const verdict = pairVerdict(a, b, (found) => describe(found, nameOf(a)), parameters);
    return verdict ? feeds.map((feed) => divergence(feed, feeds, verdict)) : [];
  }
  const verdicts = panelVerdicts(feeds, (found, i) => describe(found, nameOf(feeds[i] ?? a)), parameters);
  return feeds.flatMap((feed, i) => {
    const verdict = verdicts[i];
    return verdict ? [divergence(feed, feeds, verdict)] : [];
  });
}

function divergence(feed: Priced, rounds: readonly Priced[], verdict: NonNullable<Verdict>): Divergence {
  const { chainId, address, feedId } = feed;
  const { severity, message } = verdict;
  const since = Math.max(...rounds.map(({ publishedAt }) => publishedAt));
  return { rule: crossChain.name, severity, message, chainId, address, feedId, rounds, since };
}

function nameOf({ family, asset, quote }: FeedHealth): string {
  return `${family} ${asset}/${quote}`;
}
