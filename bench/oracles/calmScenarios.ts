import type { PriceInput } from "../../src/oracles/watch/parseUpdate.ts";
import {
  calm,
  closes,
  market,
  merged,
  oracle,
  proxyRounds,
  type Scenario,
  type Step,
  updates,
  utc,
} from "./scenario.ts";
import { type DirectoryChange, loadChanges, loadSeries, type Series, type SeriesName } from "./series.ts";

type Quiet = Omit<Scenario, "label" | "isExcerpt" | "basis"> & Partial<Pick<Scenario, "isExcerpt" | "basis">>;

/** Histories and traps in which nothing was wrong: no critical alarm is right. */
export function calmScenarios(directory: string | null): Scenario[] {
  return [
    chainlink(directory, "chainlink-eth-usd", "binance-eth", "ETH/USD"),
    chainlink(directory, "chainlink-btc-usd", "binance-btc", "BTC/USD"),
    ethBtc(directory),
    wideBand(),
    crash(directory, true),
    crash(directory, false),
    ...(["usdc-calm-1", "usdc-calm-2", "usdc-calm-3", "usdc-calm-4", "usdt-2024"] as const).map((name) =>
      pegged(directory, name, 900),
    ),
    pegged(directory, "binance-busd", 3600),
    ...aroundChanges(loadChanges(directory), "contractAddress", {
      id: "neg-chainlink-migration-2026-04",
      about: "every recorded replacement of an aggregator, with hourly rounds that start again at 1",
    }),
    ...aroundChanges(loadChanges(directory), "decimals", {
      id: "cfg-decimals-2026-08-07",
      about: "every recorded change of decimals, followed by the reader, so that the price does not move",
    }),
    ...(["pool-polygon-crash", "pool-polygon-1", "pool-polygon-2", "pool-polygon-3"] as const).map((name) =>
      poolMinutes(directory, name),
    ),
    gmx(directory),
  ].flatMap((scenario) => scenario ?? []);
}

function quiet(scenario: Quiet): Scenario {
  return { basis: "recorded", isExcerpt: false, label: null, ...scenario };
}

/** Mainnet rounds with the hourly closes of Binance, where both are there, as second source. */
function chainlink(
  directory: string | null,
  name: SeriesName,
  reference: SeriesName,
  asset: string,
): Scenario | null {
  const rounds = loadSeries(name, directory);
  if (rounds === null) return null;
  const bars = loadSeries(reference, directory);
  const [from = 0, to = 0] = [rounds.rows[0]?.[1], rounds.rows.at(-1)?.[1]];
  const venue = `${asset} Binance`;
  const trades = bars === null ? [] : closes(bars, venue, 0, 3600);
  return quiet({
    id: `neg-chainlink-2023-04_2024-01 ${asset}`,
    role: "negative",
    isExcerpt: rounds.isExcerpt,
    about: `${rounds.rows.length} true rounds`,
    profiles: [oracle({ feed: asset, asset }), market({ feed: venue, asset })],
    steps: merged(
      updates(proxyRounds(rounds, asset, 1, 6n)),
      updates(trades.filter(({ time }) => time >= from && time <= to)),
    ),
  });
}

function ethBtc(directory: string | null): Scenario | null {
  const rounds = loadSeries("chainlink-eth-btc", directory);
  return rounds === null
    ? null
    : quiet({
        id: "chainlink ETH/BTC 2024-01",
        role: "normal",
        about: `${rounds.rows.length} true rounds; heartbeat and band taken as 3,600 s and 0.5 %, as its rounds keep`,
        profiles: [oracle({ feed: "ETH/BTC", asset: "ETH/BTC" })],
        steps: updates(proxyRounds(rounds, "ETH/BTC", 1, 1n)),
      });
}

/** A peer's flat 1 % rule fired here; the feed's own band is 2 %. */
function wideBand(): Scenario {
  const feed = "CBBTC/USD";
  const at = { chainId: 8453, price: 59_211.55, marketPrice: 58_544.51 };
  return quiet({
    id: "neg-cbbtc-divergence-2026-07-01",
    role: "negative",
    basis: "points",
    about: "59,211.55 against a market of 58,544.51 with a band of 2 %, five times in a row",
    profiles: [oracle({ feed, asset: feed, chainId: 8453, heartbeatSeconds: 86_400, deviation: 0.02 })],
    steps: updates([
      ...calm(feed, 8453, 59_211.55, utc("2026-06-01T00:00"), 30, 86_400),
      ...[0, 1, 2, 3, 4].map((i) => ({ feed, time: utc("2026-07-01T00:00") + i * 60, ...at })),
    ]),
  });
}

