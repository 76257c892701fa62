import { type Certificate, certify } from "./certificate.ts";
import { multiplySquare, sparseRows } from "./dense.ts";
import type { ImpactProgram } from "./impactProgram.ts";

/**
 * The certificate of a point, with the price of the budget that suits it best: the median of what the trading
 * variables ask for. Where nothing trades, the cost's subgradient is the one nearest to stationarity.
 */
export function checkImpact(
  inner: ImpactProgram,
  x: Float64Array,
  iterations: number,
): { certificate: Certificate; price: number } {
  const smooth = multiplySquare(inner.quadratic, x).map((value, i) => value + (inner.linear[i] as number));
  const slope = x.map((value, i) => {
    const d = value - (inner.start[i] as number);
    const size = Math.abs(d);
    return (
      Math.sign(d) *
      ((inner.linearCost[i] as number) + 1.5 * (inner.impactCost[i] as number) * Math.sqrt(size))
    );
  });
  const price = budgetPrice(inner, x, smooth, slope);
  const gradient = smooth.map((value, i) => {
    if (x[i] !== inner.start[i]) return value + (slope[i] as number);
    const wanted = price * (inner.total[i] as number) - value;
    const limit = inner.linearCost[i] as number;
    return value + Math.max(-limit, Math.min(limit, wanted));
  });
  const region = {
    ...sparseRows([inner.total]),
    columnLower: inner.lower,
    columnUpper: inner.upper,
    rowLower: Float64Array.of(inner.budget),
    rowUpper: Float64Array.of(inner.budget),
  };
  const claim = { x, gradient, duals: Float64Array.of(price), solver: "impact", iterations };
  return { certificate: certify(region, claim), price };
}

/** The price at which every variable is content: inside the intersection of what each accepts, as far as there is one. */
function budgetPrice(
  inner: ImpactProgram,
  x: Float64Array,
  smooth: Float64Array,
  slope: Float64Array,
): number {
  let low = -Infinity;
  let high = Infinity;
  const exact: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const weight = inner.total[i] as number;
    if (weight === 0) continue;
    const still = x[i] === inner.start[i];
    const room = still ? (inner.linearCost[i] as number) : 0;
    const base = (smooth[i] as number) + (still ? 0 : (slope[i] as number));
    const ends = [(base - room) / weight, (base + room) / weight];
    const atLower = x[i] === inner.lower[i];
    const atUpper = x[i] === inner.upper[i];
    if (!still && !atLower && !atUpper) exact.push(base / weight);
    // At its lower bound a variable accepts any price below, at its upper bound any above (for a positive weight).
    const openBelow = weight > 0 ? atLower : atUpper;
    const openAbove = weight > 0 ? atUpper : atLower;
    if (!openBelow) low = Math.max(low, Math.min(...ends));
    if (!openAbove) high = Math.min(high, Math.max(...ends));
  }
  if (exact.length > 0) {
    exact.sort((a, b) => a - b);
    return exact[Math.floor(exact.length / 2)] as number;
  }
  if (low === -Infinity) return high === Infinity ? 0 : high;
  return high === Infinity ? low : (low + high) / 2;
}
