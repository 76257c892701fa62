/** Seconds of a year, ACT/365. */
export const SECONDS_PER_YEAR = 365 * 86_400;

/** The double nearest to `value / 10 ** decimals`. */
export function toNumber(value: bigint, decimals: number): number {
  return Number(`${value}e-${decimals}`);
}
