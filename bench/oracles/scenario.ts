import type { FeedProfile } from "../../src/oracles/checks/profile.ts";
import type { ConfigInput } from "../../src/oracles/watch/parseConfig.ts";
import type { PriceInput } from "../../src/oracles/watch/parseUpdate.ts";
import type { Series } from "./series.ts";

export type Step =
  | { readonly kind: "update"; readonly time: number; readonly input: PriceInput }
  | { readonly kind: "config"; readonly time: number; readonly input: ConfigInput };

/** What is known to have happened in a scenario. */
export interface Label {
  /** Unix seconds: the first bad update, and the last moment at which an alarm is right; null for no end. */
  readonly start: number;
  readonly end: number | null;
  /** The documented classes, as rules. */
  readonly expected: readonly string[];
  /** Other rules that are right to fire, as consequences of the same fault. */
  readonly alsoTrue: readonly string[];
  /** The feed whose updates count the delay. */
  readonly counted: string;
  /** Depegs are true prices: a warning flags them, critical is a matter of size. */
  readonly isFault: boolean;
}

export interface Scenario {
  readonly id: string;
  readonly role: "incident" | "extra" | "negative" | "normal";
  /** Whether the faulty updates were recorded, or built from documented points. */
  readonly basis: "recorded" | "points";
  readonly isExcerpt: boolean;
  readonly about: string;
  readonly profiles: readonly FeedProfile[];
  /** In the order of their times. */
  readonly steps: readonly Step[];
  readonly label: Label | null;
  /** Rules that are right to fire though nothing was wrong: the configuration did change. */
  readonly announced?: readonly string[];
}

export const utc = (time: string): number => Date.parse(`${time}Z`) / 1000;

export function updates(inputs: readonly PriceInput[]): Step[] {
  return inputs.map((input) => ({ kind: "update", time: input.time, input }));
}

/** Merges steps by time; of steps at one time the earlier list goes first. */
export function merged(...lists: readonly (readonly Step[])[]): Step[] {
  return lists.flat().toSorted((a, b) => a.time - b.time);
}

/** The closes of bars as prices at the moment that the bar ends. */
export function closes(series: Series, feed: string, chainId: number, barSeconds: number): PriceInput[] {
  return series.rows.map(([time = 0, , , , close = 0]) => ({
    feed,
    chainId,
    time: time + barSeconds,
    price: close,
  }));
}

/** Rounds as a proxy numbers them. */
export function proxyRounds(series: Series, feed: string, chainId: number, phase: bigint): PriceInput[] {
  return series.rows.map(([round = 0, time = 0, price = 0]) => ({
    feed,
    chainId,
    time,
    price,
    round: String((phase << 64n) + BigInt(round)),
  }));
}

/** A price repeated at a pace, the calm before a built incident. */
export function calm(
  feed: string,
  chainId: number,
  price: number,
  from: number,
  count: number,
  seconds: number,
  fields: Partial<PriceInput> = {},
): PriceInput[] {
  return Array.from({ length: count }, (_, i) => ({
    feed,
    chainId,
    time: from + i * seconds,
    // A few basis points of noise, so that robust statistics have something to measure.
    price: price * (1 + 0.0004 * Math.sin(i * 2.4)),
    ...fields,
  }));
}

export function oracle(fields: Pick<FeedProfile, "feed" | "asset"> & Partial<FeedProfile>): FeedProfile {
  return {
    chainId: 1,
    family: "chainlink",
    kind: "oracle",
    heartbeatSeconds: 3600,
    deviation: 0.005,
    ...fields,
  };
}

/** A venue that trades the asset: it promises nothing, and is heard when it trades. */
export function market(fields: Pick<FeedProfile, "feed" | "asset"> & Partial<FeedProfile>): FeedProfile {
  return {
    chainId: 0,
    family: fields.feed,
    kind: "market",
    heartbeatSeconds: null,
    deviation: 0,
    ...fields,
  };
}
