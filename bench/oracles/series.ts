import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A recorded series. Columns by kind: rounds [round, time, price]; bars [open time, open, high, low, close];
 * prices [block, time, price]; minutes [time, open tick, close tick, low tick, high tick]; changes are objects. */
export interface Series<Row = readonly number[]> {
  readonly source: string;
  readonly isExcerpt: boolean;
  readonly rows: readonly Row[];
}

/** A change of a feed's configuration as the Chainlink directory recorded it. */
export interface DirectoryChange {
  readonly chainId: number;
  readonly feed: string;
  readonly proxy: string;
  readonly field: string;
  readonly old: string | number;
  readonly new: string | number;
  readonly seenAt: string;
}

export interface Origin {
  readonly file: string;
  readonly source: string;
  readonly parse: (text: string) => readonly (readonly number[])[];
  /** What the repository keeps of it: Unix-second bounds as ISO times; absent when the excerpt run goes without. */
  readonly excerpt?: readonly [from: string, to: string];
}

const FETCHER = "sajanrajdev/ape-chainlink-fetcher@d89749369381, proxy";
const BINANCE = "Binance spot via misrori/binance_startegy@dbfa7fe7fdd3,";
const STABLESAFE = "bertrandbuild/stablesafe@7cf49458c05b data/dataset/";
const DEMETER = "zelos-alpha/demeter@737d4360e466 tests/data/polygon-0x45dda9";
const ONCHAIN = "QuantLet/onchain-insights@bc8cbe43ec26";

