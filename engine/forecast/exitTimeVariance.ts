import { fail, type Issue, invalid, ok, type Result } from "../result.ts";

/** One round of a feed: log of its answer over the answer before, and the seconds between the two. */
export interface FeedRound {
  readonly logReturn: number;
  readonly seconds: number;
}

/** Variance rate of a feed that updates when the price leaves a band. */
export interface ExitTimeVariance {
  /** Squared log return per second. */
  readonly variancePerSecond: number;
  /** Rounds that left the band, and rounds that a heartbeat cut short. */
  readonly exits: number;
  readonly cut: number;
}

/**
 * Variance from the times between rounds of a deviation-threshold feed (Chainlink and its like). A driftless
 * Brownian motion needs delta^2 / sigma^2 to leave +-delta, and by optional stopping E[x^2] = sigma^2 E[t] also when
 * a heartbeat stops it first: sigma^2 = (exits delta^2 + sum of cut rounds' squares) / total time. An exit counts as
 * delta^2, not as its own square: what lies beyond the band is publishing delay, not variance of that stretch.
 * Source: optional stopping of W^2 - t (e.g. Karatzas and Shreve, section 2.8); Andersen, Dobrev and Schaumburg,
 * "Duration-based volatility estimation" (2008).
 *
 * @param rounds in order; a round that moved by `threshold` or more is an exit
 * @param threshold the feed's deviation, as a fraction (0.005 for 0.5 %)
 */
export function exitTimeVariance(rounds: readonly FeedRound[], threshold: number): Result<ExitTimeVariance> {
  const issues: Issue[] = [];
  if (!(threshold > 0 && threshold < 1)) issues.push(invalid("threshold", "between 0 and 1", threshold));
  if (rounds.length === 0) issues.push(invalid("rounds.length", ">= 1", 0));
  let squares = 0;
  let seconds = 0;
  let exits = 0;
  const up = Math.log1p(threshold);
  const down = Math.log1p(-threshold);
  for (const [i, round] of rounds.entries()) {
    if (!Number.isFinite(round.logReturn))
      issues.push(invalid(`rounds[${i}].logReturn`, "finite", round.logReturn));
    if (!(round.seconds >= 0 && round.seconds < Number.POSITIVE_INFINITY))
      issues.push(invalid(`rounds[${i}].seconds`, "finite and >= 0", round.seconds));
    seconds += round.seconds;
    const band = round.logReturn >= 0 ? up : down;
    const isExit = Math.abs(round.logReturn) >= Math.abs(band) * (1 - ROUNDING);
    squares += isExit ? band * band : round.logReturn ** 2;
    if (isExit) exits++;
  }
  if (issues.length === 0 && seconds === 0) issues.push(invalid("rounds", "spread over some time", 0));
  if (issues.length > 0) return fail(...issues);
  return ok({ variancePerSecond: squares / seconds, exits, cut: rounds.length - exits });
}

/** Answers carry 8 decimals: a price right on the band's edge must not fall inside by its last digit. */
const ROUNDING = 1e-9;
