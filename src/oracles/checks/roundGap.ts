import { labelOf } from "./profile.ts";
import { roundOf } from "./reading.ts";
import type { UpdateRule } from "./rule.ts";

/**
 * A round is missing: the aggregator counts every round, so a hole is a log that was never read, or a reorganisation.
 * It says something about the indexer, not about the price: warning.
 *
 * Definition: round_i > round_{i-1} + 1 within one aggregator. Source: libocr counts rounds without holes
 * (OffchainAggregator, `latestAggregatorRoundId++`); 0 holes in 21,797 mainnet rounds.
 */
export const roundGap: UpdateRule<Record<string, never>> = {
  name: "round-gap",
  openAfter: 1,
  closeAfter: 3,
  parameters: {},
  look({ profile, update, placed, previous }) {
    if (update.order === null || placed.before === null || placed.before.order === null) return undefined;
    if (placed.place !== "gap" && placed.place !== "leap") return placed.isNewer ? null : undefined;
    const missing = update.order - placed.before.order - 1;
    if (missing <= 0) return undefined;
    return {
      severity: "warning",
      message: `${labelOf(profile)}: ${missing} rounds are missing before round ${update.round}`,
      evidence: {
        missing,
        rounds: [...(previous === null ? [] : [roundOf(profile, previous)]), roundOf(profile, update)],
      },
    };
  },
};
