import { forecastVolatility, type VolatilityForecast } from "../../../engine/forecast/forecastVolatility.ts";
import { volatilityRegimes } from "../../../engine/forecast/volatilityRegimes.ts";
import type { Database } from "../store/clocks.ts";
import { type DailyBar, readDailyBars, unbroken } from "./bars.ts";
import type { JudgedMarket } from "./judge.ts";

/** What an asset's own price says of its volatility. */
export interface MarketVolatility extends VolatilityForecast {
  /** Of the calm and the turbulent state, by filter: the chance of being in the turbulent one now; null on short histories. */
  readonly turbulentProbability: number | null;
  /** The feed whose days were read. */
  readonly chainId: number;
  readonly address: string;
  readonly feedId: string;
}

const DAYS_PER_YEAR = 365;
/** Two states have six parameters. */
const REGIME_DAYS = 120;

/** The heard feed in USD with the tightest promise: its rounds lie densest. */
function densestFeed({ feeds }: JudgedMarket) {
  return feeds
    .filter(({ weight, kind }) => weight > 0 && kind === "oracle")
    .toSorted(
      (a, b) =>
        Number(b.heartbeatSeconds !== null) - Number(a.heartbeatSeconds !== null) ||
        a.deviation - b.deviation,
    )[0];
}

/** The unbroken days at the end of the densest feed of a market; none when no feed is heard. */
export async function readMarketBars(
  db: Database,
  market: JudgedMarket,
  now: number,
): Promise<readonly DailyBar[]> {
  const feed = densestFeed(market);
  return feed === undefined ? [] : unbroken(await readDailyBars(db, feed, now));
}

/** Forecast volatility a year, as a fraction; null while there are too few days. */
export function volatilityOf(bars: readonly DailyBar[]): number | null {
  const forecast = forecastVolatility(bars, DAYS_PER_YEAR);
  return forecast.ok ? forecast.value.forecast : null;
}

/** Realised and forecast volatility of a market from the indexed rounds of one feed; null while there are too few days. */
export async function readVolatility(
  db: Database,
  market: JudgedMarket,
  now: number,
): Promise<MarketVolatility | null> {
  const feed = densestFeed(market);
  if (feed === undefined) return null;
  const bars = unbroken(await readDailyBars(db, feed, now));
  const forecast = forecastVolatility(bars, DAYS_PER_YEAR);
  if (!forecast.ok) return null;
  const closes = bars.map(({ close }) => close);
  const returns = closes.slice(1).map((close, i) => Math.log(close / (closes[i] ?? close)));
  const regimes = returns.length >= REGIME_DAYS ? volatilityRegimes(returns) : null;
  const { chainId, address, feedId } = feed;
  return {
    ...forecast.value,
    turbulentProbability: regimes?.ok === true ? (regimes.value.regimes.at(-1)?.probability ?? null) : null,
    chainId,
    address,
    feedId,
  };
}
