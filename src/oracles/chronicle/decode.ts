import type { Address } from "viem";
import type { FeedKey, PriceFact } from "../../ledger/facts.ts";
import type { FeedConfigFact, PendingPriceFact } from "../../ledger/oracleFacts.ts";
import { CHRONICLE, CHRONICLE_FEED_ID, chronicleFeed } from "./feeds.ts";

/** Chronicle's values have 18 decimals. */
const DECIMALS = 18;
/** A bar that no number of signatures meets: the oracle is switched off, and falls silent without being broken. */
const DISABLED_BAR = 255;

interface PokeData {
  readonly val: bigint;
  /** Unix seconds at which the validators signed. */
  readonly age: number;
}

/** How a contract's only feed is named. */
export function keyOf(contract: Address): FeedKey {
  return { address: contract.toLowerCase() as Address, feedId: CHRONICLE_FEED_ID };
}

/** A value that counts: of Poked, or of OpPoked once its challenge period is over. Empty for an unlisted contract. */
export function poked(chainId: number, contract: Address, { val, age }: PokeData): PriceFact[] {
  const feed = chronicleFeed(chainId, contract);
  if (feed === undefined) return [];
  const { asset, quote } = feed;
  return [
    {
      kind: "price",
      ...keyOf(contract),
      family: CHRONICLE,
      asset,
      quote,
      decimals: DECIMALS,
      price: val,
      roundId: `${age}`,
      publishedAt: age,
    },
  ];
}

/** OpPoked: a value on one validator's word, which is none until the challenge period has passed since the block. */
export function optimisticallyPoked(
  chainId: number,
  contract: Address,
  blockTimestamp: number,
  { val, age }: PokeData,
): PendingPriceFact[] {
  const challengeSeconds = chronicleFeed(chainId, contract)?.challengeSeconds ?? null;
  if (challengeSeconds === null) return [];
  const finalAt = blockTimestamp + challengeSeconds;
  return [{ kind: "pendingPrice", ...keyOf(contract), price: val, publishedAt: age, finalAt }];
}

/** BarUpdated: how many signatures a value needs. */
export function barUpdated(
  chainId: number,
  contract: Address,
  { oldBar, newBar }: { readonly oldBar: number; readonly newBar: number },
): FeedConfigFact[] {
  const feed = chronicleFeed(chainId, contract);
  if (feed === undefined) return [];
  const after = { bar: newBar, isDisabled: newBar === DISABLED_BAR };
  return [
    {
      kind: "feedConfig",
      ...keyOf(contract),
      asset: feed.asset,
      change: "bar",
      before: { bar: oldBar },
      after,
    },
  ];
}
