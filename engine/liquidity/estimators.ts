import { fail, invalid, ok, type Result } from "../result.ts";
import { checkPositive, checkSample } from "../risk/checks.ts";

/** Mean of |return| / dollar volume: the price move that a dollar of volume goes with. Source: Amihud (2002). */
export function amihudIlliquidity(
  returns: readonly number[],
  dollarVolumes: readonly number[],
): Result<number> {
  const issues = [
    ...checkSample("returns", returns, 1),
    ...sameLength("dollarVolumes", dollarVolumes, returns),
  ];
  dollarVolumes.forEach((volume, i) => {
    if (!(volume > 0)) issues.push(invalid(`dollarVolumes[${i}]`, "> 0", volume));
  });
  if (issues.length > 0) return fail(...issues);
  const sum = returns.reduce((total, r, i) => total + Math.abs(r) / (dollarVolumes[i] ?? Number.NaN), 0);
  return ok(sum / returns.length);
}

/** Price change per unit of signed volume, by least squares through the origin. Source: Kyle (1985). */
export function kyleLambda(
  priceChanges: readonly number[],
  signedVolumes: readonly number[],
): Result<number> {
  const issues = [
    ...checkSample("priceChanges", priceChanges, 1),
    ...checkSample("signedVolumes", signedVolumes, 1),
    ...sameLength("signedVolumes", signedVolumes, priceChanges),
  ];
  const squares = signedVolumes.reduce((sum, q) => sum + q * q, 0);
  if (squares === 0) issues.push(invalid("signedVolumes", "not all zero", 0));
  if (issues.length > 0) return fail(...issues);
  return ok(priceChanges.reduce((sum, dp, i) => sum + dp * (signedVolumes[i] ?? Number.NaN), 0) / squares);
}

/**
 * Effective spread of one trade, relative: 2 |execution - mid| / mid, mid before the trade. Of a pool's swap it contains
 * the fee, twice over. Source: Huang and Stoll, J. Financial Economics 41 (1996).
 */
export function effectiveSpread(execution: number, mid: number): Result<number> {
  const issues = [...checkPositive("execution", execution), ...checkPositive("mid", mid)];
  return issues.length > 0 ? fail(...issues) : ok((2 * Math.abs(execution - mid)) / mid);
}

/**
 * Effective spread from the bounce of trade prices: 2 sqrt(-cov of successive changes), 0 when they do not bounce.
 * Source: Roll, J. Finance 39 (1984). Price units; needs three prices.
 */
export function rollSpread(prices: readonly number[]): Result<number> {
  const issues = checkSample("prices", prices, 3);
  if (issues.length > 0) return fail(...issues);
  const changes = prices.slice(1).map((p, i) => p - (prices[i] ?? Number.NaN));
  const mean = changes.reduce((sum, dp) => sum + dp, 0) / changes.length;
  const pairs = changes.slice(1).map((dp, i) => (dp - mean) * ((changes[i] ?? Number.NaN) - mean));
  const covariance = pairs.reduce((sum, x) => sum + x, 0) / pairs.length;
  return ok(2 * Math.sqrt(Math.max(0, -covariance)));
}

function sameLength(field: string, values: readonly number[], like: readonly number[]) {
  return values.length === like.length ? [] : [invalid(`${field}.length`, `${like.length}`, values.length)];
}
