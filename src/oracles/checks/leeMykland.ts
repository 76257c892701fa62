/** sqrt(2 / pi): the mean of |z| of a standard normal. */
const C = Math.sqrt(2 / Math.PI);
/** -ln(-ln(1 - alpha)) of the Gumbel distribution at alpha = 1 %. */
const GUMBEL_ONE_PERCENT = -Math.log(-Math.log(0.99));

/**
 * The value that |L| of a jump-free series exceeds in 1 % of series of `count` returns.
 * C_n + S_n beta*, C_n = sqrt(2 ln n) / c - (ln pi + ln ln n) / (2 c sqrt(2 ln n)), S_n = 1 / (c sqrt(2 ln n)).
 * Source: Lee and Mykland, Review of Financial Studies 21 (2008), lemma 1.
 */
export function leeMyklandLimit(count: number): number {
  const root = Math.sqrt(2 * Math.log(count));
  const location = root / C - (Math.log(Math.PI) + Math.log(Math.log(count))) / (2 * C * root);
  return location + GUMBEL_ONE_PERCENT / (C * root);
}

/**
 * L = r / sigma with sigma^2 = sum |r_j| |r_{j-1}| / (K - 2) over the K returns before: bipower variation, which one jump
 * among them does not inflate. NaN for fewer than three returns; infinite over a flat history.
 */
export function leeMyklandStatistic(move: number, before: readonly number[]): number {
  let sum = 0;
  for (let i = 1; i < before.length; i++) sum += Math.abs(before[i] ?? 0) * Math.abs(before[i - 1] ?? 0);
  return before.length < 3 ? Number.NaN : move / Math.sqrt(sum / (before.length - 2));
}
