import { labelOf } from "./profile.ts";
import { roundOf } from "./reading.ts";
import type { UpdateRule } from "./rule.ts";
import { quantileOfSorted } from "./statistics.ts";
import { percent } from "./verdict.ts";

export interface ObserverDispersionParameters {
  /** Interquartile range over the median that is unusual, unless the feed's band is wider. */
  readonly spread: number;
  /** A gap of so many deviation bands between neighbours divides the nodes into camps. */
  readonly gapInBands: number;
  /** Share of the nodes that makes a camp. */
  readonly camp: number;
  readonly minimumNodes: number;
}

/**
 * The nodes behind one answer disagree, as their own observations in the transmission show. The answer is their median, so a
 * faulty majority carries it: a split is critical even while the answer looks right.
 *
 * Definition, x_1 <= ... <= x_n observed: warning when (q75 - q25) / median > max(b, 1 %); critical when the largest
 * (x_{i+1} - x_i) / x_i > max(10 b, 1 %) leaves at least 20 % of the nodes on each side. b = deviation band.
 * Source: libocr transmits every observation, answer = x_{n/2}; Chaos Labs' account of Moonwell wrsETH on 2025-11-04
 * (1,649,934.6 for 1.057: a majority inflated, a minority right). Nodes that report within the band agree by construction,
 * so ten bands between neighbours are two populations, not noise.
 */
export const observerDispersion: UpdateRule<ObserverDispersionParameters> = {
  name: "observer-dispersion",
  openAfter: 1,
  closeAfter: 3,
  parameters: { spread: 0.01, gapInBands: 10, camp: 0.2, minimumNodes: 4 },
  look({ profile, update }, { spread, gapInBands, camp, minimumNodes }) {
    const { observations } = update;
    if (observations === null || observations.length < minimumNodes) return null;
    const sorted = Float64Array.from(observations).sort();
    const nodes = sorted.length;
    const middle = Math.abs(sorted[nodes >> 1] ?? 0);
    const range = (quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25)) / middle;
    const gapLimit = Math.max(gapInBands * profile.deviation, spread);
    const smallestCamp = Math.ceil(camp * nodes);
    let gap = 0;
    for (let i = smallestCamp; i <= nodes - smallestCamp; i++) {
      const low = sorted[i - 1] ?? 0;
      gap = Math.max(gap, ((sorted[i] ?? 0) - low) / Math.max(Math.abs(low), Number.MIN_VALUE));
    }
    const isSplit = gap > gapLimit;
    const limit = Math.max(profile.deviation, spread);
    if (!isSplit && !(range > limit)) return null;
    return {
      severity: isSplit ? "critical" : "warning",
      message: isSplit
        ? `${labelOf(profile)}: the nodes are split, with a gap of ${percent(gap)} between two camps`
        : `${labelOf(profile)}: the middle half of the nodes spans ${percent(range)}`,
      evidence: {
        gap,
        gapLimit,
        range,
        observations: [...sorted],
        rounds: [roundOf(profile, update)],
      },
    };
  },
};
