import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { feedDecision, isHeard, type OpenAnomaly, type OracleAction, type PolicyReason } from "./policy.ts";
import { priceVariance } from "./variance.ts";
import { weightedMedian, withoutMajority } from "./weightedMedian.ts";

/** A source of an asset's price, with what is open against it. */
export interface PriceSource {
  readonly id: string;
  /** USD. */
  readonly price: number;
  /** Unix seconds. */
  readonly publishedAt: number;
  /** Deviation band as a fraction; 0 where none is promised. */
  readonly deviation: number;
  /** One standard deviation in USD; null when the source states none. */
  readonly confidence: number | null;
  readonly anomalies: readonly OpenAnomaly[];
}

export interface ConsensusSource {
  readonly id: string;
  readonly price: number;
  readonly ageSeconds: number;
  readonly action: OracleAction;
  readonly reasons: readonly PolicyReason[];
  /** Share of the consensus; 0 for a source that is not heard. */
  readonly weight: number;
}

export interface Consensus {
  /** USD. */
  readonly price: number;
  /** Relative variance of the price: the typical source's own plus the dispersion between them. */
  readonly variance: number;
  /** Robust relative standard deviation between the sources heard. */
  readonly dispersion: number;
  readonly sources: readonly ConsensusSource[];
}

/** Makes a median absolute deviation estimate a standard deviation. */
const MAD_TO_SIGMA = 1.4826;

/**
 * Consensus price of an asset: the weighted median of its healthy sources, weights inverse to their variances by band,
 * confidence, age and the policy's widening, and no source above the second. The variance is not divided by the number of sources: oracles of one asset watch the same venues, so they err together.
 *
 * @param now Unix seconds
 * @param volatility of the asset a year, as a fraction
 * @returns UNPRICED when no source is heard, INVALID_INPUT for prices that are none; the policy's reasons come along
 */
export function consensusPrice(
  sources: readonly PriceSource[],
  now: number,
  volatility: number,
): Result<Consensus> {
  const issues = sources.flatMap((source) => problems(source));
  if (!(volatility >= 0) || !Number.isFinite(volatility)) {
    issues.push(invalid("volatility", "a finite number from 0", volatility));
  }
  if (issues.length > 0) return fail(...issues);
  const judged = sources.map((source) => {
    const { action, reasons } = feedDecision(source.anomalies);
    const ageSeconds = Math.max(0, now - source.publishedAt);
    const variance = priceVariance({
      deviation: source.deviation,
      confidence: (source.confidence ?? 0) / source.price,
      ageSeconds,
      volatility,
      isWidened: action !== "use",
    });
    return { source, action, reasons, ageSeconds, variance };
  });
  const heard = judged.filter(({ action }) => isHeard(action));
  if (heard.length === 0) return fail(unpriced(judged));
  const weights = withoutMajority(heard.map(({ variance }) => 1 / variance));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const prices = heard.map(({ source }, i) => ({ value: source.price, weight: weights[i] ?? 0 }));
  const price = weightedMedian(prices);
  const distances = prices.map(({ value, weight }) => ({ value: Math.abs(value / price - 1), weight }));
  const dispersion = MAD_TO_SIGMA * weightedMedian(distances);
  const own = weightedMedian(heard.map(({ variance }, i) => ({ value: variance, weight: weights[i] ?? 0 })));
  return ok({
    price,
    variance: own + dispersion ** 2,
    dispersion,
    sources: judged.map((one) => ({
      id: one.source.id,
      price: one.source.price,
      ageSeconds: one.ageSeconds,
      action: one.action,
      reasons: one.reasons,
      weight: (weights[heard.indexOf(one)] ?? 0) / total,
    })),
  });
}

function problems({ id, price, publishedAt, deviation, confidence }: PriceSource): Issue[] {
  const checks: readonly [field: string, isRight: boolean, rule: string, value: unknown][] = [
    ["price", price > 0 && Number.isFinite(price), "a finite number above 0", price],
    ["publishedAt", Number.isFinite(publishedAt), "Unix seconds", publishedAt],
    ["deviation", deviation >= 0 && deviation <= 1, "a fraction from 0 to 1", deviation],
    ["confidence", confidence === null || confidence >= 0, "a number from 0", confidence],
  ];
  return checks
    .filter(([, isRight]) => !isRight)
    .map(([field, , rule, value]) => ({ ...invalid(field, rule, value), subject: id }));
}

function unpriced(judged: readonly { source: PriceSource; reasons: readonly PolicyReason[] }[]): Issue {
  const why = judged.map(({ source, reasons }) => `${source.id}: ${reasons[0]?.message ?? "no reason"}`);
  return {
    code: "UNPRICED",
    message: why.length === 0 ? "there is no source" : `no source can be used (${why.join("; ")})`,
  };
}
