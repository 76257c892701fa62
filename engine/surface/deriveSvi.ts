import { fail, invalid, ok, type Result } from "../result.ts";

/** One SVI slice as Derive's volatility feed publishes it; fixed-point 1e18 fields already divided out. */
export interface DeriveSviParameters {
  readonly a: number;
  readonly b: number;
  readonly rho: number;
  readonly m: number;
  readonly sigma: number;
  /** USD; the forward of the same event, not the live one. */
  readonly forward: number;
  /** Years; the event's own reference time to expiry, not the live one. */
  readonly refTau: number;
}

/** Cap of the total variance in the contract (`MAX_TOTAL_VAR`); not the cap of 24 on total volatility in Black-76. */
const MAX_TOTAL_VARIANCE = 144;

/** Log-moneyness is clamped to this many at-the-money deviations: the wings beyond are flat. */
const CLAMP_DEVIATIONS = 4;

/**
 * Volatility per 1.00 of one strike (USD) by Derive's on-chain rule: k = ln(K / F) clamped to 4 sqrt(a + b sigma),
 * w = a + b (rho (k - m) + sqrt((k - m) ** 2 + sigma ** 2)) capped at 144, volatility = sqrt(w / refTau).
 *
 * Strike 0 gives 0, as on chain. Fails with INVALID_INPUT where the contract reverts: a forward or reference time
 * that is not positive, a negative variance, or anything not finite.
 * Source: derivexyz/lyra-utils src/math/SVI.sol.
 */
export function deriveSviVolatility(params: DeriveSviParameters, strike: number): Result<number> {
  const { a, b, rho, m, sigma, forward, refTau } = params;
  if (strike === 0) return ok(0);
  if (!(strike > 0 && strike < Infinity)) return fail(invalid("strike", "finite and not negative", strike));
  if (!(forward > 0 && forward < Infinity)) return fail(invalid("forward", "positive and finite", forward));
  if (!(refTau > 0 && refTau < Infinity)) return fail(invalid("refTau", "positive and finite", refTau));
  const clampVariance = a + b * sigma;
  if (!(clampVariance >= 0)) return fail(invalid("a + b sigma", "a variance of at least 0", clampVariance));

  const bound = CLAMP_DEVIATIONS * Math.sqrt(clampVariance);
  const k = Math.min(bound, Math.max(-bound, Math.log(strike / forward)));
  const totalVariance = a + b * (rho * (k - m) + Math.sqrt((k - m) ** 2 + sigma ** 2));
  if (!(totalVariance >= 0)) return fail(invalid("totalVariance", "at least 0", totalVariance));
  return ok(Math.sqrt(Math.min(totalVariance, MAX_TOTAL_VARIANCE) / refTau));
}
