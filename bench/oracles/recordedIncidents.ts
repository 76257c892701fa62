import { closes, market, merged, oracle, proxyRounds, type Scenario, updates, utc } from "./scenario.ts";
import { loadSeries } from "./series.ts";

/**
 * Incidents whose prices were recorded; those of which the repository keeps no excerpt are left out. Labels name bars by the
 * time they open; a bar is heard when it closes, so a label starts one bar later.
 */
export function recordedIncidents(directory: string | null): Scenario[] {
  return [ust, steth, usdc, usde, luna, poolUsdc].flatMap((build) => build(directory) ?? []);
}

function ust(directory: string | null): Scenario | null {
  const series = loadSeries("binance-ust", directory);
  if (series === null) return null;
  const feed = "UST/USDT Binance";
  return {
    id: "ust-depeg-2022-05",
    role: "incident",
    basis: "recorded",
    isExcerpt: series.isExcerpt,
    about: "hourly closes; the fall of Terra",
    profiles: [market({ feed, asset: "UST/USD", peg: { target: 1, side: "both" } })],
    steps: updates(closes(series, feed, 0, 3600)),
    label: {
      start: utc("2022-05-07T22:00") + 3600,
      end: null,
      expected: ["depeg"],
      alsoTrue: [],
      counted: feed,
      isFault: false,
    },
  };
}

function steth(directory: string | null): Scenario | null {
  const series = loadSeries("chainlink-steth-eth", directory);
  if (series === null) return null;
  const feed = "STETH/ETH";
  return {
    id: "steth-discount-2022-05_06",
    role: "incident",
    basis: "recorded",
    isExcerpt: series.isExcerpt,
    about:
      "Chainlink rounds; the discount lasted until withdrawals opened, last round below 0.99 on 2023-01-07",
    profiles: [
      oracle({
        feed,
        asset: "STETH/ETH",
        heartbeatSeconds: 86_400,
        deviation: 0.02,
        peg: { target: 1, side: "downside" },
      }),
    ],
    steps: updates(proxyRounds(series, feed, 1, 1n)),
    label: {
      start: utc("2022-05-12T17:12:57"),
      end: utc("2023-01-08T00:00"),
      expected: ["depeg"],
      alsoTrue: [],
      counted: feed,
      isFault: false,
    },
  };
}

function usdc(directory: string | null): Scenario | null {
  const series = loadSeries("usdc-2023", directory);
  if (series === null) return null;
  const feed = "USDC/USD market";
  return {
    id: "usdc-svb-2023-03-11",
    role: "incident",
    basis: "recorded",
    isExcerpt: series.isExcerpt,
    about: "15-minute closes; Silicon Valley Bank",
    profiles: [market({ feed, asset: "USDC/USD", peg: { target: 1, side: "both" } })],
    steps: updates(closes(series, feed, 0, 900)),
    label: {
      start: utc("2023-03-11T01:30") + 900,
      end: utc("2023-03-14T21:00"),
      expected: ["depeg"],
      alsoTrue: [],
      counted: feed,
      isFault: false,
    },
  };
}

function usde(directory: string | null): Scenario | null {
  const venue = loadSeries("usde-binance", directory);
  const pool = loadSeries("usde-pool", directory);
  if (venue === null || pool === null) return null;
  const feed = "USDe/USDT Binance index";
  const dex = "USDe/USDT Uniswap v3";
  const peg = { target: 1, side: "both" } as const;
  return {
    id: "usde-binance-2025-10-10",
    role: "incident",
    basis: "recorded",
    isExcerpt: venue.isExcerpt,
    about: "one-minute closes of Binance's own index against the pool, block by block",
    profiles: [
      oracle({
        feed,
        chainId: 0,
        asset: "USDE/USD",
        family: "binance",
        heartbeatSeconds: null,
        deviation: 0,
        peg,
      }),
      market({ feed: dex, chainId: 1, kind: "pool", asset: "USDE/USD", peg }),
    ],
    steps: merged(
      updates(
        pool.rows.map(([block = 0, time = 0, price = 0]) => ({
          feed: dex,
          chainId: 1,
          time,
          round: block,
          price,
        })),
      ),
      updates(closes(venue, feed, 0, 60)),
    ),
    label: {
      start: utc("2025-10-10T21:20") + 60,
      end: utc("2025-10-10T23:06") + 60,
      expected: ["cross-source-deviation", "single-venue-depeg"],
      alsoTrue: ["jump", "twap-deviation"],
      counted: feed,
      isFault: true,
    },
  };
}

/** The aggregator's rounds follow the market until its minimum of 0.10 makes every further transmission revert. */
function luna(directory: string | null): Scenario | null {
  const series = loadSeries("binance-luna", directory);
  if (series === null) return null;
  const feed = "LUNA/USD";
  const until = utc("2022-05-14T00:00");
  const trades = closes(series, "LUNA/USDT Binance", 0, 3600).filter(({ time }) => time <= until);
  const rounds = trades
    .filter(({ time }) => time <= utc("2022-05-12T08:00"))
    .map(({ time, price }, i) => ({ feed, chainId: 56, time: time - 30, price, round: i + 1 }));
  const last = { feed, chainId: 56, time: utc("2022-05-12T08:30"), price: 0.107, round: rounds.length + 1 };
  return {
    id: "luna-minanswer-2022-05-12",
    role: "incident",
    basis: "points",
    isExcerpt: series.isExcerpt,
    about:
      "recorded market; rounds follow it to the documented last answer 0.107 over the minimum 0.10, then none",
    profiles: [
      oracle({
        feed,
        chainId: 56,
        asset: "LUNA/USD",
        heartbeatSeconds: 86_400,
        deviation: 0.02,
        minAnswer: 0.1,
      }),
      market({ feed: "LUNA/USDT Binance", asset: "LUNA/USD" }),
    ],
    steps: merged(updates([...rounds, last]), updates(trades)),
    label: {
      start: utc("2022-05-12T09:00"),
      end: null,
      expected: ["clamp", "frozen", "cross-source-deviation"],
      alsoTrue: ["stale"],
      counted: "LUNA/USDT Binance",
      isFault: true,
    },
  };
}

/** The same depeg in a pool: four years of hours, of which only Terra's and Silicon Valley Bank's are off the peg. */
function poolUsdc(directory: string | null): Scenario | null {
  const series = loadSeries("pool-usdc-usdt", directory);
  if (series === null) return null;
  const feed = "USDC/USDT Uniswap v3";
  return {
    id: "usdc-svb-2023-03-11 in a pool",
    role: "extra",
    basis: "recorded",
    isExcerpt: series.isExcerpt,
    about: "hourly ticks 2022-01 to 2026-01: snapshots, so no rule about blocks",
    profiles: [market({ feed, chainId: 1, asset: "USDC/USD", peg: { target: 1, side: "both" } })],
    steps: updates(
      series.rows.map(([block = 0, time = 0, price = 0]) => ({
        feed,
        chainId: 1,
        time,
        round: block,
        price,
      })),
    ),
    label: {
      start: utc("2023-03-10T20:00"),
      end: utc("2023-03-14T21:00"),
      expected: ["depeg"],
      alsoTrue: [],
      counted: feed,
      isFault: false,
    },
  };
}
