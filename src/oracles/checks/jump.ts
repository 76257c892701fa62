import { hampelScore } from "./hampel.ts";
import { leeMyklandLimit, leeMyklandStatistic } from "./leeMykland.ts";
import { labelOf } from "./profile.ts";
import { roundOf } from "./reading.ts";
import { inOrder } from "./ring.ts";
import type { Look, UpdateRule } from "./rule.ts";
import { SECONDS_A_YEAR } from "./statistics.ts";
import { type Finding, percent, type Severity } from "./verdict.ts";

export interface JumpParameters {
  /** A move below this is no jump, whatever the history; three deviation bands where those are wider. */
  readonly floor: number;
  /** Robust z-score that makes a jump. */
  readonly score: number;
  /** Returns that the two volatility tests need; with fewer, only a move past `large` and an assumed volatility counts. */
  readonly minimumHistory: number;
  /** A move that warns even unconfirmed, and that a return can prove to have been a spike. */
  readonly large: number;
  /** A factor within so many seconds that no honest market explains, whoever confirms it. */
  readonly impossibleFactor: number;
  readonly impossibleSeconds: number;
  /** A year's volatility, as a fraction, of a feed with less history than that. */
  readonly assumedVolatility: number;
  /** Share of the move that has to come back, within how many updates and seconds. */
  readonly returned: number;
  readonly returnUpdates: number;
  readonly returnSeconds: number;
}

/**
 * A move that neither the feed's own band nor its volatility explains. A market can jump too, so a jump alone is a warning at
 * most; it is critical when an independent source disagrees with the new price, or when it comes back at once.
 *
 * Definition, r = ln(p / p_before): a jump when |r| > max(3 b, 1.5 %) and the Hampel score > 8 and |L| of Lee-Mykland
 * exceeds its 1 % limit. With fewer returns than those two need, |r| > max(5 %, 8 sigma sqrt(time)) at an assumed volatility
 * of 100 % a year: a feed that speaks again after a month has moved, not jumped. Severity: critical when the reference is further than max(b + b_ref + 0.25 %, |r| / 2) from the new
 * price, or when |r| > max(3 b, 5 %) returned by 80 % within 2 updates and 600 s, or from a factor of 10 within the hour; info
 * when the reference agrees; without a reference warning past 5 %, else info.
 *
 * Reasons. Hampel alone at 8 flags 273 to 310 of 10,800 true rounds, because deviation-triggered sampling is not uniform;
 * with the floor 18 to 20, all true moves: so it never is critical alone. The largest true move between rounds was 3.3 %;
 * 5 % is yearn/monitoring's rate-change alarm. True moves of 2 % do come back by 80 % within two rounds (5 times in 21,797),
 * hence the size; a feed that updates on deviation mends itself in the next block or two, a market takes longer, hence the
 * 600 s. The steepest true hour on record, LUNA on 2022-05-12, was a factor of 7.5; MNGO on 2022-10-11 rose by 24 in minutes because
 * somebody bought it all, and INV on 2022-04-02 by 50: a market that agrees has been moved too. Sources: Hampel 1974; Lee and Mykland 2008; Pyth's root cause analysis of 2021-09-20.
 */
export const jump: UpdateRule<JumpParameters> = {
  name: "jump",
  openAfter: 1,
  closeAfter: 3,
  parameters: {
    floor: 0.015,
    score: 8,
    minimumHistory: 24,
    large: 0.05,
    impossibleFactor: 10,
    impossibleSeconds: 3600,
    assumedVolatility: 1,
    returned: 0.8,
    returnUpdates: 2,
    returnSeconds: 600,
  },
  look(look, parameters) {
    const { profile, update, previous, state } = look;
    if (previous === null || profile.kind !== "oracle") return undefined;
    const spike = returnedSpike(look, parameters);
    if (spike !== null) return spike;
    const move = Math.log(update.price / previous.price);
    const size = Math.abs(move);
    if (size <= Math.max(3 * profile.deviation, parameters.floor)) return null;
    const seconds = update.time - previous.time;
    const returns = inOrder(state.returns);
    const evidence: Record<string, number> = { move, size };
    if (returns.length < parameters.minimumHistory) {
      const years = Math.max(0, seconds) / SECONDS_A_YEAR;
      const plausible = parameters.score * parameters.assumedVolatility * Math.sqrt(years);
      if (size <= Math.max(parameters.large, plausible)) return null;
    } else {
      const score = hampelScore(move, seconds, returns, state.intervals.values);
      const statistic = Math.abs(leeMyklandStatistic(move, returns));
      const limit = leeMyklandLimit(returns.length);
      if (score <= parameters.score || statistic <= limit) return null;
      evidence.hampelScore = score;
      evidence.leeMykland = statistic;
      evidence.leeMyklandLimit = limit;
    }
    const { severity, why } = judge(look, size, seconds, parameters);
    return {
      severity,
      message: `${labelOf(profile)} jumped by ${percent(Math.expm1(move))}: ${why}`,
      evidence: {
        ...evidence,
        rounds: [roundOf(profile, previous), roundOf(profile, update), ...(look.reference?.rounds ?? [])],
      },
    };
  },
};

const MARGIN = 0.0025;

function judge(
  look: Look,
  size: number,
  seconds: number,
  parameters: JumpParameters,
): { severity: Severity; why: string } {
  const { profile, update, reference } = look;
  if (size >= Math.log(parameters.impossibleFactor) && seconds <= parameters.impossibleSeconds) {
    return { severity: "critical", why: "no market on record moved so far so fast" };
  }
  if (reference === null) {
    const severity = size > parameters.large ? "warning" : "info";
    return { severity, why: "no other source confirms it" };
  }
  const apart = Math.abs(Math.log(update.price / reference.price));
  return apart > Math.max(profile.deviation + reference.deviation + MARGIN, size / 2)
    ? { severity: "critical", why: `other sources are ${percent(apart)} away` }
    : { severity: "info", why: "other sources moved with it" };
}

/** The unconfirmed jump before this update that this update takes back. */
function returnedSpike({ profile, update, state }: Look, parameters: JumpParameters): Finding | null {
  const { jump: open } = state;
  if (open === null || update.time - open.to.time > parameters.returnSeconds) return null;
  const size = Math.log(open.to.price / open.from.price);
  if (Math.abs(size) <= Math.max(3 * profile.deviation, parameters.large)) return null;
  const returned = Math.log(open.to.price / update.price) / size;
  if (returned < parameters.returned) return null;
  return {
    severity: "critical",
    message: `${labelOf(profile)} spiked by ${percent(Math.expm1(size))} and came back`,
    evidence: {
      move: size,
      returned,
      rounds: [roundOf(profile, open.from), roundOf(profile, open.to), roundOf(profile, update)],
    },
  };
}
