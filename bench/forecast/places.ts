import { dieboldMariano } from "../../engine/forecast/dieboldMariano.ts";
import { ensembleForecast } from "../../engine/forecast/ensembleForecast.ts";
import { qlike } from "../../engine/forecast/qlike.ts";
import { value } from "./value.ts";
import {
  DEFAULT_MODEL,
  NEURAL_ENSEMBLE,
  NEURAL_MODEL,
  NEURAL_SEASONAL_ENSEMBLE,
  SEASONAL_MODEL,
} from "./walkForward.ts";

/** One coin in the test: what came, what was forecast, and the losses, by model. */
export interface TestedCoin {
  readonly coin: string;
  readonly realised: readonly number[];
  readonly forecasts: ReadonlyMap<string, readonly number[]>;
  readonly losses: ReadonlyMap<string, readonly number[]>;
}

/** Days of record before a member can earn its place, and days between two decisions. */
const RECORD_DAYS = 250;
const DECIDE_DAYS = 30;

/**
 * Prints, coin by coin, whether the network earns its place beside log-HAR and beside log-HAR with weekdays: the verdict
 * on the whole test, and what `ensembleForecast` would have earned that decides every 30 days on the days before.
 */
export function printPlaces(coins: readonly TestedCoin[]): void {
  for (const [standing, ensemble] of [
    [DEFAULT_MODEL, NEURAL_ENSEMBLE],
    [SEASONAL_MODEL, NEURAL_SEASONAL_ENSEMBLE],
  ] as const) {
    console.log(`\ndoes the network earn its place beside ${standing}? DM t > 0: the ensemble is better`);
    let accepted = 0;
    const sums = { standing: 0, ensemble: 0, deciding: 0 };
    for (const tested of coins) {
      const own = tested.losses.get(standing) ?? [];
      const both = tested.losses.get(ensemble) ?? [];
      const test = value(dieboldMariano(own, both));
      const isIn = test.statistic > 0 && test.pValue < 0.05;
      const deciding = mean(decidingLosses(tested, standing, ensemble));
      accepted += isIn ? 1 : 0;
      sums.standing += mean(own) / coins.length;
      sums.ensemble += mean(both) / coins.length;
      sums.deciding += deciding / coins.length;
      console.log(
        `  ${tested.coin.padEnd(5)} QLIKE ${mean(own).toFixed(4)} alone, ${mean(both).toFixed(4)} with it, DM t ${test.statistic.toFixed(2).padStart(5)}, p ${test.pValue.toFixed(3)}: ${isIn ? "accepted" : "not accepted"}; deciding as it goes ${deciding.toFixed(4)}`,
      );
    }
    console.log(
      `  accepted on ${accepted} of ${coins.length}; mean QLIKE ${sums.standing.toFixed(4)} alone, ${sums.ensemble.toFixed(4)} with it, ${sums.deciding.toFixed(4)} deciding as it goes`,
    );
  }
}

/** Losses of the ensemble that knows, on each day, the record of the days before only. */
function decidingLosses(
  { realised, forecasts, losses }: TestedCoin,
  standing: string,
  ensemble: string,
): number[] {
  const own = losses.get(standing) ?? [];
  const both = losses.get(ensemble) ?? [];
  let isIn = false;
  return realised.map((variance, t) => {
    const [h, member] = [standing, NEURAL_MODEL].map((name) => forecasts.get(name)?.[t] as number);
    if (t >= RECORD_DAYS && t % DECIDE_DAYS === 0) {
      const record = { standing: own.slice(0, t), ensemble: both.slice(0, t) };
      const decided = value(ensembleForecast(h as number, member as number, record));
      isIn = decided.accepted;
      return qlike(variance, decided.variance);
    }
    return (isIn ? both[t] : own[t]) as number;
  });
}

function mean(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
}
