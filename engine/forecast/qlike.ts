/**
 * QLIKE loss of a variance forecast: v/h - ln(v/h) - 1, 0 when right. With squared error the only common loss whose
 * ranking survives a noisy but unbiased proxy. Source: Patton, J. Econometrics 160 (2011) 246-256.
 *
 * @param realised variance that came, > 0
 * @param forecast variance that was expected, > 0; both per the same period
 */
export function qlike(realised: number, forecast: number): number {
  const ratio = realised / forecast;
  return ratio - Math.log(ratio) - 1;
}
