import { built, fault } from "./built.ts";
import { calm, market, merged, oracle, type Scenario, updates, utc } from "./scenario.ts";

/** 500 WETH in one block, the borrow in the next; prices relative to the one before. */
export function inverse(): Scenario {
  const [feed, pool] = ["INV/ETH Keep3r", "INV/ETH SushiSwap"];
  const start = utc("2022-04-02T11:03:54");
  const before = calm(pool, 1, 1, start - 7200, 120, 60).map((swap, i) => ({
    ...swap,
    round: 14_505_758 + i * 5,
  }));
  const honest = calm(feed, 1, 1, start - 7190, 4, 1800, { windowSeconds: 1800 });
  return built({
    id: "inverse-inv-2022-04-02",
    about: "the pool moves 50 times in block 14506358; the oracle reads it 15 s later in block 14506359",
    profiles: [
      oracle({
        feed,
        asset: "INV/ETH",
        family: "keep3r",
        heartbeatSeconds: null,
        deviation: 0,
        isTail: true,
      }),
      market({ feed: pool, chainId: 1, kind: "pool", asset: "INV/ETH" }),
    ],
    steps: merged(
      updates(before),
      updates(honest),
      updates([
        { feed: pool, chainId: 1, time: start, price: 30, round: 14_506_358 },
        { feed: pool, chainId: 1, time: start, price: 50, round: 14_506_358 },
        { feed, chainId: 1, time: start + 15, price: 50, windowSeconds: 15 },
      ]),
    ),
    label: fault(start, 5, feed, ["twap-deviation", "flash-size-move"], ["twap-window", "jump"]),
  });
}

/** 1,649,934.60732 for 1.057: a majority of the nodes inflated, a minority right. */
export function wrseth(): Scenario {
  const feed = "WRSETH/ETH";
  const start = utc("2025-11-04T05:45:11");
  const [wrong, right] = [1_649_934.60732, 1.057];
  const before = calm(feed, 8453, right, start - 30 * 86_400, 30, 86_400).map((round, i) => ({
    ...round,
    price: right - 0.0001 * (30 - i),
    round: i + 1,
    observations: Array.from({ length: 16 }, () => right - 0.0001 * (30 - i)),
  }));
  const bad = {
    feed,
    chainId: 8453,
    time: start,
    price: wrong,
    round: 31,
    observations: Array.from({ length: 16 }, (_, i) => (i < 6 ? right : wrong)),
  };
  return built({
    id: "moonwell-wrseth-2025-11-04",
    about: "1,649,934.6 for 1.057 in one round; 10 of 16 nodes inflated, as the documented split says",
    profiles: [
      oracle({
        feed,
        chainId: 8453,
        asset: feed,
        heartbeatSeconds: 86_400,
        rateBound: { maxYearlyGrowth: 0.1 },
      }),
    ],
    steps: updates([...before, bad]),
    label: fault(start, 30, feed, ["observer-dispersion", "rate-bound", "jump"], ["scale-error"]),
  });
}

/** The snapshot was set to 1.1919 with the cap at 1.1939, under a market of 1.228849. */
export function capo(): Scenario {
  const feed = "WSTETH/STETH CAPO";
  const start = utc("2026-03-10T00:00");
  const [cap, truth] = [1.1939, 1.228849];
  const growth = 0.0968;
  const before = Array.from({ length: 30 }, (_, i) => ({
    feed,
    chainId: 1,
    time: start - (30 - i) * 86_400,
    price: truth * (1 - ((30 - i) * 0.03) / 365),
    marketPrice: truth * (1 - ((30 - i) * 0.03) / 365),
  }));
  // The snapshot's time that makes the documented cap: (1.1939 / 1.1919 - 1) / growth years before.
  const snapshotTime = Math.round(start - ((cap / 1.1919 - 1) / growth) * 365 * 86_400);
  return built({
    id: "aave-capo-wsteth-2026-03-10",
    about:
      "the snapshot set to 1.1919 (cap 1.1939) under a rate of 1.228849; yearly growth 9.68 %, an assumption",
    profiles: [
      oracle({
        feed,
        asset: "WSTETH/STETH",
        family: "capo",
        heartbeatSeconds: null,
        deviation: 0,
        rateBound: { maxYearlyGrowth: growth, snapshotRatio: 1.2282, snapshotTime: start - 60 * 86_400 },
      }),
    ],
    steps: merged(
      updates(before),
      [
        {
          kind: "config",
          time: start,
          input: {
            feed,
            chainId: 1,
            time: start,
            config: { rateBound: { maxYearlyGrowth: growth, snapshotRatio: 1.1919, snapshotTime } },
          },
        },
      ],
      updates(
        [1, 2, 3].map((i) => ({ feed, chainId: 1, time: start + i * 60, price: cap, marketPrice: truth })),
      ),
    ),
    label: fault(start, 24 * 60, feed, ["rate-bound", "config-change", "cross-source-deviation"], ["jump"]),
  });
}

/** The ratio cbETH/ETH published as dollars: 1.12 for about 2,200. Not among the twelve. */
export function cbeth(): Scenario {
  const feed = "CBETH/USD";
  const start = utc("2026-02-15T18:01");
  return {
    ...built({
      id: "moonwell-cbeth-2026-02-15",
      about:
        "1.12 for about 2,200, the ratio not multiplied by ETH/USD (taken as 2,200 / 1.12); people took 4 minutes",
      profiles: [
        oracle({ feed, chainId: 8453, asset: feed, heartbeatSeconds: 1200 }),
        oracle({ feed: "ETH/USD", chainId: 8453, asset: "ETH/USD", heartbeatSeconds: 1200 }),
      ],
      steps: merged(
        updates(calm("ETH/USD", 8453, 2200 / 1.12, start - 86_400, 73, 1200)),
        updates(calm(feed, 8453, 2200, start - 86_400, 72, 1200)),
        updates([0, 1, 2].map((i) => ({ feed, chainId: 8453, time: start + i * 60, price: 1.12 }))),
      ),
      label: fault(start, 30, feed, ["scale-error"], ["jump"]),
    }),
    role: "extra",
  };
}
