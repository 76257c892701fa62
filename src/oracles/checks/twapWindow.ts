import { labelOf } from "./profile.ts";
import { roundOf } from "./reading.ts";
import type { UpdateRule } from "./rule.ts";

export interface TwapWindowParameters {
  readonly windowSeconds: number;
}

/**
 * An oracle that averages a pool averaged too short a time: its price is the pool's last one, and one block sets it.
 *
 * Definition: the oldest observation used is younger than half the promised window: critical. Source: Inverse INV on
 * 2022-04-02, where Keep3rV2Oracle's period gate let 15 s pass for 30 minutes and the price of one block was borrowed against
 * in the next.
 */
export const twapWindow: UpdateRule<TwapWindowParameters> = {
  name: "twap-window",
  openAfter: 1,
  closeAfter: 3,
  parameters: { windowSeconds: 1800 },
  look({ profile, update }, { windowSeconds }) {
    if (update.windowSeconds === null) return null;
    if (update.windowSeconds >= windowSeconds / 2) return null;
    return {
      severity: "critical",
      message: `${labelOf(profile)} averages ${update.windowSeconds} s instead of ${windowSeconds} s`,
      evidence: {
        windowSeconds: update.windowSeconds,
        promisedSeconds: windowSeconds,
        rounds: [roundOf(profile, update)],
      },
    };
  },
};
