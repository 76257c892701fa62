import { ok, type Result } from "../result.ts";
import { type DieboldMariano, dieboldMariano } from "./dieboldMariano.ts";
import { geometricMeanForecast } from "./geometricMean.ts";

/** Losses that two forecasts of the same past days had, oldest first. */
export interface TrackRecord {
  /** Of the model that stands unless the other is proven. */
  readonly standing: readonly number[];
  /** Of the geometric mean of both. */
  readonly ensemble: readonly number[];
}

export interface EnsembleForecast {
  readonly variance: number;
  /** Whether the member is in it. */
  readonly accepted: boolean;
  readonly test: DieboldMariano;
}

/** Share of equally good members that would be let in by chance, at most. */
const LEVEL = 0.05;

/**
 * The standing forecast, or its geometric mean with a member that has earned its place: only where the ensemble's record
 * is better by the Diebold-Mariano test at 5 %, two-sided.
 * Fails with INVALID_INPUT for forecasts that are not positive, and as `dieboldMariano` does.
 */
export function ensembleForecast(
  standing: number,
  member: number,
  record: TrackRecord,
): Result<EnsembleForecast> {
  const test = dieboldMariano(record.standing, record.ensemble);
  if (!test.ok) return test;
  const accepted = test.value.statistic > 0 && test.value.pValue < LEVEL;
  const variance = geometricMeanForecast(accepted ? [standing, member] : [standing]);
  return variance.ok ? ok({ variance: variance.value, accepted, test: test.value }) : variance;
}
