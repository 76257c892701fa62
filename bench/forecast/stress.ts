import { qlike } from "../../engine/forecast/qlike.ts";
import type { Market } from "./bars.ts";
import { earlyForecasts } from "./walkForward.ts";

/** Days in which the market broke: four days before and ten after. */
const WINDOWS = [
  ["the pandemic", "2020-03-08", "2020-03-22"],
  ["China's ban", "2021-05-15", "2021-05-29"],
  ["the collapse of FTX", "2022-11-06", "2022-11-20"],
  ["the liquidations of October", "2025-10-06", "2025-10-20"],
] as const;

/** One coin's losses by model, from index `first` on. */
export interface CoinLosses {
  readonly losses: ReadonlyMap<string, readonly number[]>;
}

/**
 * Prints the mean QLIKE of each model in each window. Windows before the test are forecast from the days before them,
 * by the models that need no more; the network has seen those days in training, so it stands in no such column.
 */
export function printStress(market: Market, first: number, coins: readonly CoinLosses[]): void {
  const columns = WINDOWS.map(([, from, to]) => {
    const [start, end] = [market.dates.indexOf(from), market.dates.indexOf(to)];
    if (start < 0 || end < 0) return null;
    return start >= first ? tested(coins, start - first, end - first) : early(market, start, end);
  });
  const names = [...(coins[0]?.losses.keys() ?? [])];
  console.log(
    `\nQLIKE in stress: ${WINDOWS.map(([name, from]) => `${name} (${from.slice(0, 7)})`).join(", ")}`,
  );
  for (const name of names) {
    const cells = columns.map((column) => (column?.get(name)?.toFixed(4) ?? "-").padStart(8));
    console.log([name.padEnd(24), ...cells].join("  "));
  }
}

function tested(coins: readonly CoinLosses[], start: number, end: number): Map<string, number> {
  const names = [...(coins[0]?.losses.keys() ?? [])];
  return new Map(
    names.map((name) => [
      name,
      mean(coins.flatMap(({ losses }) => losses.get(name)?.slice(start, end + 1) ?? [])),
    ]),
  );
}

function early({ coins }: Market, start: number, end: number): Map<string, number> {
  const losses = new Map<string, number[]>();
  for (const { history } of coins) {
    const until = {
      variances: history.variances.slice(0, end + 1),
      returns: history.returns.slice(0, end + 1),
      market: history.market.slice(0, end + 1),
    };
    for (const [name, forecasts] of earlyForecasts(until, start)) {
      const own = forecasts.map((h, i) => qlike(history.variances[start + i] as number, h));
      losses.set(name, [...(losses.get(name) ?? []), ...own]);
    }
  }
  return new Map([...losses].map(([name, own]) => [name, mean(own)]));
}

function mean(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
}
