/** Days in HAR's three means: a day, a trading week and a trading month. */
export const HAR_LAGS = [1, 5, 22] as const;

/** Observations before the first one that has all means. */
export const HAR_WARM_UP = HAR_LAGS[2];

/**
 * Intercept and the means of the last 1, 5 and 22 values up to and including index `last`. Source: Corsi, J. Financial
 * Econometrics 7 (2009) 174-196.
 */
export function harRegressors(values: readonly number[], last: number): number[] {
  const row = [1];
  for (const lag of HAR_LAGS) {
    let sum = 0;
    for (let i = last - lag + 1; i <= last; i++) sum += values[i] as number;
    row.push(sum / lag);
  }
  return row;
}
