import { readFileSync } from "node:fs";
import { join } from "node:path";
import { forecastFunding } from "../../engine/mandates/fundingForecast.ts";

const DAY = 1 / 365;
/** Days of history before the first forecast. */
const FIRST = 45;

/**
 * Walks forward through daily funding of 25 perpetuals (`crypto_funding_daily_2025q3.json`, 90 days): error of the forecast
 * of the next days' average against the latest rate and the mean so far (root mean square, each perpetual in units of its
 * own root mean square), and how often the average fell within one and two stated standard deviations. Windows overlap
 * and perpetuals move together, so this is few independent observations.
 */
export function printFundingCoverage(folder: string): void {
  const text = readFileSync(join(folder, "crypto_funding_daily_2025q3.json"), "utf8");
  const data: { funding_rate: Record<string, (number | null)[]> } = JSON.parse(text);
  for (const horizon of [1, 3, 7, 14]) {
    const squares = { forecast: 0, latest: 0, mean: 0 };
    let [count, withinOne, withinTwo] = [0, 0, 0];
    for (const rates of Object.values(data.funding_rate)) {
      const known = rates.filter((rate): rate is number => rate !== null);
      const size = Math.sqrt(known.reduce((sum, rate) => sum + rate * rate, 0) / known.length);
      for (let t = FIRST; t + horizon <= known.length; t++) {
        const found = forecastFunding(known.slice(0, t), DAY, horizon * DAY);
        if (!found.ok || !(size > 0)) continue;
        const { ratePerYear, standardDeviation, mean } = found.value;
        const realised = known.slice(t, t + horizon).reduce((sum, rate) => sum + rate, 0) / horizon;
        squares.forecast += ((realised - ratePerYear) / size) ** 2;
        squares.latest += ((realised - (known[t - 1] ?? 0)) / size) ** 2;
        squares.mean += ((realised - mean) / size) ** 2;
        const error = Math.abs(realised - ratePerYear) / standardDeviation;
        if (error < 1) withinOne += 1;
        if (error < 2) withinTwo += 1;
        count += 1;
      }
    }
    const error = (sum: number) => Math.sqrt(sum / count).toFixed(3);
    const share = (hits: number) => `${((100 * hits) / count).toFixed(0)} %`;
    console.log(
      `funding, ${horizon} days ahead (${count}): error ${error(squares.forecast)}, latest rate ${error(squares.latest)}, ` +
        `mean ${error(squares.mean)}; within 1 and 2 standard deviations ${share(withinOne)}, ${share(withinTwo)}`,
    );
  }
}
