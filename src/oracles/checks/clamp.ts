import { type FeedProfile, labelOf } from "./profile.ts";
import { type Reading, type Reference, roundOf } from "./reading.ts";
import type { RuleIdentity } from "./rule.ts";
import type { Verdict } from "./verdict.ts";

export interface ClampParameters {
  /** So close to a bound the next move may be cut off. */
  readonly nearness: number;
}

/**
 * The feed is at a bound that it cannot report beyond, or the market is beyond it already. An aggregator does not clip its
 * answer: a median outside the bounds makes the transmission revert, so the feed freezes at its last answer inside, maybe far
 * from the bound. Always critical.
 *
 * Definition: p <= 1.01 min, p >= 0.99 max, or reference < min, reference > max. Bounds are the aggregator's own; bounds that
 * no price reaches (1 unit, 9.6e52) never match. Sources: libocr OffchainAggregator `require(minAnswer <= median &&
 * median <= maxAnswer)`; LUNA at 0.107 over a minimum of 0.10; USDC and USDT capped at 1.05 on two chains in August 2026.
 */
export const clamp: RuleIdentity & { readonly parameters: ClampParameters } = {
  name: "clamp",
  openAfter: 1,
  closeAfter: 3,
  parameters: { nearness: 0.01 },
};

/** The look at a feed with bounds, at its own update or when its reference moves. */
export function clampVerdict(
  profile: FeedProfile,
  reading: Reading,
  reference: Reference | null,
  { nearness }: ClampParameters,
): Verdict {
  const min = profile.minAnswer ?? Number.NEGATIVE_INFINITY;
  const max = profile.maxAnswer ?? Number.POSITIVE_INFINITY;
  if (min === Number.NEGATIVE_INFINITY && max === Number.POSITIVE_INFINITY) return undefined;
  const beyond = reference !== null && (reference.price < min || reference.price > max);
  const near = reading.price <= min * (1 + nearness) || reading.price >= max * (1 - nearness);
  if (!beyond && !near) return null;
  return {
    severity: "critical",
    message: `${labelOf(profile)} cannot report beyond [${min}, ${max}]; ${beyond ? `others say ${reference.price}` : `it says ${reading.price}`}`,
    evidence: {
      minAnswer: profile.minAnswer ?? null,
      maxAnswer: profile.maxAnswer ?? null,
      rounds: [roundOf(profile, reading), ...(reference?.rounds ?? [])],
    },
  };
}
