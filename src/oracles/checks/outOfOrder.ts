import type { Place } from "./line.ts";
import { labelOf } from "./profile.ts";
import { roundOf } from "./reading.ts";
import type { UpdateRule } from "./rule.ts";

/**
 * Rounds and times of one aggregator only go up. Critical when a round or a time goes back, or a round is published twice
 * with different content, or an update far ahead proves false; warning for the very same update twice and for a step so
 * long that a second update has to confirm it. A new aggregator starts again at round 1: that is a configuration change.
 *
 * Definition: round_i <= round_{i-1} or time_i < time_{i-1} within one aggregator. Equal times with rising rounds are
 * normal: 12 of 21,797 mainnet rounds share a block. Source: yearn/monitoring PR 307 (round not increasing: critical),
 * kept per aggregator because the 375 replacements of April 2026 restart the count behind the same proxy.
 */
export const outOfOrder: UpdateRule<Record<string, never>> = {
  name: "out-of-order",
  openAfter: 1,
  closeAfter: 3,
  parameters: {},
  look({ profile, update, placed, previous }) {
    const { place, falseLeap, before } = placed;
    const fault = falseLeap !== null ? FALSE_LEAP : FAULTS[place];
    if (fault === undefined) return null;
    return {
      severity: fault.severity,
      message: `${labelOf(profile)}: ${fault.what}`,
      evidence: {
        place,
        before: before === null ? null : { time: before.time, order: before.order },
        falseLeap: falseLeap === null ? null : { time: falseLeap.time, order: falseLeap.order },
        rounds: [...(previous === null ? [] : [roundOf(profile, previous)]), roundOf(profile, update)],
      },
    };
  },
};

interface Fault {
  readonly severity: "warning" | "critical";
  readonly what: string;
}

const FALSE_LEAP: Fault = { severity: "critical", what: "an update far ahead of its time proved false" };
const FAULTS: { readonly [P in Place]?: Fault } = {
  behind: { severity: "critical", what: "an update is older than the one before it" },
  conflict: { severity: "critical", what: "one round was published twice, differently" },
  reanchored: { severity: "critical", what: "several updates in a row went back; the watch follows them" },
  repeat: { severity: "warning", what: "the same update arrived twice" },
  leap: { severity: "warning", what: "an update is far ahead of the one before it" },
};
