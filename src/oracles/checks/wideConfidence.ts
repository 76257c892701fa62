import { labelOf } from "./profile.ts";
import { roundOf } from "./reading.ts";
import { inOrder } from "./ring.ts";
import type { UpdateRule } from "./rule.ts";
import { median } from "./statistics.ts";
import { percent } from "./verdict.ts";

export interface WideConfidenceParameters {
  /** Confidence over price that is too wide for a feed that states no width of its own; twice that is critical. */
  readonly maxConfidence: number;
  /** So many times the feed's own median width is unusual. */
  readonly timesMedian: number;
  /** Below this width nothing is unusual. */
  readonly floor: number;
  readonly minimumHistory: number;
}

/**
 * The publishers disagree so much that the price means little. For feeds with a minimum and a maximum price, half their
 * distance is the confidence.
 *
 * Definition, c = confidence / |p|: critical when c > 2 C; warning when c > C, or when c > 0.1 % and c > 10 median(c) over
 * the newest 96 updates. C is the feed's own `maxConfidence`, else 1 %.
 * Sources: Drift rejects above 2 % (OracleGuardRails), Euler's Pyth adapter above 3 %, Mango since December 2021 above 10 %;
 * Pyth calls 0.1 % typical and 2 % unusually large for BTC. Pyth BTC on 2021-09-20: 21,623 / 5,402 = 400 %.
 */
export const wideConfidence: UpdateRule<WideConfidenceParameters> = {
  name: "wide-confidence",
  openAfter: 1,
  closeAfter: 3,
  parameters: { maxConfidence: 0.01, timesMedian: 10, floor: 0.001, minimumHistory: 24 },
  look({ profile, update, state }, { maxConfidence, timesMedian, floor, minimumHistory }) {
    if (update.confidence === null || !(update.price > 0)) return null;
    const width = update.confidence / update.price;
    if (width <= floor) return null;
    const limit = profile.maxConfidence ?? maxConfidence;
    const isUnusual =
      width <= limit &&
      state.confidences.values.length >= minimumHistory &&
      width > timesMedian * median(inOrder(state.confidences));
    if (width <= limit && !isUnusual) return null;
    return {
      severity: width > 2 * limit ? "critical" : "warning",
      message: `${labelOf(profile)}: the confidence is ${percent(width)} of the price`,
      evidence: {
        confidence: update.confidence,
        width,
        limit,
        isUnusual,
        rounds: [roundOf(profile, update)],
      },
    };
  },
};
