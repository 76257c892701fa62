import type { FeedProfile } from "../../../src/oracles/checks/profile.ts";
import type { AnomalyChange } from "../../../src/oracles/watch/anomaly.ts";
import type { PriceInput } from "../../../src/oracles/watch/parseUpdate.ts";
import { createWatch, type Watch, type WatchResult } from "../../../src/oracles/watch/watch.ts";

export const FEED = "ETH/USD";
export const T0 = 1_700_000_000;

/** A Chainlink-like feed: an hour, half a per cent. */
export function profile(fields: Partial<FeedProfile> = {}): FeedProfile {
  return {
    feed: FEED,
    chainId: 1,
    asset: "ETH/USD",
    family: "chainlink",
    kind: "oracle",
    heartbeatSeconds: 3600,
    deviation: 0.005,
    ...fields,
  };
}

/** A second source of the same asset that speaks when it trades. */
export function venue(fields: Partial<FeedProfile> = {}): FeedProfile {
  return profile({
    feed: "ETH/USD venue",
    chainId: 0,
    family: "venue",
    kind: "market",
    heartbeatSeconds: null,
    deviation: 0,
    ...fields,
  });
}

export function update(fields: Partial<PriceInput> = {}): PriceInput {
  return { feed: FEED, chainId: 1, time: T0, price: 3000, ...fields };
}

/** Rounds at a level with a little noise, a minute apart unless said, ending a step before T0. */
export function calm(watch: Watch, count: number, fields: Partial<PriceInput> = {}, seconds = 60): void {
  const level = Number(fields.price ?? 3000);
  for (let i = 0; i < count; i++) {
    const time = T0 - (count - i) * seconds;
    const input = update({ round: i + 1, ...fields, time, price: level * (1 + 0.0004 * Math.sin(i * 2.4)) });
    accepted(watch.update(input));
  }
}

/** The changes of a result that must not be a rejection. */
export function accepted({ changes, rejection }: WatchResult): readonly AnomalyChange[] {
  if (rejection !== null) throw new Error(rejection.message);
  return changes;
}

/** `rule change severity` of every change, in short. */
export function brief(result: WatchResult): string[] {
  return accepted(result).map(({ change, anomaly }) => `${anomaly.rule} ${change} ${anomaly.severity}`);
}

export function openRules(watch: Watch): string[] {
  return watch.open().map(({ rule, severity }) => `${rule} ${severity}`);
}

export function watchOf(...profiles: FeedProfile[]): Watch {
  return createWatch(profiles);
}