/** Every series of the scorecard: where it is in the data folder, whom it comes from, and what the repository keeps of it. */
export const origins = {
  "chainlink-eth-usd": {
    file: "market-history/chainlink-eth1-eth-usd-rounds.csv",
    source: `${FETCHER} 0x5f4eC3Df9cbd43714FE2740f5E3616155c5b8419`,
    parse: (text) => parseRounds(text, 8),
    excerpt: ["2023-08-17T12:00", "2023-08-18T04:00"],
  },
  "chainlink-btc-usd": {
    file: "market-history/chainlink-eth1-btc-usd-rounds.csv",
    source: `${FETCHER} 0xF4030086522a5bEEa4988F8cA5B36dbC97BeE88c`,
    parse: (text) => parseRounds(text, 8),
    excerpt: ["2024-01-09T00:00", "2024-01-11T06:00"],
  },
  "chainlink-eth-btc": {
    file: "market-history/chainlink-eth1-eth-btc-rounds.csv",
    source: `${FETCHER} 0xAc559F25B1619171CbC396a50854A3240b6A4e99`,
    parse: (text) => parseRounds(text, 8),
  },
  "chainlink-steth-eth": {
    file: "oracle-incidents/chainlink-eth1-steth-eth-rounds-2022-01_2024-01.csv",
    source: `${FETCHER} 0x86392dC19c0b719886221c78AB11eb8Cf5c52812`,
    parse: (text) => parseRounds(text, 18),
    excerpt: ["2022-04-20T00:00", "2022-06-20T00:00"],
  },
  "binance-eth": bars(
    "market-history/binance-ETHUSDT-1h.csv",
    "ETHUSDT",
    "2023-08-17T00:00",
    "2023-08-18T04:00",
  ),
  "binance-btc": bars("market-history/binance-BTCUSDT-1h.csv", "BTCUSDT"),
  "binance-btc-2021": bars(
    "oracle-incidents/pyth-btc-2021-09-20-reference-binance-BTCUSDT-1h.csv",
    "BTCUSDT",
    "2021-09-19T00:00",
    "2021-09-20T16:00",
  ),
  "binance-sol": bars(
    "market-history/binance-SOLUSDT-1h.csv",
    "SOLUSDT",
    "2021-12-02T12:00",
    "2021-12-04T18:00",
  ),
  "binance-luna": bars(
    "oracle-incidents/luna-2022-05-binance-LUNAUSDT-1h.csv",
    "LUNAUSDT",
    "2022-05-11T06:00",
    "2022-05-12T16:00",
  ),
  "binance-ust": bars(
    "oracle-incidents/ust-2022-05-binance-USTUSDT-1h.csv",
    "USTUSDT",
    "2022-05-06T00:00",
    "2022-05-10T00:00",
  ),
  "binance-busd": bars("oracle-incidents/usdc-2023-03-binance-BUSDUSDT-1h.csv", "BUSDUSDT"),
  "usdc-2023": peg("usdc_large_depeg_2023", "2023-03-10T12:00", "2023-03-11T18:00"),
  "usdc-calm-1": peg("usdc_no_depeg_1", "2024-03-19T20:00", "2024-03-20T06:00"),
  "usdc-calm-2": peg("usdc_no_depeg_2", "2024-04-05T17:00", "2024-04-06T18:00"),
  "usdc-calm-3": peg("usdc_no_depeg_3", "2024-04-08T01:00", "2024-04-08T20:00"),
  "usdc-calm-4": peg("usdc_normal_depeg_1"),
  "usdt-2024": peg("usdt_price_history"),
  "usde-binance": {
    file: "oracle-incidents/usde-2025-10-10-binance-usdeusdt-1m.csv",
    source: `${ONCHAIN} "1. USDE binance depeg/usde_minute_binance.parquet"`,
    parse: (text) => parseBars(text),
    excerpt: ["2025-10-10T20:50", "2025-10-10T22:10"],
  },
  "usde-pool": {
    file: "oracle-incidents/usde-2025-10-10-uniswap-v3-usde-usdt-per-block.csv",
    source: `${ONCHAIN} "1. USDE binance depeg/uniswap_usde.parquet"`,
    parse: (text) => columns(text, ["blockNumber", "timestamp", "token1Price"]),
    excerpt: ["2025-10-10T20:50", "2025-10-10T22:10"],
  },
  "pool-usdc-usdt": {
    file: "market-history/uniswap-v3-eth1-usdc-usdt-100-hourly-pool-state.csv",
    source: `${ONCHAIN} "2. Curve liquidity pools/hourly_pool_state_full.parquet"`,
    parse: (text) =>
      columns(text, ["block", "timestamp", "poolTick"]).map(([block = 0, time = 0, tick = 0]) => [
        block,
        time,
        1.0001 ** tick,
      ]),
  },
  "bybit-eth": {
    file: "market-history/bybit-ETHUSDT-1h-2025-09-11_2025-10-22.csv",
    source: "Bybit linear via zxckotee/trader@f2f4d05f5158 data/ETHUSDT_1h.csv",
    parse: (text) => parseBars(text),
    excerpt: ["2025-10-09T00:00", "2025-10-11T06:00"],
  },
  "pool-polygon-crash": minutes("2023-08-17", "2023-08-17T21:30", "2023-08-17T23:10"),
  "pool-polygon-1": minutes("2023-08-13"),
  "pool-polygon-2": minutes("2023-08-15"),
  "pool-polygon-3": minutes("2024-02-16"),
  "gmx-eth": {
    file: "market-history/gmxv2-arb-eth-usdc-market-2025-11-11.minute.csv",
    source:
      "zelos-alpha/demeter@737d4360e466 tests/data/arbitrum-GmxV2-0x70d95587d40a2caf56bd97485ab3eec10bee6336",
    parse: (text) =>
      columns(text, ["timestamp", "indexPrice"]).map(([time = 0, price = 0]) => [0, time, price]),
  },
} satisfies Record<string, Origin>;

export type SeriesName = keyof typeof origins;

export const CHANGES_SOURCE =
  "git history of data/<chainId>/chainlink/metadata.json in euler-xyz/oracle-checks, 2025-07-25 to 2026-08-22";
const CHANGES_FILE = "market-history/chainlink-config-changes-2025-07_2026-08.json";

