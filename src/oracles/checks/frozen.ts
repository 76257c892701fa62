import { type FeedProfile, labelOf } from "./profile.ts";
import { type Reading, type Reference, roundOf } from "./reading.ts";
import type { RuleIdentity, UpdateRule } from "./rule.ts";
import { percent, type Verdict } from "./verdict.ts";

export interface FrozenParameters {
  /** Rounds in a row with one price. */
  readonly rounds: number;
  readonly margin: number;
}

/**
 * The feed stands still while the market moves: it repeats one price, or sends nothing although its deviation promise has
 * long been due. It shows hours before the heartbeat runs out.
 *
 * Definition: the same p in 3 rounds and |p_ref / p - 1| > b + b_ref + 0.25 %; or, without an update, |p_ref / p - 1| >
 * 2 b + b_ref + 0.25 % at 3 updates of the reference in a row. Warning; critical past twice the limit. Feeds without a
 * deviation promise may stand still. Source: Chainlink updates on deviation, so a missing update is a fault; LUNA on
 * 2022-05-12 stood at 0.107 while the market went to 0.01.
 */
export const frozen: UpdateRule<FrozenParameters> = {
  name: "frozen",
  openAfter: 1,
  closeAfter: 1,
  parameters: { rounds: 3, margin: 0.0025 },
  look({ profile, update, state, previous, reference }, { rounds, margin }) {
    if (profile.kind !== "oracle" || profile.deviation === 0) return undefined;
    const repeats = previous?.price === update.price ? state.repeats + 1 : 1;
    if (repeats < rounds || reference === null) return null;
    return standsStill(profile, update, reference, profile.deviation + margin, `${repeats} rounds`);
  },
};

/** Looks at an oracle that says nothing, when its reference moves; three looks in a row open it. */
export const silent: RuleIdentity = { ...frozen, openAfter: 3 };

/** Whether an oracle that has not updated should have, by what the reference says now. */
export function silentVerdict(
  profile: FeedProfile,
  last: Reading,
  reference: Reference,
  { margin }: FrozenParameters,
): Verdict {
  return standsStill(profile, last, reference, 2 * profile.deviation + margin, "silence");
}

function standsStill(
  profile: FeedProfile,
  reading: Reading,
  reference: Reference,
  tolerance: number,
  how: string,
): Verdict {
  const apart = reference.price / reading.price - 1;
  const limit = tolerance + reference.deviation;
  if (Math.abs(apart) <= limit) return null;
  return {
    severity: Math.abs(apart) > 2 * limit ? "critical" : "warning",
    message: `${labelOf(profile)} stands still (${how}) while others moved ${percent(apart)} away`,
    evidence: { apart, limit, how, rounds: [roundOf(profile, reading), ...reference.rounds] },
  };
}
