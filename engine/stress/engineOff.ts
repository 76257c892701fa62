import { SECONDS_PER_YEAR } from "../book/row.ts";
import { fail, ok, type Result } from "../result.ts";
import { checkFinite, checkNonNegative } from "../risk/checks.ts";
import { covarianceRisk } from "../risk/covarianceRisk.ts";

/** A netting set whose close-out is late. */
export interface EngineOffInput {
  readonly equityUsd: number;
  /** Dollar deltas in the order of the covariance matrix. */
  readonly deltaUsd: readonly number[];
  /** Annual covariance of the underlyings' returns. */
  readonly covariance: readonly (readonly number[])[];
  readonly z: number;
  /** How long keepers, the sequencer or the oracle stand still. */
  readonly delaySeconds: number;
}

/**
 * Loss beyond equity while liquidation is off, in USD: max(0, z sd(delay) - equity). It falls on the venue's insurance
 * or on its other users, and shows whether the set's margin covers an outage of that length.
 */
export function engineOffShortfall(input: EngineOffInput): Result<{
  readonly lossUsd: number;
  readonly shortfallUsd: number;
}> {
  const { equityUsd, deltaUsd, covariance, z, delaySeconds } = input;
  const issues = [
    ...checkFinite("equityUsd", equityUsd),
    ...checkNonNegative("z", z),
    ...checkNonNegative("delaySeconds", delaySeconds),
  ];
  if (issues.length > 0) return fail(...issues);
  const risk = covarianceRisk(deltaUsd, covariance, z * Math.sqrt(delaySeconds / SECONDS_PER_YEAR));
  if (!risk.ok) return risk;
  return ok({ lossUsd: risk.value.risk, shortfallUsd: Math.max(0, risk.value.risk - equityUsd) });
}
