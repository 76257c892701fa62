import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { VarianceHistory } from "../../engine/forecast/neural/varianceInputs.ts";
import { garmanKlassVariance } from "../../engine/forecast/rangeVariance.ts";
import { value } from "./value.ts";

interface Bars {
  readonly dates: readonly string[];
  readonly groups: { readonly full2020: readonly string[] };
  readonly series: Record<string, Record<"open" | "high" | "low" | "close", readonly number[]>>;
}

/** Daily variances and returns of every coin, on the same days. */
export interface Market {
  readonly dates: readonly string[];
  readonly coins: readonly { readonly coin: string; readonly history: VarianceHistory }[];
}

const LEADER = "BTC";

/** Reads the full data of a directory, or the repository's excerpt. */
export function loadMarket(directory: string | undefined): Market {
  const file =
    directory === undefined
      ? new URL("../data/forecast/dailyBars.json", import.meta.url)
      : join(directory, "crypto_daily_ohlcv_2020_2025.json");
  const { dates, groups, series } = JSON.parse(readFileSync(file, "utf8")) as Bars;
  const column = (coin: string, name: "open" | "high" | "low" | "close", t: number) => {
    const found = series[coin]?.[name][t];
    if (found === undefined) throw new Error(`${coin} has no ${name} on ${dates[t]}`);
    return found;
  };
  const variances = (coin: string) =>
    dates.map((_, t) =>
      value(
        garmanKlassVariance({
          open: column(coin, "open", t),
          high: column(coin, "high", t),
          low: column(coin, "low", t),
          close: column(coin, "close", t),
        }),
      ),
    );
  const market = variances(LEADER);
  const coins = groups.full2020.map((coin) => ({
    coin,
    history: {
      variances: variances(coin),
      returns: dates.map((_, t) =>
        t === 0 ? 0 : Math.log(column(coin, "close", t) / column(coin, "close", t - 1)),
      ),
      market,
    },
  }));
  return { dates, coins };
}
