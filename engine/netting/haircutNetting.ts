import { fail, invalid, ok, type Result } from "../result.ts";
import { checkFinite } from "../risk/checks.ts";

/** What one netting set holds of one underlying, and how far other sets may count on it. */
export interface HaircutExposure {
  readonly nettingSetId: string;
  /** USD, signed. */
  readonly netUsd: number;
  /** Share of it that does not count as a hedge elsewhere, 0 to 1: latency and venue haircuts, added up. */
  readonly haircut: number;
}

/** A net between the informational and the enforceable one. USD. */
export interface HaircutNet {
  /** sqrt(x'Rx) with the haircuts in R, never below the informational net. */
  readonly haircutUsd: number;
  readonly enforceableUsd: number;
  readonly informationalUsd: number;
}

/**
 * Nets one underlying over venues as far as its hedges can be trusted: K = sqrt(x'Rx), R = 1 on the diagonal and
 * d_i d_j rho_ij elsewhere, d = 1 - haircut. R stays positive semidefinite when rho is. Two exposures of one sign are
 * diversified by rho too, which is no hedge at all, so the net is never below |sum x|. `correlation(i, j)` is asked
 * for pairs i < j and answers in [-1, 1], such as `basisCorrelation`.
 *
 * The shape of the FRTB rule that treats the exchange as a dimension of crypto risk (MAR/SCO60 group 2a).
 */
export function haircutNet(
  exposures: readonly HaircutExposure[],
  correlation: (a: HaircutExposure, b: HaircutExposure) => number,
): Result<HaircutNet> {
  const issues = exposures.flatMap((exposure, i) => {
    const found = checkFinite(`exposures[${i}].netUsd`, exposure.netUsd);
    if (!(exposure.haircut >= 0 && exposure.haircut <= 1)) {
      found.push(invalid(`exposures[${i}].haircut`, "in [0, 1]", exposure.haircut));
    }
    return found.map((issue) => ({ ...issue, subject: exposure.nettingSetId }));
  });
  if (issues.length > 0) return fail(...issues);
  let square = 0;
  let enforceableUsd = 0;
  let net = 0;
  for (const [i, a] of exposures.entries()) {
    square += a.netUsd * a.netUsd;
    enforceableUsd += Math.abs(a.netUsd);
    net += a.netUsd;
    for (const [k, b] of exposures.slice(i + 1).entries()) {
      const rho = correlation(a, b);
      if (!(rho >= -1 && rho <= 1)) {
        return fail(invalid(`correlation(${i}, ${i + 1 + k})`, "in [-1, 1]", rho));
      }
      square += 2 * (1 - a.haircut) * (1 - b.haircut) * rho * a.netUsd * b.netUsd;
    }
  }
  const informationalUsd = Math.abs(net);
  const haircutUsd = Math.min(enforceableUsd, Math.max(informationalUsd, Math.sqrt(Math.max(0, square))));
  return ok({ haircutUsd, enforceableUsd, informationalUsd });
}