/** A series from the data folder, or the repository's excerpt of it; null when the repository keeps none. */
export function loadSeries(name: SeriesName, directory: string | null): Series | null {
  const origin: Origin = origins[name];
  if (directory === null) return loadExcerpt(name);
  const rows = origin.parse(readFileSync(join(directory, origin.file), "utf8"));
  return { source: origin.source, isExcerpt: false, rows };
}

/** The recorded changes of Chainlink's directory. */
export function loadChanges(directory: string | null): Series<DirectoryChange> | null {
  if (directory === null) return loadExcerpt("directory-changes");
  const { changes } = JSON.parse(readFileSync(join(directory, CHANGES_FILE), "utf8"));
  return { source: CHANGES_SOURCE, isExcerpt: false, rows: changes };
}

export function excerptPath(name: string): URL {
  return new URL(`../data/oracles/${name}.json`, import.meta.url);
}

function loadExcerpt<Row>(name: string): Series<Row> | null {
  const path = excerptPath(name);
  if (!existsSync(path)) return null;
  const { source, rows } = JSON.parse(readFileSync(path, "utf8"));
  return { source, isExcerpt: true, rows };
}

function bars(file: string, ticker: string, from?: string, to?: string): Origin {
  const excerpt = from === undefined || to === undefined ? {} : { excerpt: [from, to] as const };
  return { file, source: `${BINANCE} data/${ticker}_1h.csv`, parse: parseBars, ...excerpt };
}

function peg(name: string, from?: string, to?: string): Origin {
  const excerpt = from === undefined || to === undefined ? {} : { excerpt: [from, to] as const };
  return {
    file: `oracle-incidents/stablesafe-data_${name}.json`,
    source: `${STABLESAFE}data_${name}.json`,
    parse: (text) => {
      const { data }: { data: { dt: string; o: number; h: number; l: number; c: number }[] } =
        JSON.parse(text);
      return data.map(({ dt, o, h, l, c }) => [Date.parse(dt) / 1000, o, h, l, c]);
    },
    ...excerpt,
  };
}

function minutes(day: string, from?: string, to?: string): Origin {
  const excerpt = from === undefined || to === undefined ? {} : { excerpt: [from, to] as const };
  return {
    file: `market-history/uniswap-v3-polygon-usdc-weth-500-${day}.minute.csv`,
    source: `${DEMETER}...-${day}.minute.csv`,
    parse: (text) => columns(text, ["timestamp", "openTick", "closeTick", "lowestTick", "highestTick"]),
    ...excerpt,
  };
}

/** Rounds oldest first; the never-written round at the start of a history is left out. */
function parseRounds(text: string, decimals: number): number[][] {
  return dataLines(text)
    .map((cells) => [
      Number(BigInt.asUintN(64, BigInt(cells[1] ?? 0))),
      Number(cells[4]),
      Number(cells[2]) / 10 ** decimals,
    ])
    .filter(([, , price]) => price !== 0)
    .reverse();
}

function parseBars(text: string): number[][] {
  return dataLines(text).map((cells) => [utcSeconds(cells[0] ?? ""), ...cells.slice(1, 5).map(Number)]);
}

function columns(text: string, names: readonly string[]): number[][] {
  const header = (text.slice(0, text.indexOf("\n")).trim() ?? "").split(",");
  const places = names.map((name) => header.indexOf(name));
  return dataLines(text)
    .map((cells) => places.map((place) => numberOf(cells[place] ?? "")))
    .filter((row) => row.every(Number.isFinite));
}

function numberOf(cell: string): number {
  return cell.includes("-") && cell.includes(":")
    ? utcSeconds(cell)
    : cell === ""
      ? Number.NaN
      : Number(cell);
}

function utcSeconds(cell: string): number {
  return Date.parse(cell.includes("T") ? cell : `${cell.replace(" ", "T")}Z`) / 1000;
}

function dataLines(text: string): string[][] {
  return text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","));
}
