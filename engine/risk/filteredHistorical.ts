import { fail, invalid, ok, type Result } from "../result.ts";
import { checkConfidence, checkSample, type TailRisk } from "./checks.ts";
import { historicalTail } from "./historical.ts";

/** RiskMetrics' daily decay. */
const DEFAULT_DECAY = 0.94;

/** Returns rescaled to today's variance. */
export interface FilteredReturns {
  /** Variance before each return, and the one for the next period. */
  readonly variance: readonly number[];
  readonly nextVariance: number;
  /** return / sd at its time * next sd. */
  readonly filtered: readonly number[];
}

/**
 * Filters returns by an EWMA variance h_t = decay h_(t-1) + (1 - decay) r_(t-1)^2, seeded with the first squared
 * return, and scales them to the next period. Source: Barone-Adesi, Giannopoulos, Vosper (1999); RiskMetrics (1996).
 * Fails on fewer than two returns, a first return of zero (no variance to divide by) or a decay outside (0, 1).
 */
export function filterReturns(returns: readonly number[], decay = DEFAULT_DECAY): Result<FilteredReturns> {
  const issues = checkSample("returns", returns, 2);
  if (!(decay > 0 && decay < 1)) issues.push(invalid("decay", "in (0, 1)", decay));
  const first = returns[0] ?? Number.NaN;
  if (first === 0) issues.push(invalid("returns[0]", "not zero: it seeds the variance", first));
  if (issues.length > 0) return fail(...issues);
  const variance: number[] = [];
  let h = first * first;
  for (const r of returns) {
    variance.push(h);
    h = decay * h + (1 - decay) * r * r;
  }
  const filtered = returns.map((r, t) => r * Math.sqrt(h / (variance[t] ?? Number.NaN)));
  return ok({ variance, nextVariance: h, filtered });
}

/** VaR and ES of returns rescaled to today's variance; the units of the returns. */
export function filteredHistoricalTail(
  returns: readonly number[],
  confidence: number,
  decay = DEFAULT_DECAY,
): Result<TailRisk> {
  const issues = checkConfidence(confidence);
  const scaled = filterReturns(returns, decay);
  if (!scaled.ok) return fail(...issues, ...scaled.issues);
  return historicalTail(scaled.value.filtered, confidence);
}
