import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { FeedProfile } from "../../src/oracles/checks/profile.ts";
import type { PriceInput } from "../../src/oracles/watch/parseUpdate.ts";
import { createWatch } from "../../src/oracles/watch/watch.ts";
import { randomSource } from "./randomSource.ts";
import { market, oracle } from "./scenario.ts";

/** What one stretch of a long run cost. */
export interface Stretch {
  readonly updates: number;
  readonly perSecond: number;
  /** Heap in use after a collection, in MB. */
  readonly heapMb: number;
  /** The watch's whole memory as JSON, in bytes. */
  readonly stateBytes: number;
}

const STRETCHES = 10;
const NODES = 16;

const profiles: readonly FeedProfile[] = [
  oracle({ feed: "ETH/USD Chainlink", asset: "ETH/USD", minAnswer: 1, maxAnswer: 1e6 }),
  oracle({ feed: "ETH/USD Pyth", asset: "ETH/USD", family: "pyth", heartbeatSeconds: null, deviation: 0 }),
  market({ feed: "ETH/USDC pool", asset: "ETH/USD", chainId: 1, kind: "pool" }),
  oracle({ feed: "BTC/USD Chainlink", asset: "BTC/USD" }),
  oracle({ feed: "BTC/USD RedStone", asset: "BTC/USD", family: "redstone", heartbeatSeconds: 86_400 }),
  oracle({ feed: "USDC/USD", asset: "USDC/USD", peg: { target: 1, side: "both" }, maxAnswer: 1.05 }),
  oracle({
    feed: "WSTETH/ETH",
    asset: "WSTETH/ETH",
    heartbeatSeconds: 86_400,
    rateBound: { maxYearlyGrowth: 0.1 },
  }),
  oracle({ feed: "SOL/USD GMX", asset: "SOL/USD", family: "gmx-v2", heartbeatSeconds: null, deviation: 0 }),
];

/**
 * Sends a random walk through all single-chain rules: eight feeds with rounds, 16 node observations, confidences, a pool, a
 * peg and a rate. Only the watch's own time counts, not the making of the updates.
 */
export function throughput(updates: number): Stretch[] {
  const watch = createWatch(profiles);
  const next = randomUpdates();
  const collect = collector();
  const perStretch = Math.ceil(updates / STRETCHES);
  const batch = 10_000;
  return Array.from({ length: STRETCHES }, (_, stretch) => {
    let spent = 0;
    for (let done = 0; done < perStretch; done += batch) {
      const inputs = Array.from({ length: batch }, next);
      const start = performance.now();
      for (const input of inputs) {
        if (watch.update(input).rejection !== null)
          throw new Error("the bench sent an update of a wrong shape");
      }
      spent += performance.now() - start;
    }
    collect();
    const batches = Math.ceil(perStretch / batch);
    return {
      updates: (stretch + 1) * batches * batch,
      perSecond: (batches * batch) / (spent / 1000),
      heapMb: process.memoryUsage().heapUsed / 1e6,
      stateBytes: JSON.stringify(watch.snapshot()).length,
    };
  });
}

function randomUpdates(): () => PriceInput {
  const random = randomSource(11);
  const noise = (size: number) => (random() - 0.5) * 2 * size;
  const prices = profiles.map(({ asset }) => ({ "ETH/USD": 3000, "BTC/USD": 60_000 })[asset] ?? 1);
  let time = 1_700_000_000;
  let count = 0;
  return () => {
    const i = count % profiles.length;
    const { feed, chainId, kind, rateBound, peg, family, asset } =
      profiles[i] ?? profiles[0] ?? market({ feed: "", asset: "" });
    count += 1;
    time += 2;
    if (asset.endsWith("/USD") && peg === undefined) {
      const step = 1 + noise(0.0004);
      for (const [j, profile] of profiles.entries()) {
        if (profile.asset === asset) prices[j] = (prices[j] ?? 1) * step;
      }
    }
    const level = rateBound === undefined ? (prices[i] ?? 1) : 1 + time * 1e-10;
    const price = peg === undefined ? level : 1 + noise(0.001);
    return {
      feed,
      chainId,
      time,
      price,
      round: Math.floor(count / profiles.length) + 1,
      ...(kind === "oracle" && family === "chainlink"
        ? { observations: Array.from({ length: NODES }, () => price * (1 + noise(0.0005))) }
        : {}),
      ...(family === "pyth" || family === "gmx-v2" ? { confidence: price * 0.0005 * (1 + random()) } : {}),
    };
  };
}

/** A full garbage collection, so that the heap figure is what is kept and not what is about to go. */
function collector(): () => void {
  setFlagsFromString("--expose_gc");
  const collect: () => void = runInNewContext("gc");
  return collect;
}
