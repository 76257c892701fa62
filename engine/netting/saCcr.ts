import { fail, invalid, ok, type Result } from "../result.ts";
import { checkFinite, checkNonNegative } from "../risk/checks.ts";

/** Positions that offset each other in full: one underlying, or one currency pair. */
export interface HedgingSet {
  /** Share of the notional that a year may cost, such as 0.04 for a currency pair. */
  readonly supervisoryFactor: number;
  /** Sum of delta x notional x maturity factor, signed, USD. */
  readonly effectiveNotionalUsd: number;
}

/** What a margin agreement lets stand without collateral. */
export interface MarginTerms {
  readonly thresholdUsd: number;
  readonly minimumTransferUsd: number;
  /** Collateral that stays whatever the value of the trades: net independent amount. */
  readonly independentUsd: number;
}

/** One netting set against one counterparty. */
export interface SaCcrInput {
  /** Net market value of its trades, USD. */
  readonly valueUsd: number;
  /** Collateral held less collateral posted, after haircuts, USD. */
  readonly collateralUsd: number;
  readonly hedgingSets: readonly HedgingSet[];
  /** Absent when nothing is exchanged as values move. */
  readonly margin?: MarginTerms;
}

/** Exposure of one netting set and the terms of the sum, USD. */
export interface SaCcrExposure {
  readonly replacementCostUsd: number;
  /** Of all hedging sets, which do not offset each other. */
  readonly addOnUsd: number;
  /** Share of the add-on that excess collateral leaves, 0.05 to 1. */
  readonly multiplier: number;
  readonly potentialFutureExposureUsd: number;
  readonly exposureAtDefaultUsd: number;
}

const ALPHA = 1.4;
const MULTIPLIER_FLOOR = 0.05;

/** Share of the add-on that counts: min(1, 0.05 + 0.95 exp((V - C) / (1.9 add-on))). Basel CRE52.23. */
export function saCcrMultiplier(excessUsd: number, addOnUsd: number): number {
  if (excessUsd >= 0) return 1;
  const range = 1 - MULTIPLIER_FLOOR;
  return MULTIPLIER_FLOOR + range * Math.exp(excessUsd / (2 * range * addOnUsd));
}

/**
 * Exposure at default by the standardised approach: 1.4 (RC + multiplier x add-on), RC = max(V - C, TH + MTA - NICA, 0)
 * under a margin agreement and max(V - C, 0) without one. The cap of a margined set at its unmargined exposure is not
 * applied, as in ORE: it needs the same set without its agreement.
 *
 * A read-out of what a counterparty, such as a venue, may owe at worst; it is no margin that anyone asks.
 * Fails with INVALID_INPUT naming each field. Source: Basel CRE52; OpenSourceRisk/Engine SA-CCR.
 */
export function saCcrExposure(input: SaCcrInput): Result<SaCcrExposure> {
  const { valueUsd, collateralUsd, hedgingSets, margin } = input;
  const issues = [
    ...checkFinite("valueUsd", valueUsd),
    ...checkFinite("collateralUsd", collateralUsd),
    ...hedgingSets.flatMap((set, i) => [
      ...checkNonNegative(`hedgingSets[${i}].supervisoryFactor`, set.supervisoryFactor),
      ...checkFinite(`hedgingSets[${i}].effectiveNotionalUsd`, set.effectiveNotionalUsd),
    ]),
    ...Object.entries(margin ?? {}).flatMap(([name, usd]) => checkNonNegative(`margin.${name}`, usd)),
  ];
  if (issues.length > 0) return fail(...issues);
  const excessUsd = valueUsd - collateralUsd;
  const unsecuredUsd =
    margin === undefined ? 0 : margin.thresholdUsd + margin.minimumTransferUsd - margin.independentUsd;
  const replacementCostUsd = Math.max(excessUsd, unsecuredUsd, 0);
  const addOnUsd = hedgingSets.reduce(
    (sum, set) => sum + set.supervisoryFactor * Math.abs(set.effectiveNotionalUsd),
    0,
  );
  const multiplier = saCcrMultiplier(excessUsd, addOnUsd);
  const potentialFutureExposureUsd = multiplier * addOnUsd;
  const exposureAtDefaultUsd = ALPHA * (replacementCostUsd + potentialFutureExposureUsd);
  if (!Number.isFinite(exposureAtDefaultUsd)) {
    return fail(invalid("hedgingSets", "of finite exposure", exposureAtDefaultUsd));
  }
  return ok({ replacementCostUsd, addOnUsd, multiplier, potentialFutureExposureUsd, exposureAtDefaultUsd });
}
