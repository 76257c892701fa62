import { fail, type Issue, invalid, ok, type Result } from "../../result.ts";
import { HAR_LAGS } from "../harRegressors.ts";

/** A coin and the market around it, day by day and oldest first. */
export interface VarianceHistory {
  /** Realised variances, > 0. */
  readonly variances: readonly number[];
  /** Log returns of the same days. */
  readonly returns: readonly number[];
  /** Realised variances of the market's leader (Bitcoin) on the same days, > 0. */
  readonly market: readonly number[];
}

/** Days behind the longest mean that the network sees. */
export const NEURAL_WARM_UP = 66;
const [DAY, WEEK, MONTH] = HAR_LAGS;
/** Returns beyond this many of the month's standard deviations count as this many. */
const FARTHEST = 5;

/** What the network is told about the day after the first `known` days, and the base that its output scales. */
export interface VarianceInputs {
  readonly inputs: readonly number[];
  /** Mean variance of the last month: the forecast is this times exp(output). */
  readonly base: number;
}

/**
 * Inputs that no unit and no level enters, so that one network serves all coins: log ratios of HAR's means, own and the
 * market's, to the month's mean, and the last return in the month's standard deviations.
 * Fails with INVALID_INPUT for fewer than 66 days, columns of unequal length or a variance that is not positive.
 */
export function varianceInputs(history: VarianceHistory, known: number): Result<VarianceInputs> {
  const { variances, returns, market } = history;
  const issues: Issue[] = [];
  if (!(Number.isInteger(known) && known >= NEURAL_WARM_UP && known <= variances.length))
    issues.push(invalid("known", `a number of days from ${NEURAL_WARM_UP} on`, known));
  if (returns.length !== variances.length || market.length !== variances.length)
    issues.push(invalid("returns, market", `${variances.length} days, as variances`, returns.length));
  if (issues.length > 0) return fail(...issues);
  const own = (lag: number) => mean(variances, known, lag);
  const leader = (lag: number) => mean(market, known, lag);
  const base = own(MONTH);
  const shock = (returns[known - 1] as number) / Math.sqrt(base);
  const inputs = [
    Math.log(own(DAY) / base),
    Math.log(own(WEEK) / base),
    Math.log(own(NEURAL_WARM_UP) / base),
    Math.log(leader(DAY) / leader(MONTH)),
    Math.log(leader(WEEK) / leader(MONTH)),
    Math.max(-FARTHEST, Math.min(FARTHEST, shock)),
  ];
  const finite = inputs.every(Number.isFinite);
  return finite ? ok({ inputs, base }) : fail(invalid("variances, market, returns", "finite and > 0", "not"));
}

function mean(values: readonly number[], known: number, lag: number): number {
  let sum = 0;
  for (let i = known - lag; i < known; i++) sum += values[i] as number;
  return sum / lag;
}
