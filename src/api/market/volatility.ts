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

/** A feed that follows moves of this size shows a day's range to a tenth of it. */
const FOLLOWS_A_DAY = 0.005;

/**
 * The heard feed in USD whose days are read: of those that follow the price closely enough for a day's range the one with the
 * widest band, since it needs the fewest rounds for it; else the one with the tightest promise.
 */
function rangeFeed({ feeds }: JudgedMarket) {
  const heard = feeds.filter(({ weight, kind }) => weight > 0 && kind === "oracle");
  const following = heard.filter(
    ({ deviation, heartbeatSeconds }) =>
      heartbeatSeconds !== null && deviation > 0 && deviation <= FOLLOWS_A_DAY,
  );
  const [widest] = following.toSorted((a, b) => b.deviation - a.deviation);
  const [tightest] = heard.toSorted((a, b) => a.deviation - b.deviation);
  return widest ?? tightest;
}

/** The feed of a market that shows its range, and the unbroken days at its end; null when no feed is heard. */
async function readDays(db: Database, market: JudgedMarket, now: number) {
  const feed = rangeFeed(market);
  return feed === undefined ? null : { feed, bars: unbroken(await readDailyBars(db, feed, now)) };
}

/** The unbroken days at the end of the feed of a market that shows its range; none when no feed is heard. */
export async function readMarketBars(
  db: Database,
  market: JudgedMarket,
  now: number,
): Promise<readonly DailyBar[]> {
  return (await readDays(db, market, now))?.bars ?? [];
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
  const days = await readDays(db, market, now);
  if (days === null) return null;
  const { feed, bars } = days;
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
