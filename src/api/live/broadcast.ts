import { setTimeout } from "node:timers/promises";
import type { Database } from "../store/clocks.ts";
import { changesBetween, type LiveChange, type OpenAnomalies } from "./changes.ts";
import { readClosed, readOpen } from "./read.ts";

/** Gets changes as they are found; what is open at first comes as `opened`. */
export type Subscriber = (changes: readonly LiveChange[]) => void;

/** One look at the database for all subscribers. */
export interface Broadcast {
  /** Null when there is no room. The returned function ends the subscription. */
  subscribe(subscriber: Subscriber): Promise<(() => void) | null>;
}

export interface BroadcastOptions {
  readonly intervalMs: number;
  readonly maxSubscribers: number;
  /** Called when a look fails; the next one is made all the same. */
  readonly onError: (error: unknown) => void;
}

/** Looks while anybody listens, and stops with the last one. */
export function createBroadcast(db: Database, options: BroadcastOptions): Broadcast {
  const subscribers = new Set<Subscriber>();
  let open: OpenAnomalies = new Map();
  let looking: Promise<void> | null = null;
  let isWatching = false;

  const look = async () => {
    const after = await readOpen(db);
    const gone = [...open].filter(([key]) => !after.has(key)).map(([, { openedAt }]) => openedAt);
    const changes = changesBetween(open, after, await readClosed(db, gone));
    open = after;
    if (changes.length > 0) for (const subscriber of subscribers) subscriber(changes);
  };
  /** Looks never overlap. */
  const lookOnce = () => {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  };
  const watch = async () => {
    while (subscribers.size > 0) {
      await setTimeout(options.intervalMs, undefined, { ref: false });
      await lookOnce().catch(options.onError);
    }
    isWatching = false;
  };

  return {
    async subscribe(subscriber) {
      if (subscribers.size >= options.maxSubscribers) return null;
      if (!isWatching) open = new Map();
      await lookOnce();
      subscriber([...open.values()].map((anomaly) => ({ change: "opened", anomaly })));
      subscribers.add(subscriber);
      if (!isWatching) {
        isWatching = true;
        void watch();
      }
      return () => subscribers.delete(subscriber);
    },
  };
}
