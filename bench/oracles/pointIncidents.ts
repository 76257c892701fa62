import { built, fault } from "./built.ts";
import { capo, cbeth, inverse, wrseth } from "./lendingIncidents.ts";
import { calm, closes, market, merged, oracle, type Scenario, updates, utc } from "./scenario.ts";
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
