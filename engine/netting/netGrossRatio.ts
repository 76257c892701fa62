import { fail, ok, type Result } from "../result.ts";
import { checkFinite } from "../risk/checks.ts";

/** How much of the gross exposure an agreement leaves standing, and what that does to its add-ons. */
export interface NetGrossRatio {
  /** Net over gross current exposure, 0 to 1. */
  readonly ratio: number;
  /** Share of the gross add-ons that counts between two parties: 0.4 + 0.6 ratio. */
  readonly bilateral: number;
  /** The same against a central counterparty: 0.15 + 0.85 ratio. */
  readonly centrallyCleared: number;
}

/**
 * Net-to-gross ratio of the trades of one netting set, max(sum V, 0) / sum max(V, 0), and the netting factors of the
 * current exposure method. Without a trade of positive value nothing is netted, and the ratio is 1.
 *
 * @param valuesUsd Market value of each trade, signed.
 * Source: Basel II annex IV; OpenSourceRisk/Engine user guide, capital.
 */
export function netGrossRatio(valuesUsd: readonly number[]): Result<NetGrossRatio> {
  const issues = valuesUsd.flatMap((usd, i) => checkFinite(`valuesUsd[${i}]`, usd));
  if (issues.length > 0) return fail(...issues);
  let net = 0;
  let gross = 0;
  for (const usd of valuesUsd) {
    net += usd;
    gross += Math.max(usd, 0);
  }
  const ratio = gross === 0 ? 1 : Math.max(net, 0) / gross;
  return ok({ ratio, bilateral: 0.4 + 0.6 * ratio, centrallyCleared: 0.15 + 0.85 * ratio });
}
