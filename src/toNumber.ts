/**
 * The double nearest to `value / 10 ** decimals`. Parsing decimal digits rounds once; dividing the integer's own double
 * by a power of ten would round twice.
 */
export function toNumber(value: bigint, decimals: number): number {
  return Number(`${value}e-${decimals}`);
}
