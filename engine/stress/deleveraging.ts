import { fail, invalid, ok, type Result } from "../result.ts";
import { checkFinite, checkNonNegative, checkPositive } from "../risk/checks.ts";
import { covarianceRisk } from "../risk/covarianceRisk.ts";

/** A leg that a venue may close by auto-deleveraging. */
export interface DeleverageLeg {
  readonly id: string;
  /** Dollar deltas in the order of the covariance matrix. */
  readonly deltaUsd: readonly number[];
  readonly unrealisedPnlUsd: number;
  /** Whether the venue can deleverage it: a perp at a venue that does so, not an option or a coin. */
  readonly eligible: boolean;
}

/** Market and assumptions of the test. */
export interface DeleverageParameters {
  /** Daily covariance of the underlyings' returns. */
  readonly covariance: readonly (readonly number[])[];
  readonly z: number;
  readonly horizonDays: number;
  /** Share of the leg's profit that is still paid, 0 to 1. */
  readonly recovery: number;
}

/** The book after its best hedge was closed against the owner's will. USD. */
export interface DeleverageResult {
  /** The leg whose loss raises VaR most; null when no eligible leg lowers it. */
  readonly closed: string | null;
  readonly varBeforeUsd: number;
  readonly varAfterUsd: number;
  readonly forgonePnlUsd: number;
  /** Rise of VaR plus forgone profit. */
  readonly stressUsd: number;
}

/**
 * Auto-deleveraging of the best hedge: venues close the winning side at the bankrupt counterparty's price, so the
 * hedge goes exactly when it has paid off. stress = VaR(without it) - VaR(with it) + profit (1 - recovery).
 */
export function deleverageBestHedge(
  legs: readonly DeleverageLeg[],
  parameters: DeleverageParameters,
): Result<DeleverageResult> {
  const { covariance, z, horizonDays, recovery } = parameters;
  const size = covariance.length;
  const issues = [
    ...checkNonNegative("z", z),
    ...checkPositive("horizonDays", horizonDays),
    ...legs.flatMap(({ deltaUsd, unrealisedPnlUsd }, i) => [
      ...checkFinite(`legs[${i}].unrealisedPnlUsd`, unrealisedPnlUsd),
      ...(deltaUsd.length === size
        ? []
        : [invalid(`legs[${i}].deltaUsd.length`, `${size}, like the covariance`, deltaUsd.length)]),
    ]),
  ];
  if (!(recovery >= 0 && recovery <= 1)) issues.push(invalid("recovery", "in [0, 1]", recovery));
  if (issues.length > 0) return fail(...issues);
  const varOf = (included: readonly DeleverageLeg[]) => {
    const exposures = covariance.map((_, u) =>
      included.reduce((sum, leg) => sum + (leg.deltaUsd[u] ?? 0), 0),
    );
    return covarianceRisk(exposures, covariance, z * Math.sqrt(horizonDays));
  };
  const before = varOf(legs);
  if (!before.ok) return before;
  const varBeforeUsd = before.value.risk;
  let closed: DeleverageLeg | null = null;
  let varAfterUsd = varBeforeUsd;
  for (const leg of legs) {
    if (!leg.eligible) continue;
    const after = varOf(legs.filter((other) => other !== leg));
    if (!after.ok) return after;
    if (after.value.risk > varAfterUsd) [closed, varAfterUsd] = [leg, after.value.risk];
  }
  const forgonePnlUsd = Math.max(0, closed?.unrealisedPnlUsd ?? 0) * (1 - recovery);
  return ok({
    closed: closed?.id ?? null,
    varBeforeUsd,
    varAfterUsd,
    forgonePnlUsd,
    stressUsd: varAfterUsd - varBeforeUsd + forgonePnlUsd,
  });
}
