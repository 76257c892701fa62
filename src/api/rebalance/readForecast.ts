import type { PriceForecast } from "../../../engine/mandates/priceRisk.ts";
import type { Issue } from "../../../engine/result.ts";
import type { OwnerRisk } from "../account/read.ts";
import type { JudgedMarket } from "../market/judge.ts";
import { newestOf } from "../market/read.ts";
import { readMarketBars, volatilityOf } from "../market/volatility.ts";
import type { Database } from "../store/clocks.ts";
import { forecastPrices, type UnderlyingHistory } from "./priceForecast.ts";

/** Reads the days of every underlying in a book, and forecasts from them how these move together. */
export async function readForecast(
  db: Database,
  { sheet, clocks }: OwnerRisk,
  markets: ReadonlyMap<string, JudgedMarket>,
): Promise<{ readonly forecast: PriceForecast; readonly issues: readonly Issue[] }> {
  const exposed = [...sheet.rows.values()].filter(({ delta }) => delta !== 0);
  const underlyings = [...new Set(exposed.map(({ instrument }) => instrument.underlying))].sort();
  const histories: UnderlyingHistory[] = [];
  for (const underlying of underlyings) {
    const market = markets.get(underlying);
    const bars = market === undefined ? [] : await readMarketBars(db, market, newestOf(clocks));
    histories.push({ underlying, bars, volatility: volatilityOf(bars) });
  }
  return forecastPrices(histories);
}
