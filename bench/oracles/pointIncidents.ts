import { calm, closes, type Label, market, merged, oracle, type Scenario, updates, utc } from "./scenario.ts";
import { loadSeries } from "./series.ts";

/**
 * Incidents of which only points are documented: the series is built from those points around a calm level. Classes that need
 * a second source whose prices nobody documented are not asked for: the outlier among the two sources of sKRW (only their mean
 * was published) and the cross-source deviation of INV.
 */
export function pointIncidents(directory: string | null): Scenario[] {
  return [
    skrw(),
    compoundDai(),
    pythBtc(directory),
    msol(directory),
    inverse(),
    wrseth(),
    capo(),
    cbeth(),
  ].flatMap((scenario) => scenario ?? []);
}

function built(scenario: Omit<Scenario, "role" | "basis" | "isExcerpt">, isExcerpt = false): Scenario {
  return { role: "incident", basis: "points", isExcerpt, ...scenario };
}

function fault(
  start: number,
  minutes: number,
  counted: string,
  expected: string[],
  alsoTrue: string[],
): Label {
  return { start, end: start + minutes * 60, expected, alsoTrue, counted, isFault: true };
}

/** One of two sources 1000 times too high, now and then; prices relative to the true one. */
function skrw(): Scenario {
  const feed = "KRW/USD";
  const start = utc("2019-06-24T17:00");
  const bad = [0, 3, 4].map((i) => ({ feed, chainId: 1, time: start + i * 300, price: 1000 }));
  const good = [1, 2, 5, 6, 7].map((i) => ({ feed, chainId: 1, time: start + i * 300, price: 1 }));
  return built({
    id: "synthetix-skrw-2019-06-25",
    about: "1000 times the true value at times; relative prices, an update every 5 minutes",
    profiles: [oracle({ feed, asset: feed, family: "synthetix" })],
    steps: merged(updates(calm(feed, 1, 1, start - 60 * 300, 60, 300)), updates([...bad, ...good])),
    label: fault(start, 60, feed, ["scale-error", "jump"], []),
  });
}

/** 1.30 on Coinbase for an hour, others near 1. */
function compoundDai(): Scenario {
  const feed = "DAI/USD Coinbase reporter";
  const start = utc("2020-11-26T07:00");
  const from = start - 3600;
  const peg = { target: 1, side: "both" } as const;
  const venues = ["DAI/USD Kraken", "DAI/USD Bitfinex"];
  return built({
    id: "compound-dai-2020-11-26",
    about: "1.30 at the reporter from 07:00 to 08:00, Kraken and Bitfinex near 1; one update a minute",
    profiles: [
      oracle({ feed, asset: "DAI/USD", family: "coinbase", heartbeatSeconds: null, deviation: 0, peg }),
      ...venues.map((venue) => market({ feed: venue, asset: "DAI/USD", peg })),
    ],
    steps: merged(
      ...venues.map((venue, i) => updates(calm(venue, 0, 1 + i * 0.0005, from, 180, 60))),
      updates([
        ...calm(feed, 1, 1, from + 30, 60, 60),
        ...calm(feed, 1, 1.3, start + 30, 60, 60),
        ...calm(feed, 1, 1, start + 3630, 60, 60),
      ]),
    ),
    label: fault(start, 62, feed, ["cross-source-deviation", "single-venue-depeg"], ["jump"]),
  });
}

/** 5,402 with a confidence of 21,623 in one slot, while Binance traded 42,500 to 44,050. */
function pythBtc(directory: string | null): Scenario | null {
  const series = loadSeries("binance-btc-2021", directory);
  if (series === null) return null;
  const feed = "BTC/USD Pyth";
  const start = utc("2021-09-20T12:21");
  const truth = closes(series, feed, 0, 3600).map((bar) => ({
    ...bar,
    confidence: Number(bar.price) * 0.001,
  }));
  const now = 43_532;
  const glitch = [
    { feed, chainId: 0, time: start, price: 5402, confidence: 21_623 },
    { feed, chainId: 0, time: start + 60, price: now, confidence: now * 0.001 },
    { feed, chainId: 0, time: start + 120, price: now, confidence: now * 0.001 },
  ];
  return built(
    {
      id: "pyth-btc-2021-09-20",
      about: "5,402 +- 21,623 in one slot; around it Binance's hours with Pyth's typical 0.1 % confidence",
      profiles: [
        oracle({ feed, chainId: 0, asset: "BTC/USD", family: "pyth", heartbeatSeconds: null, deviation: 0 }),
      ],
      steps: merged(updates(truth), updates(glitch)),
      label: fault(start, 5, feed, ["wide-confidence", "jump", "scale-error"], []),
    },
    series.isExcerpt,
  );
}

/** Up to 600 with a confidence above the 10 % that the repair rejects. */
function msol(directory: string | null): Scenario | null {
  const series = loadSeries("binance-sol", directory);
  if (series === null) return null;
  const feed = "MSOL/USD Pyth";
  const windows = [utc("2021-12-04T05:30"), utc("2021-12-04T15:00")];
  const month = closes(series, feed, 0, 3600).filter(
    ({ time }) => time > utc("2021-11-05T00:00") && time < utc("2021-12-05T00:00"),
  );
  const truth = month.map((bar) => ({ ...bar, confidence: Number(bar.price) * 0.001 }));
  const bad = windows.map((time) => ({ feed, chainId: 0, time, price: 600, confidence: 61 }));
  return built(
    {
      id: "mango-msol-2021-12-04",
      about:
        "600 with a confidence just above the 10 % of the repair, at the start of both windows; SOL's hours stand in",
      profiles: [
        oracle({ feed, chainId: 0, asset: "MSOL/USD", family: "pyth", heartbeatSeconds: null, deviation: 0 }),
      ],
      steps: merged(updates(truth), updates(bad)),
      label: fault(windows[0] ?? 0, 11 * 60, feed, ["wide-confidence"], ["jump"]),
    },
    series.isExcerpt,
  );
}

/** 500 WETH in one block, the borrow in the next; prices relative to the one before. */
function inverse(): Scenario {
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
function wrseth(): Scenario {
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
function capo(): Scenario {
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
function cbeth(): Scenario {
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