/** ETH fell 15 % and came back within an hour: a feed that goes through open, low, high and close has done nothing wrong. */
function crash(directory: string | null, hasMarket: boolean): Scenario | null {
  const bars = loadSeries("bybit-eth", directory);
  if (bars === null) return null;
  const feed = "ETH/USD";
  const path = bars.rows.flatMap(([time = 0, open = 0, high = 0, low = 0, close = 0]) => {
    const turns = close > open ? [open, low, high, close] : [open, high, low, close];
    return turns.map(
      (price, i): PriceInput => ({
        feed,
        chainId: 1,
        time: time + i * 900,
        price,
        ...(hasMarket ? { marketPrice: price } : {}),
      }),
    );
  });
  return quiet({
    id: `neg-2025-10-10-crash ${hasMarket ? "with a market" : "alone"}`,
    role: "negative",
    isExcerpt: bars.isExcerpt,
    about: "the feed takes every hour's open, low, high and close of Bybit, a quarter of an hour apart",
    profiles: [oracle({ feed, asset: feed })],
    steps: updates(path),
  });
}

function pegged(directory: string | null, name: SeriesName, barSeconds: number): Scenario | null {
  const bars = loadSeries(name, directory);
  if (bars === null) return null;
  const isNegative = /usdc-calm-[123]/.test(name);
  return quiet({
    id: isNegative ? `neg-usdc-normal-2024 ${name}` : name,
    role: isNegative ? "negative" : "normal",
    isExcerpt: bars.isExcerpt,
    about: "closes of a pegged asset that kept its peg",
    profiles: [market({ feed: name, asset: name, peg: { target: 1, side: "both" } })],
    steps: updates(closes(bars, name, 0, barSeconds)),
  });
}

/** One scenario for every moment at which the directory recorded changes of a field: rounds before and after them. */
function aroundChanges(
  changes: Series<DirectoryChange> | null,
  field: string,
  scenario: Pick<Scenario, "id" | "about">,
): Scenario[] {
  const moments = new Map<string, DirectoryChange[]>();
  for (const change of changes?.rows ?? []) {
    if (change.field === field) moments.set(change.seenAt, [...(moments.get(change.seenAt) ?? []), change]);
  }
  return [...moments.values()].map((list) =>
    quiet({
      ...scenario,
      role: "negative",
      announced: ["config-change"],
      basis: "points",
      isExcerpt: changes?.isExcerpt ?? false,
      profiles: list.map(({ chainId, proxy }) =>
        oracle({ feed: proxy, asset: proxy, chainId, deviation: 0.01 }),
      ),
      steps: merged(...list.map(field === "decimals" ? decimalsSteps : replacementSteps)),
    }),
  );
}

/** Twelve hourly rounds at a level that does not move. */
function rounds({ chainId, proxy }: DirectoryChange, source: string, from: number, first: number): Step[] {
  const inputs = calm(proxy, chainId, 1, from, 12, 3600);
  return updates(inputs.map((round, i) => ({ ...round, source, round: first + i })));
}

function replacementSteps(change: DirectoryChange): Step[] {
  const at = Date.parse(change.seenAt) / 1000;
  return [
    ...rounds(change, String(change.old), at - 12 * 3600, 501),
    ...rounds(change, String(change.new), at + 60, 1),
  ];
}

function decimalsSteps(change: DirectoryChange): Step[] {
  const at = Date.parse(change.seenAt) / 1000;
  const { proxy: feed, chainId } = change;
  const config = { decimals: change.new };
  return [
    ...rounds(change, feed, at - 12 * 3600, 501),
    { kind: "config", time: at, input: { feed, chainId, time: at, config } },
    ...rounds(change, feed, at + 60, 513),
  ];
}

/** A pool's minutes: open, low, high and close tick, each minute taken for one block, which makes it look wilder. */
function poolMinutes(directory: string | null, name: SeriesName): Scenario | null {
  const series = loadSeries(name, directory);
  if (series === null) return null;
  return quiet({
    id: name,
    role: "normal",
    isExcerpt: series.isExcerpt,
    about: "Uniswap v3 USDC/WETH on Polygon, a minute for a block",
    profiles: [market({ feed: name, chainId: 137, kind: "pool", asset: "ETH/USD" })],
    steps: updates(
      series.rows.flatMap(([time = 0, open = 0, close = 0, low = 0, high = 0]) =>
        (close > open ? [open, low, high, close] : [open, high, low, close]).map((tick) => ({
          feed: name,
          chainId: 137,
          time,
          round: time / 60,
          price: 1e12 / 1.0001 ** tick,
        })),
      ),
    ),
  });
}

function gmx(directory: string | null): Scenario | null {
  const series = loadSeries("gmx-eth", directory);
  if (series === null) return null;
  const feed = "ETH/USD GMX";
  return quiet({
    id: "GMX v2 ETH 2025-11-11",
    role: "normal",
    about: "index price of every minute",
    profiles: [
      oracle({
        feed,
        chainId: 42161,
        asset: "ETH/USD",
        family: "gmx-v2",
        heartbeatSeconds: null,
        deviation: 0,
      }),
    ],
    steps: updates(series.rows.map(([, time = 0, price = 0]) => ({ feed, chainId: 42161, time, price }))),
  });
}
